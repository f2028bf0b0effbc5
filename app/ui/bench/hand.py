"""What the inspector has in hand and the bench does not know yet: pages laid open, choices marked, words typed.

It is given up with the next act that the bench takes, and kept where the bench refuses, so that nothing has to be
typed twice. Pure: `Hand.after` says what an act changes here, `action_of` what it asks of the bench.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.bench import actions as do
from app.domain.bench.state import Fields, Unit

from . import acts
from .acts import Act, Page

PIN_PAGE = Page.WITNESS_PIN
OF_THE_PAPER = frozenset({Page.CERTIFICATE, Page.CERTIFICATE_DETAIL})
CERTIFYING = OF_THE_PAPER | {Page.DESTROY, Page.WORK_PROOF}


@dataclass(frozen=True, slots=True)
class Hand:
    """What is not sent yet.

    Attributes:
        pages: laid over the question, newest last
        note: goes with the next answer
        typed: what stands in the field of the newest page; it may be a PIN, so it never shows
        row: the line that + and − mean
        kept: pieces of a line (by its id) that are said to be here after all
        witness: badge of who watches a destruction
        pin: the witness's, found right, until the proof is taken or its page left
        about: the unit whose certificate is being said
        details: what that certificate is to say, by the names of `app.domain.certificates`
        blurred: a picture below the gate, for its shot, until somebody overrules it
        unit: the newest unit as it stood before its grade was saved
        unseen: LPN of a unit that danger took to quarantine before anybody looked at it
        heard: the refusal on record was read: something else was done since

    """

    pages: tuple[acts.Open, ...] = ()
    marked: tuple[str, ...] = ()
    note: str = ""
    typed: str = field(default="", repr=False)
    row: int = 0
    kept: tuple[tuple[str, int], ...] = ()
    witness: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    about: str = ""
    details: Fields = ()
    blurred: Path | None = None
    unit: Unit | None = None
    unseen: str = ""
    heard: bool = False

    @property
    def page(self) -> acts.Open:
        """The page that is seen."""
        return self.pages[-1] if self.pages else acts.Open(Page.MOMENT)

    def here(self, line: str) -> int:
        """How many open pieces of a line are said to be here."""
        return dict(self.kept).get(line, 0)

    def after(self, act: Act) -> Hand:
        """The hand after an act that asks nothing of the bench."""
        hand = replace(self, heard=True)
        if isinstance(act, acts.Open):
            return self._laid(hand, act)
        if isinstance(act, acts.Close):  # beside what a certificate says the witness waits on
            pin = self.pin if self.page.page in OF_THE_PAPER else ""
            return replace(hand, pages=self.pages[:-1], typed="", pin=pin)
        if isinstance(act, acts.Reason):
            return self._detailed(hand, act.words)
        if isinstance(act, acts.Mark):
            without = tuple(one for one in self.marked if one != act.choice)
            return replace(hand, marked=without if act.choice in self.marked else (*self.marked, act.choice))
        if isinstance(act, acts.Count):
            here = max(0, self.here(act.line) - act.by)
            others = tuple(pair for pair in self.kept if pair[0] != act.line)
            return replace(hand, kept=(*others, (act.line, here)) if here else others)
        if isinstance(act, acts.Typed):
            return self._typed(hand)
        return hand

    def watched(self) -> Hand:
        """The witness is here and the PIN was right: now the act itself, and its proof."""
        proof = acts.Open(Page.PROOF, self.page.subject)
        return replace(self, pages=(*self.pages, proof), pin=self.typed.strip(), typed="", heard=True)

    def unwatched(self) -> Hand:
        """The witness's PIN is asked for again."""
        places = (place for place, page in enumerate(self.pages) if page.page is Page.PROOF)
        return replace(self, pages=self.pages[: next(places, None)], pin="", typed="")

    def moved(self, by: int, lines: int) -> Hand:
        """+ and − mean another line."""
        return replace(self, row=min(max(0, self.row + by), max(0, lines - 1)))

    def _laid(self, hand: Hand, page: acts.Open) -> Hand:
        """Another page on top; what is said for one unit's certificate is never another's."""
        unit, _, which = page.subject.partition("|")
        hand = replace(hand, pages=(*self.pages, page), typed="")
        if page.page in CERTIFYING and unit != self.about:
            hand = replace(hand, about=unit, details=())
        if page.page is Page.CERTIFICATE_DETAIL:
            hand = replace(hand, typed=dict(hand.details).get(which.partition("|")[2], ""))
        return hand

    def _detailed(self, hand: Hand, text: str) -> Hand:
        """This is what the certificate says of what its page asks; emptied, it says nothing of it."""
        if self.page.page is not Page.CERTIFICATE_DETAIL:
            return hand
        name = self.page.subject.rpartition("|")[2]
        details = {**dict(self.details), name: text.strip()}
        said = tuple(sorted((one, words) for one, words in details.items() if words))
        return replace(hand, details=said, pages=self.pages[:-1], typed="")

    def _typed(self, hand: Hand) -> Hand:
        if self.page.page is Page.CERTIFICATE_DETAIL:
            return self._detailed(hand, self.typed)
        if self.page.page is Page.NOTE:
            return replace(hand, note=self.typed.strip(), pages=self.pages[:-1], typed="")
        if self.page.page is Page.DESTROY:
            asked = acts.Open(PIN_PAGE, self.page.subject)
            return replace(hand, witness=self.typed.strip(), pages=(*self.pages, asked), typed="")
        return hand

    def given_up(self, before: Unit | None, unseen: str = "") -> Hand:
        """After an act that the bench took: only the newest unit is remembered, as it stood before."""
        return Hand(unit=before or self.unit, unseen=unseen or self.unseen)


