"""The way to an act at the bench screen: which controls lead there from what is seen now, the shortest first. Pure.

It is looked for in the scenes that the screen would show, so nothing here knows which key does what. A reason may be
any of those that the page offers: the script's own words are typed only where words are what is asked for.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import eq

from app.domain.bench import actions as do
from app.services.inspecting import Standing
from app.ui.bench import acts
from app.ui.bench.acts import Page
from app.ui.bench.around import Around
from app.ui.bench.hand import Hand, action_of
from app.ui.bench.pieces import Control, Scene
from app.ui.bench.scene import scene_of

LONGEST = 9


@dataclass(frozen=True)
class Press:
    """A control, by its name; its key where it has one here."""

    name: str
    key: str
    choice: bool


@dataclass(frozen=True)
class Write:
    """Words into the field that is shown."""

    words: str


Move = Press | Write


@dataclass(frozen=True)
class Meant:
    """What shall come of it.

    Attributes:
        by: whether an action is that
        pages: those that may be opened on the way
        words: what may be typed on the way

    """

    by: Callable[[do.Action], bool]
    pages: frozenset[Page] = frozenset()
    words: str = ""
    shot: str = ""
    choices: tuple[str, ...] = ()


def way_to(meant: Meant, standing: Standing, hand: Hand, around: Around) -> tuple[Move, ...] | None:
    """The shortest way; None where the screen offers none."""
    seen = {hand}
    ahead: deque[tuple[Hand, tuple[Move, ...]]] = deque([(hand, ())])
    while ahead:
        now, way = ahead.popleft()
        scene = scene_of(standing, now, around)
        for control in scene.controls:
            if _does(control, now, meant) or _asks_for_witness(control, now, meant, standing, around):
                return (*way, press(scene, control))
        if len(way) < LONGEST:
            for move, then in _onwards(scene, now, meant):
                if then not in seen:
                    seen.add(then)
                    ahead.append((then, (*way, move)))
    return None


def _asks_for_witness(control: Control, hand: Hand, meant: Meant, standing: Standing, around: Around) -> bool:
    """A destruction is done by hand from here on; where the unit has no label yet, nothing is asked."""
    opens = isinstance(control.act, acts.Open) and control.act.page is Page.DESTROY
    if not opens or Page.DESTROY not in meant.pages:
        return False
    return scene_of(standing, hand.after(control.act), around).stage.field is not None


def press(scene: Scene, control: Control) -> Press:
    """How it is pressed in this scene: its key only where that means it."""
    key = control.key if scene.keyed(control.key) is control else ""
    return Press(control.name, key, control in scene.stage.choices)


def _does(control: Control, hand: Hand, meant: Meant) -> bool:
    if isinstance(control.act, acts.Shoot):
        return control.act.shot == meant.shot
    action = action_of(control.act, hand)
    return action is not None and meant.by(action)


def _onwards(scene: Scene, hand: Hand, meant: Meant) -> Iterator[tuple[Move, Hand]]:
    for control in scene.controls:
        if _leads_on(control.act, hand, meant):
            yield press(scene, control), hand.after(control.act)
    if scene.stage.field is not None and meant.words and not hand.typed:
        yield Write(meant.words), replace(hand, typed=meant.words)


def _leads_on(act: acts.Act, hand: Hand, meant: Meant) -> bool:
    if isinstance(act, acts.Open):
        return act.page in meant.pages and act.page not in {page.page for page in hand.pages}
    if isinstance(act, acts.Mark):
        return (act.choice in meant.choices) != (act.choice in hand.marked)
    if isinstance(act, acts.Count):
        return Page.SHORT in meant.pages
    return isinstance(act, acts.Typed) and bool(hand.typed) and hand.page.page is Page.NOTE


def meaning_of(action: do.Action, *, letters: bool) -> Meant:
    """What a line of the script wants, as far as it can be said at a screen; without letters any listed word does."""
    match action:
        case do.GiveAnswer(_, choices, note):
            pages = frozenset({Page.NOTE} if note else ())
            return Meant(partial(_same_answer, action), pages, note, choices=choices)
        case do.TakePhoto(shot):
            return Meant(_never, shot=shot)
        case do.Destroy():
            return Meant(_never, frozenset({Page.DESTROY}))
        case do.CloseParcel():
            return Meant(partial(_same_pieces, action), frozenset({Page.SHORT, Page.EMPTY}))
        case do.NoCode(of, _, description):
            pages = frozenset({Page.NO_CODE_ITEM} if of == "item" else ())
            return Meant(partial(_same_without_code, action), pages, description)
        case do.Danger(kind):
            by = partial(eq, action) if letters else _any_danger
            return Meant(by, frozenset({Page.DANGER}), kind if letters else "")
        case do.Regrade() | do.ChooseRoute() | do.Reprint() | do.VoidLabel() | do.Review():
            return Meant(partial(_same_but_its_reason, action), _REASONED[type(action)])
        case _:
            return _plain(action)


def _plain(action: do.Action) -> Meant:
    same = partial(eq, action)
    if isinstance(action, do.Scan):
        return Meant(same, frozenset({Page.TYPED}), action.code)
    if isinstance(action, do.Weigh):
        return Meant(same, words=str(action.grams))
    return Meant(same, frozenset({Page.PARKED}) if isinstance(action, do.Resume) else frozenset())


Reasoned = do.Regrade | do.ChooseRoute | do.Reprint | do.VoidLabel | do.Review

_REASONED: dict[type, frozenset[Page]] = {
    do.Regrade: frozenset({Page.GRADE, Page.GRADE_WHY}),
    do.ChooseRoute: frozenset({Page.ROUTE_WHY}),
    do.Reprint: frozenset({Page.REPRINT}),
    do.VoidLabel: frozenset({Page.VOID}),
    do.Review: frozenset({Page.REVIEW, Page.REVIEW_GRADE, Page.REVIEW_WHY}),
}


def _never(_: do.Action) -> bool:
    """A picture is taken for it, and sent with it."""
    return False


def _any_danger(one: do.Action) -> bool:
    return isinstance(one, do.Danger)


def _same_but_its_reason(wanted: Reasoned, one: do.Action) -> bool:
    """Any reason of the page's does; none is none."""
    if not isinstance(one, Reasoned) or type(one) is not type(wanted):
        return False
    return replace(one, reason="") == replace(wanted, reason="") and (bool(wanted.reason.strip()) or not one.reason)


def _same_answer(wanted: do.GiveAnswer, one: do.Action) -> bool:
    return isinstance(one, do.GiveAnswer) and (one.question, sorted(one.choices), one.note) == (
        wanted.question,
        sorted(wanted.choices),
        wanted.note,
    )


def _same_pieces(wanted: do.CloseParcel, one: do.Action) -> bool:
    if not isinstance(one, do.CloseParcel) or one.empty != wanted.empty:
        return False
    counts: list[Counter[str]] = []
    for action in (one, wanted):
        count = Counter[str]()
        for piece in action.missing:
            count[piece.sku] += piece.quantity
        counts.append(count)
    return counts[0] == counts[1]


def _same_without_code(wanted: do.NoCode, one: do.Action) -> bool:
    if not isinstance(one, do.NoCode) or one.of != wanted.of:
        return False
    return wanted.of == "parcel" or (one.sku, one.description) == (wanted.sku, wanted.description)
