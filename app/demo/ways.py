"""Finds what a person presses to come to an act: keys and touches that lead there on the bench screen, page by page.

The screen is worked out without a widget, so the way is looked for there first, breadth first, and then walked in the
window. Nothing is known here of which key does what: a control that moves is found where it then is. Pure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

from app.domain.bench import actions as do
from app.services.inspecting import Standing
from app.ui.bench import acts
from app.ui.bench.acts import Page
from app.ui.bench.around import Around
from app.ui.bench.hand import Hand, action_of
from app.ui.bench.pieces import Control, Scene
from app.ui.bench.scene import scene_of

LONGEST: Final = 7


@dataclass(frozen=True, slots=True)
class Press:
    """A key, as its cap says it; the control's name for whoever has no keys."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Write:
    """Words into the field that is shown."""

    words: str


Move = Press | Write

_PAGES: Final[dict[type[do.Action], frozenset[Page]]] = {
    do.GiveAnswer: frozenset({Page.NOTE}),
    do.Danger: frozenset({Page.DANGER}),
    do.CloseParcel: frozenset({Page.SHORT, Page.EMPTY}),
    do.NoCode: frozenset({Page.NO_CODE_ITEM, Page.NO_CODE_PARCEL}),
    do.Regrade: frozenset({Page.GRADE, Page.GRADE_WHY}),
    do.ChooseRoute: frozenset({Page.ROUTE_WHY}),
    do.Reprint: frozenset({Page.REPRINT}),
    do.VoidLabel: frozenset({Page.VOID}),
    do.Review: frozenset({Page.REVIEW, Page.REVIEW_GRADE, Page.REVIEW_WHY}),
    do.CloseWork: frozenset({Page.WORK_PROOF}),
}
"""The pages on the way to each act; no other is opened."""

_WRITTEN: Final = ("note", "reason", "description", "kind", "proof")


def way_to(wanted: do.Action, standing: Standing, around: Around, hand: Hand | None = None) -> tuple[Move, ...] | None:
    """The shortest way to an act from where the bench stands; None where no way leads there.

    To a photo it leads up to the press that takes the picture, to a destruction to the page that asks for the witness.
    """
    start = hand or Hand()
    seen = {start}
    ahead: deque[tuple[Hand, tuple[Move, ...]]] = deque([(start, ())])
    while ahead:
        now, way = ahead.popleft()
        scene = scene_of(standing, now, around)
        for control in scene.controls:
            if _does(control, now, wanted) or _asks_for_witness(control, now, wanted, standing, around):
                return (*way, pressed(scene, control))
        if len(way) < LONGEST:
            for move, then in _onwards(scene, now, wanted):
                if then not in seen:
                    seen.add(then)
                    ahead.append((then, (*way, move)))
    return None


def _asks_for_witness(control: Control, hand: Hand, wanted: do.Action, standing: Standing, around: Around) -> bool:
    if not isinstance(wanted, do.Destroy) or control.act != acts.Open(Page.DESTROY, wanted.unit):
        return False
    return scene_of(standing, hand.after(control.act), around).stage.field is not None


def pressed(scene: Scene, control: Control) -> Press:
    """How a control is pressed: by its key, where that key means it here."""
    return Press(control.key if scene.keyed(control.key) is control else "", control.name)


def _does(control: Control, hand: Hand, wanted: do.Action) -> bool:
    if isinstance(control.act, acts.Shoot):
        return isinstance(wanted, do.TakePhoto) and control.act.shot == wanted.shot
    action = action_of(control.act, hand)
    return action is not None and _same(action, wanted)


def _same(action: do.Action, wanted: do.Action) -> bool:
    """Whether it comes to the same: who typed no client, and no words where none are asked for, means this."""
    if isinstance(action, do.CloseParcel) and isinstance(wanted, do.CloseParcel):
        pieces = [[(piece.sku, piece.quantity, piece.reason) for piece in one.missing] for one in (action, wanted)]
        return action.empty == wanted.empty and pieces[0] == pieces[1]
    if isinstance(action, do.NoCode) and isinstance(wanted, do.NoCode) and wanted.of == "parcel":
        return action.of == "parcel"
    return action == wanted


def _onwards(scene: Scene, hand: Hand, wanted: do.Action) -> Iterator[tuple[Move, Hand]]:
    """What may be done at hand on the way: a page opened, a choice marked, words written."""
    for control in scene.controls:
        if _leads_on(control.act, hand, wanted):
            yield pressed(scene, control), hand.after(control.act)
    if scene.stage.field is not None and not hand.typed:
        for words in _words_of(wanted):
            yield Write(words), replace(hand, typed=words)


def _leads_on(act: acts.Act, hand: Hand, wanted: do.Action) -> bool:
    if isinstance(act, acts.Open):
        return act.page in _PAGES.get(type(wanted), ()) and hand.page.page is not act.page
    if isinstance(act, acts.Mark):
        return isinstance(wanted, do.GiveAnswer) and act.choice in wanted.choices and act.choice not in hand.marked
    return isinstance(act, acts.Typed) and bool(hand.typed) and hand.page.page is Page.NOTE


def _words_of(wanted: do.Action) -> list[str]:
    values = (getattr(wanted, field.name) for field in fields(wanted) if field.name in _WRITTEN)
    return [words for words in values if words]