def action_of(act: Act, hand: Hand) -> do.Action | None:
    """What the act asks of the bench; None where it is done at hand."""
    if isinstance(act, acts.Send):
        action = act.action
        return replace(action, note=hand.note) if isinstance(action, do.GiveAnswer) and hand.note else action
    if isinstance(act, acts.GiveMarked):
        return do.GiveAnswer(act.question, hand.marked, hand.note)
    if isinstance(act, acts.Reason):
        return worded(hand.page, act.words, hand)
    if isinstance(act, acts.Typed) and hand.typed.strip():
        return worded(hand.page, hand.typed.strip(), hand)
    return None


def worded(page: acts.Open, words: str, hand: Hand) -> do.Action | None:
    """What a page is about, done with a reason or a text; None where the page keeps it."""
    act = _DO.get(page.page)
    return act(page.subject, words, hand) if act is not None else None


def _weigh(_: str, words: str, __: Hand) -> do.Action | None:
    return do.Weigh(int(words)) if words.isdigit() else None


def _review(subject: str, words: str, _: Hand) -> do.Action:
    unit, decision, grade = subject.split("|")
    return do.Review(unit, decision, grade, words)


def _under_law(subject: str, words: str, _: Hand) -> do.Action:
    route, code = subject.split("|")
    return do.ChooseRoute(route, words, code)


def _close_work(subject: str, words: str, hand: Hand) -> do.Action:
    unit, kind = subject.split("|")
    return do.CloseWork(unit, kind, words, hand.details)


_DO: dict[Page, Callable[[str, str, Hand], do.Action | None]] = {
    Page.MOMENT: _weigh,
    Page.TYPED: lambda _, words, __: do.Scan(words),
    Page.DANGER: lambda _, words, __: do.Danger(words),
    Page.NO_CODE_ITEM: lambda _, words, __: do.NoCode("item", description=words),
    Page.GRADE_WHY: lambda grade, words, _: do.Regrade(grade, words),
    Page.ROUTE_WHY: lambda route, words, _: do.ChooseRoute(route, words),
    Page.ROUTE_LAW_WHY: _under_law,
    Page.REPRINT: lambda _, words, __: do.Reprint(words),
    Page.VOID: lambda _, words, __: do.VoidLabel(words),
    Page.OVERRULE: lambda shot, words, _: do.TakePhoto(shot, words),
    Page.REVIEW_WHY: _review,
    Page.WORK_PROOF: _close_work,
    Page.WITNESS_PIN: lambda unit, _, hand: do.Destroy(unit, hand.witness, hand.details),
}
