"""`scene_of`: everything the bench screen shows, worked out from where the bench stands. Pure, without a widget.

wording     words before a language is chosen
acts        what a control does
pieces      the parts of a scene
names       the trade's words for what the domain calls by ids
hand        what is in hand and not sent yet
around      what the house says around the bench
known       the left card
arriving, checking, deciding, labelled   the middle card, step by step
pages       what may be laid over it; reviewing: a review, with the record it is decided on
controls    what may be done, with its keys
beside      the right card
enter       what happens with Enter
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.bench.judging import owed, question_of
from app.domain.bench.offers import step_of
from app.domain.bench.state import Bench, Step, Unit
from app.domain.rulebook import Rulebook
from app.services.inspecting import Standing
from app.services.outlasting import HANDED_IN, KEPT_HERE, NOT_HANDED_IN

from . import arriving, checking, controls, deciding, labelled
from .acts import Film, Prove
from .around import Around
from .beside import beside_of
from .hand import Hand
from .known import known_of
from .laid import Laid
from .pages import page_of
from .pieces import Beside, Head, Notice, Refusal, Scene, Stage, Stop, StopState, Tone
from .prints import troubles
from .reviewing import beside_of_review, known_of_examined, reviewed
from .wording import listed, phrase

_STOPS = (phrase("Scan"), phrase("Check"), phrase("Photos"), phrase("Grade"), phrase("Route"), phrase("Label"))
_CHECK, _PHOTOS = 1, 2
_AT = {
    Step.SIGNED_OUT: (0,),
    Step.IDLE: (0,),
    Step.PARCEL: (0,),
    Step.ITEM: (0,),
    Step.CHECKLIST: (1,),
    Step.PHOTOS: (2,),
    Step.GRADE: (3, 4),
    Step.ROUTE: (4,),
    Step.LABEL: (5,),
    Step.VERIFY_LABEL: (5,),
    Step.REVIEW: (6,),
}
_NOBODY = Stage(Head(phrase("Nobody is signed in"), hint=phrase("Scan your badge.")))
_NOTHING = Around()
_WARNED = {
    "no_code_in_frame": (phrase("No code in the photo"), Tone.WARN),
    KEPT_HERE: (phrase("The records are out of reach"), Tone.WARN),
    HANDED_IN: (phrase("The records are back"), Tone.OK),
    NOT_HANDED_IN: (phrase("Not everything was handed in"), Tone.BAD),
}
"""What a warning of the bench is headed with, by its code; the others are about a label."""
_EMPTY = Hand()


def scene_of(standing: Standing, hand: Hand = _EMPTY, around: Around = _NOTHING) -> Scene:
    """What the screen shows."""
    state, rules = standing.state, standing.rules
    step = step_of(state, rules)
    laid = Laid(step, state, rules, hand, around)
    page = page_of(laid) if hand.pages and step is not Step.SIGNED_OUT else None
    examined = laid.examined if page is not None and reviewed(hand) else None
    stage = page or _stage(step, state, rules, hand, around)
    return Scene(
        step=step,
        rail=_rail(step, state, rules, hand),
        known=known_of_examined(examined) if examined else known_of(step, state, around, hand.unit),
        stage=stage,
        beside=beside_of_review(examined, deciding=page is not None and page.dossier is not None)
        if examined
        else _keyed_once(_beside(beside_of(step, state, rules, around), page), stage),
        refusal=None if hand.heard else _refusal(standing),
        warnings=tuple(map(_warning, standing.reply.get("warnings", ()))) + troubles(around.prints),
        keys=()
        if step is Step.SIGNED_OUT or stage.over
        else (*controls.exceptions(step, state), *controls.filming(state, around)),
    )


def _beside(beside: Beside, page: Stage | None) -> Beside:
    """Under a page Enter is the page's; and whoever takes a proof sees what the camera sees."""
    if page is None:
        return beside
    prove = next((control for control in page.controls if isinstance(control.act, Prove)), None)
    if prove is not None:
        return Beside(aim=phrase("The unit's label"), shoot=replace(prove, name="shoot"))
    if any(isinstance(control.act, Film) for control in page.controls):
        return Beside(aim=phrase("The unit's label"))
    return replace(beside, enters=False, then=()) if beside.enters else beside


def _stage(step: Step, state: Bench, rules: Rulebook, hand: Hand, around: Around) -> Stage:
    if state.unit is not None and step in controls.UNIT_OPEN:
        return _of_unit(step, state, state.unit, rules, hand, around.camera)
    if step is Step.IDLE:
        return arriving.idle(state)
    if step is Step.PARCEL and state.again is not None:
        return arriving.again(state.again, around)
    if step is Step.ITEM and state.parcel is not None:
        return arriving.whose(state) if state.whose else arriving.item(state.parcel, around)
    if state.label is not None and step in controls.LABEL_OPEN:
        if state.label.void:
            return labelled.void(state.label)
        return labelled.verify(state.label, around.prints)
    return labelled.review(state) if step is Step.REVIEW else _NOBODY


def _of_unit(step: Step, state: Bench, unit: Unit, rules: Rulebook, hand: Hand, camera: str) -> Stage:
    if step is Step.CHECKLIST:
        return checking.checklist(state, unit, rules, hand, camera)
    if step is Step.PHOTOS:
        return checking.photos(state, unit, rules, camera)
    return deciding.deciding(step, unit, rules)


def _keyed_once(beside: Beside, stage: Stage) -> Beside:
    """No key stands on two controls that mean different things."""
    taken = {control.key for control in (*stage.controls, *stage.choices)}
    kept = tuple(control for control in beside.controls if control.key not in taken)
    return beside if kept == beside.controls else replace(beside, controls=kept)


def _rail(step: Step, state: Bench, rules: Rulebook, hand: Hand) -> tuple[Stop, ...]:
    now = _AT[step]
    skipped = _skipped(state, rules, hand) if now[0] > _PHOTOS else frozenset[int]()

    def stands(place: int) -> StopState:
        if place in now:
            return StopState.NOW
        if place in skipped:
            return StopState.SKIPPED
        return StopState.DONE if place < now[0] else StopState.AHEAD

    return tuple(Stop(text, stands(place)) for place, text in enumerate(_STOPS))


def _skipped(state: Bench, rules: Rulebook, hand: Hand) -> frozenset[int]:
    """The stops that danger left out: what was not answered to its end, and what was not photographed, has no tick."""
    lpn = state.label.lpn if state.label is not None else state.waits
    if lpn and lpn == hand.unseen:
        return frozenset({_CHECK, _PHOTOS})
    unit = hand.unit
    if unit is None or unit.lpn != lpn:
        return frozenset()
    asked = question_of(unit, rules) is not None
    return frozenset({_CHECK} if asked else ()) | frozenset({_PHOTOS} if asked or owed(state, unit, rules) else ())


def _warning(said: Mapping[str, str]) -> Notice:
    title, tone = _WARNED.get(said["code"], (phrase("The label was not printed"), Tone.BAD))
    return Notice(title, listed((said["message"], said["hint"]), " "), tone)


def _refusal(standing: Standing) -> Refusal | None:
    error = standing.reply.get("error")
    return Refusal(error["code"], error["message"], error["hint"]) if error else None
