"""The right card: the live picture with the shots owed, or the label with what Enter does.

A shot has its tick only where the bench has its photo: durable on disk, and on record.
"""

from __future__ import annotations

import re

from app.domain.bench import actions as do
from app.domain.bench.facts import LabelPrinted
from app.domain.bench.judging import PARCEL_SHOT, checklist_of, owed, proposal_of
from app.domain.bench.offers import wants_serial, wants_weight
from app.domain.bench.outcome import Outcome
from app.domain.bench.state import Bench, Label, Step, Unit
from app.domain.bins import bin_of
from app.domain.claims import shot_named
from app.domain.disposition import ACCOUNT_OF
from app.domain.grading import Grade
from app.domain.rulebook import Rulebook
from app.domain.stock import Account
from app.domain.texts import Texts

from . import controls
from .acts import Shoot
from .around import Around
from .enter import told, tried
from .names import INTO_BIN, SHOTS, went, went_to, where_of
from .pieces import Beside, Control, LabelView, Notice, ShotTile, Tone
from .prints import is_missing, job_of, said_of
from .wording import Wording, phrase

DECIDING = frozenset({Step.GRADE, Step.ROUTE})
CHECKING = frozenset({Step.CHECKLIST, Step.PHOTOS})
HELD = phrase("Hold it inside the frame.")
NO_TAG = {"quarantine": phrase("Quarantine tag"), "scrap": phrase("Scrap label"), "sku": phrase("Shop label")}


def beside_of(step: Step, state: Bench, rules: Rulebook, around: Around) -> Beside:
    """What stands beside the question."""
    if state.unit is not None and step in DECIDING:
        return _deciding(state, state.unit, rules)
    if state.unit is not None and step in CHECKING:
        return _shots(step, state, state.unit, rules)
    if state.label is not None:
        return _label(state.label, around)
    if step is Step.ITEM and state.parcel is not None and not state.whose:
        return _of_parcel(owes=state.parcel.owes_photo)
    return Beside(past=around.last) if step is Step.IDLE else Beside()


def shot_said(shot: str, unit: Unit, rules: Rulebook) -> Wording:
    """A shot in the checklist's words, else in ours, else as its client names it."""
    for rule in checklist_of(unit, rules).shots:
        if rule.id == shot:
            return rule.text
    wanted = shot_named(rules.claims(unit.rules), shot)
    if wanted is not None:
        return wanted.text
    return SHOTS.get(shot, shot.replace("_", " ").replace(":", ": "))


def shot_hint(shot: str, unit: Unit, rules: Rulebook) -> Wording:
    """How the shot is held, as the checklist says it; in general words where it says nothing."""
    for rule in checklist_of(unit, rules).shots:
        if rule.id == shot and rule.hint is not None:
            return rule.hint
    wanted = shot_named(rules.claims(unit.rules), shot)
    return wanted.hint if wanted is not None and wanted.hint is not None else HELD


def in_short(text: Wording) -> Wording:
    """A shot's words for its tile: what stands before the first comma."""
    if isinstance(text, Texts):
        return Texts(tuple((language, _before_comma(words)) for language, words in text.entries))
    return _before_comma(text) if isinstance(text, str) else text


def _before_comma(words: str) -> str:
    return re.split(r"[,，(（;；]", words, maxsplit=1)[0].strip() or words


def shoot(shot: str) -> Control:
    """Space takes the photo that is owed now."""
    return Control("shoot", phrase("Take the photo"), Shoot(shot), "Space")


def _of_parcel(*, owes: bool) -> Beside:
    """A parcel without a readable code owes its photo; any may turn out to be dangerous."""
    low = (controls.type_code(), controls.danger())
    if not owes:
        return Beside(controls=low)
    text = SHOTS[PARCEL_SHOT]
    take = shoot(PARCEL_SHOT)
    tile = ShotTile(PARCEL_SHOT, text, control=Control("shot_0", text, take.act, "Space"))
    return Beside(aim=text, hold=HELD, shoot=take, tiles=(tile,), controls=low)


def _shots(step: Step, state: Bench, unit: Unit, rules: Rulebook) -> Beside:
    taken = [ShotTile(shot.name, in_short(shot_said(shot.name, unit, rules)), shot.photo.sha256) for shot in unit.shots]
    missing = owed(state, unit, rules)
    tiles = [
        ShotTile(
            shot,
            in_short(shot_said(shot, unit, rules)),
            control=Control(f"shot_{place}", shot_said(shot, unit, rules), Shoot(shot), "Space" if place == 0 else ""),
        )
        for place, shot in enumerate(missing)
    ]
    first = missing[0] if missing else ""
    return Beside(
        aim=shot_said(first, unit, rules) if first else "",
        hold=shot_hint(first, unit, rules) if first else "",
        shoot=shoot(first) if first else None,
        tiles=(*taken, *tiles),
        controls=(*((controls.note(),) if _is_asked(step, unit, state) else ()), controls.danger()),
    )


def _is_asked(step: Step, unit: Unit, state: Bench) -> bool:
    """Notes go with answers: one is taken only where a question is asked."""
    return step is Step.CHECKLIST and not wants_serial(unit) and not wants_weight(state, unit)


def _deciding(state: Bench, unit: Unit, rules: Rulebook) -> Beside:
    outcome = tried(state, rules, do.Accept())
    if outcome is None:
        return Beside(camera=False)
    proposal = proposal_of(unit, rules)
    held = proposal.held
    return Beside(
        camera=False,
        enters=True,
        label=_preview(outcome),
        then=told(state, outcome),
        say=Notice(phrase("A supervisor looks at it first"), held.text, Tone.WARN)
        if held is not None
        else Notice(phrase("Nobody else has to look at this one."), tone=Tone.PLAIN),
    )


def _preview(outcome: Outcome) -> LabelView | None:
    printed = any(isinstance(fact, LabelPrinted) for fact in outcome.facts)
    return label_view(outcome.state.label) if printed and outcome.state.label is not None else None


def label_view(label: Label, caption: Wording = "") -> LabelView:
    """A label as text: what it is, its code, and what stands on it."""
    grade, where = label.says("grade"), where_of(label)
    more = (label.says("client"), label.says("mark"))
    return LabelView(
        caption=caption or NO_TAG.get(label.template, phrase("Unit label")),
        code=label.code,
        lines=(label.says("title"), went(where) if where else "", *filter(None, more)),
        grade=Grade(grade) if grade in set(Grade) else None,
        void=label.void,
        paper=label,
    )


def _shelf(label: Label) -> Wording:
    """Where the piece itself goes from here."""
    route = went_to(label)
    if label.held:
        return phrase("Then set it on the review shelf")
    if route is None:
        return phrase("Then set it where second inspections wait")
    return INTO_BIN[bin_of(Account(ACCOUNT_OF[route]))]


def _label(label: Label, around: Around) -> Beside:
    view = label_view(label)
    if label.void:
        return Beside(
            camera=False, label=view, enters=True, then=(phrase("A new label prints"), phrase("Then: scan it"))
        )
    steps: tuple[Wording, ...] = (phrase("Put the label on the unit"), phrase("Scan it: only this print counts"))
    missing = is_missing(around.prints, label)
    if missing:
        steps = (
            phrase("The label prints again, marked as a reprint"),
            phrase("Then: put the label on the unit and scan it"),
        )
    return Beside(
        camera=False,
        label=view,
        enters=missing,
        then=(*steps, _shelf(label)),
        say=said_of(job_of(around.prints, label)),
    )
