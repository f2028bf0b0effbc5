"""Receiving: a parcel is opened, an item in it becomes a unit with its LPN, every announced line is counted.

A wrong item takes the place of one announced unit; should that one turn up after all, the count is corrected by a
counter-move and the wrong item stands as an extra. Nothing is booked by a guess: a code that several clients share
is decided by the parcel, else asked for.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.identifiers import parcel_code, tracking_key, unit_lpn
from app.domain.returns import Parcel, ParcelKind, ReturnLine, with_line
from app.domain.stock import Account, Article, Move
from app.saying import say

from .facts import (
    Fact,
    LineCounted,
    Moved,
    ParcelClosed,
    ParcelOpened,
    ParcelReopened,
    ParcelWithdrawn,
    UnitAnnounced,
    UnitOpened,
    UnitWithdrawn,
)
from .found import Found
from .offers import AGAIN, AGAIN_CHOICES, WHOSE
from .outcome import Outcome
from .refusal import Refused
from .state import CALLED_OFF, FBA, Bench, Candidate, Unit

WRONG_ITEM = "wrong_item"
ANNOUNCED_LATER = "announced_later"
EXTRA_ITEM = "extra_item"
NO_CODE = "no_code"
LONGEST_DESCRIPTION = 500


def scan_parcel(state: Bench, found: Found) -> Outcome:
    """A parcel's code at an idle bench: announced, unexpected, or finished before."""
    if found.parcel is not None:
        return _known_parcel(state, found.parcel, found)
    if found.products:
        raise Refused("parcel_first", "This is an article, and no parcel is open.", "Scan the parcel's label first.")
    if not found.tracking_key:
        raise Refused(
            "unknown_code",
            "Nothing is known under this code, and it is no valid tracking number.",
            "Scan the carrier's label, or choose “Parcel without a code”.",
        )
    number = found.tracking_key
    opened = ParcelOpened(found.key, number, number, ParcelKind.UNEXPECTED)
    parcel = Parcel(found.key, number, number, ParcelKind.UNEXPECTED)
    return Outcome(replace(state, parcel=parcel), (opened,))


def _known_parcel(state: Bench, parcel: Parcel, found: Found) -> Outcome:
    if not parcel.parcel_id:
        parcel = replace(parcel, parcel_id=found.key)
        opened = ParcelOpened(parcel.parcel_id, parcel.tracking, parcel.key, parcel.kind)
        return Outcome(replace(state, parcel=parcel), (opened,))
    if parcel.finished and not parcel.open_lines:
        return Outcome(replace(state, again=parcel), shown=parcel)
    if parcel.finished:
        reopened = ParcelReopened(parcel.parcel_id, "announced_later")
        return Outcome(replace(state, parcel=replace(parcel, finished=False)), (reopened,))
    return Outcome(replace(state, parcel=parcel))


def answer_again(state: Bench, question: str, choices: tuple[str, ...], found: Found) -> Outcome:
    """What shall become of a finished parcel that was scanned again."""
    parcel = state.again
    choice = choices[0] if len(choices) == 1 else ""
    if parcel is None or question != AGAIN or choice not in AGAIN_CHOICES:
        raise Refused(
            "unknown_choice",
            say("“{again}” takes one answer.", again=AGAIN),
            say("Choose one of: {again_choices}.", again_choices=", ".join(AGAIN_CHOICES)),
        )
    closed = replace(state, again=None)
    if choice == "leave_closed":
        return Outcome(closed)
    if found.parcel is not None and not found.parcel.finished:  # another bench has opened it again meanwhile
        return Outcome(replace(closed, parcel=found.parcel))
    if choice == "late_piece":
        late = replace(parcel, reopened=True, finished=False)
        return Outcome(replace(closed, parcel=late), (ParcelReopened(parcel.parcel_id, choice),))
    reused = Parcel(found.key, parcel.tracking, parcel.key, ParcelKind.UNEXPECTED)
    opened = ParcelOpened(found.key, parcel.tracking, parcel.key, ParcelKind.UNEXPECTED, description=choice)
    return Outcome(replace(closed, parcel=reused), (opened,))


def parcel_without_code(state: Bench, description: str, found: Found) -> Outcome:
    """A parcel that no scanner can read gets a code of ours; a photo of it is owed."""
    code = parcel_code(found.next_parcel)
    key = tracking_key(code)
    parcel = Parcel(found.key, code, key, ParcelKind.NO_CODE, owes_photo=True)
    opened = ParcelOpened(found.key, code, key, ParcelKind.NO_CODE, description[:LONGEST_DESCRIPTION])
    return Outcome(replace(state, parcel=parcel), (opened,))


def scan_item(state: Bench, found: Found, flags: tuple[str, ...] = ()) -> Outcome:
    """An item's code in an open parcel."""
    parcel, facts = _receiving(state, found)
    parcel = with_amazon(parcel, found)
    candidates = _meant(parcel, found.products)
    if not candidates:
        raise Refused(
            "unknown_item",
            "No article in the catalogue carries this code.",
            "Try the other code on it. Else say that it has no code, with its SKU or a description.",
        )
    if len(candidates) > 1:
        return Outcome(replace(state, parcel=parcel, whose=candidates, whose_flags=flags))
    opened = open_unit(replace(state, parcel=parcel), candidates[0], found, flags)
    return replace(opened, facts=facts + opened.facts)


def with_amazon(parcel: Parcel, found: Found) -> Parcel:
    """The parcel with what Amazon said of the piece, where its LPN was scanned; that announces nothing."""
    said = found.fba
    if said is None or any(order.order_id == said.order_id for order in parcel.orders):
        return parcel
    return replace(parcel, orders=(*parcel.orders, said))


def answer_whose(state: Bench, choices: tuple[str, ...], found: Found) -> Outcome:
    """Which client's article it is, where its code says several."""
    chosen = [candidate for candidate in state.whose if (candidate.product.article.client,) == choices]
    if not chosen:
        clients = ", ".join(candidate.product.article.client for candidate in state.whose)
        raise Refused(
            "unknown_choice",
            say("“{whose}” takes one of the clients.", whose=WHOSE),
            say("Choose one of: {clients}.", clients=clients),
        )
    parcel, facts = _receiving(state, found)
    chosen_for = replace(state, parcel=parcel, whose=(), whose_flags=())
    opened = open_unit(chosen_for, chosen[0], found, state.whose_flags)
    return replace(opened, facts=facts + opened.facts)


def _fresh(state: Bench, found: Found) -> Parcel:
    """The open parcel with its counts as the records have them now (another bench may have worked on it)."""
    if state.parcel is None:
        raise Refused("no_parcel", "No parcel is open.", "Scan the parcel's label first.")
    if found.parcel is None:
        return state.parcel
    kept = state.parcel
    return replace(found.parcel, owes_photo=kept.owes_photo)


def _receiving(state: Bench, found: Found) -> tuple[Parcel, tuple[Fact, ...]]:
    """The open parcel, ready to take an item; what another bench did to it meanwhile is undone or refused."""
    parcel = _fresh(state, found)
    if parcel.withdrawn:
        parcel = replace(parcel, withdrawn=False)
        return parcel, (ParcelReopened(parcel.parcel_id, "withdrawn_elsewhere"),)
    if not parcel.finished or parcel.reopened:
        return parcel, ()
    if parcel.open_lines:
        return replace(parcel, finished=False), (ParcelReopened(parcel.parcel_id, ANNOUNCED_LATER),)
    raise Refused(
        "finished_meanwhile",
        "This parcel was finished at another bench.",
        "Go back, then scan its label again to add a late piece.",
    )


def _meant(parcel: Parcel, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Whom a shared code means: articles still awaited in the parcel, else those of its clients."""
    awaited = {line.article for line in parcel.open_lines}
    for fitting in (
        tuple(one for one in candidates if one.product.article in awaited),
        # One that is fully received already says nothing of whose the next is: any client of the parcel may be meant.
        tuple(one for one in candidates if one.product.article.client in parcel.clients),
    ):
        if fitting:
            return fitting
    return candidates


def open_unit(state: Bench, candidate: Candidate, found: Found, flags: tuple[str, ...]) -> Outcome:
    """A physical piece gets its LPN and comes into stock as `pending`."""
    parcel = state.parcel
    if parcel is None:
        raise Refused("no_parcel", "No parcel is open.", "Scan the parcel's label first.")
    lpn = unit_lpn(found.next_lpn)
    article = candidate.product.article
    line, counted, told = _count(parcel, article)
    amazon = (FBA,) if parcel.from_amazon else ()
    flags = tuple(dict.fromkeys((*flags, *told, *amazon)))
    announced = line is not None and not {WRONG_ITEM, CALLED_OFF} & set(told)
    reason = told[0] if told else "unexpected"
    came = () if announced else (Moved(Move(article, Account.OUTSIDE, Account.EXPECTED, 1, reason, lpn)),)
    taken = Moved(Move(article, Account.EXPECTED, Account.PENDING, 1, "received", lpn))
    of_line = line.line_id if line else ""
    known_as = found.fba.lpn if found.fba else parcel.amazon_lpn
    opened = UnitOpened(lpn, candidate.product, parcel.parcel_id, of_line, flags, candidate.rules, known_as)
    unit = Unit(lpn, candidate.product, parcel.parcel_id, of_line, candidate.rules, flags)
    newer = with_line(parcel, line) if line else parcel
    state = replace(state, parcel=replace(newer, units=parcel.units + 1), unit=unit, whose=())
    return Outcome(state, (opened, *counted, *came, taken))


def _count(parcel: Parcel, article: Article) -> tuple[ReturnLine | None, tuple[Fact, ...], tuple[str, ...]]:
    """The line that a piece counts for, as it then stands; the facts of the count; the flags that follow."""
    same = [line for line in parcel.lines if line.article == article]
    awaited = next((line for line in same if line.open > 0), None)
    if awaited is not None:
        counted = LineCounted(awaited.line_id, received=1, reason="received")
        return replace(awaited, received=awaited.received + 1), (counted,), ()
    given_up = next((line for line in same if line.wrong + line.missing > 0), None)
    if given_up is not None:
        return _came_after_all(given_up)
    off = next((line for line in same if line.called_off > 0), None)
    if off is not None:
        counted = LineCounted(off.line_id, received=1, reason=CALLED_OFF, reinstated=1)
        return _reinstated(off, 1), (counted,), (CALLED_OFF,)
    replaced = next(iter(parcel.open_lines), None)
    if replaced is not None:
        counted = LineCounted(replaced.line_id, wrong=1, reason=WRONG_ITEM)
        lost = Moved(Move(replaced.article, Account.EXPECTED, Account.MISSING, 1, WRONG_ITEM))
        return replace(replaced, wrong=replaced.wrong + 1), (counted, lost), (WRONG_ITEM,)
    return None, (), (EXTRA_ITEM,) if parcel.lines else ()


def _reinstated(line: ReturnLine, pieces: int) -> ReturnLine:
    """The line with a called-off piece that came, or (`pieces` below 0) whose scan was undone."""
    return replace(
        line,
        quantity=line.quantity + pieces,
        received=line.received + pieces,
        called_off=line.called_off - pieces,
    )


def _came_after_all(line: ReturnLine) -> tuple[ReturnLine, tuple[Fact, ...], tuple[str, ...]]:
    """A piece that was given up as missing, or whose place a wrong item took, is here after all."""
    was_wrong = line.wrong > 0
    wrong, missing = (1, 0) if was_wrong else (0, 1)
    counted = LineCounted(line.line_id, received=1, missing=-missing, wrong=-wrong, reason="came_after_all")
    found_again = Moved(Move(line.article, Account.MISSING, Account.EXPECTED, 1, "came_after_all"))
    newer = replace(line, received=line.received + 1, missing=line.missing - missing, wrong=line.wrong - wrong)
    return newer, (counted, found_again), ()


def withdraw_parcel(state: Bench, found: Found) -> Outcome:
    """`back` right after a parcel's scan: it is as if it had not been scanned."""
    if state.parcel is None:
        raise Refused("nothing_to_undo", "There is nothing to undo here.", "Scan a parcel.")
    parcel = _fresh(state, found)
    if parcel.finished and not parcel.reopened:
        return Outcome(replace(state, parcel=None, whose=(), whose_flags=()))
    if parcel.reopened:
        closed = ParcelClosed(parcel.parcel_id, outcome_of(parcel))
        return Outcome(replace(state, parcel=None, whose=(), whose_flags=()), (closed,))
    if parcel.units > 0:
        raise Refused(
            "units_received",
            "Pieces of this parcel are already on record.",
            "Scan the next item, or close the parcel and say what is missing.",
        )
    counted = any(line.open < line.quantity for line in parcel.lines)
    facts: tuple[Fact, ...] = () if counted else (ParcelWithdrawn(parcel.parcel_id),)
    return Outcome(replace(state, parcel=None, whose=(), whose_flags=()), facts)


def withdraw_unit(state: Bench, unit: Unit, found: Found) -> Outcome:
    """`back` at the first question: the item's scan is undone by counter-moves, its LPN is void.

    Where the announced piece turned up meanwhile, a wrong item no longer stands in its place and is only taken out.
    """
    parcel = _fresh(state, found) if state.parcel is not None else None
    line = next((line for line in parcel.lines if line.line_id == unit.line_id), None) if parcel else None
    article = unit.product.article
    facts: list[Fact] = [Moved(Move(article, Account.PENDING, Account.EXPECTED, 1, "undone", unit.lpn))]
    wrong, off = WRONG_ITEM in unit.flags, CALLED_OFF in unit.flags
    if line is None or wrong or off:
        facts.append(Moved(Move(article, Account.EXPECTED, Account.OUTSIDE, 1, "undone", unit.lpn)))
    if line is not None and wrong and line.wrong > 0:
        facts.append(LineCounted(line.line_id, wrong=-1, reason="undone"))
        facts.append(Moved(Move(line.article, Account.MISSING, Account.EXPECTED, 1, "undone")))
        line = replace(line, wrong=line.wrong - 1)
    elif line is not None and off:
        facts.append(LineCounted(line.line_id, received=-1, reason="undone", reinstated=-1))
        line = _reinstated(line, -1)
    elif line is not None and not wrong:
        facts.append(LineCounted(line.line_id, received=-1, reason="undone"))
        line = replace(line, received=line.received - 1)
    facts.append(UnitWithdrawn(unit.lpn))
    if parcel is not None:
        parcel = replace(with_line(parcel, line) if line else parcel, units=parcel.units - 1)
    return Outcome(replace(state, unit=None, parcel=parcel), tuple(facts))


def announced_meanwhile(state: Bench, unit: Unit) -> tuple[Bench, tuple[Fact, ...]]:
    """A piece that came before its announcement is the one that is awaited now; it is not counted twice."""
    parcel = state.parcel
    if parcel is None or unit.line_id or parcel.reopened:
        return state, ()
    line = next((line for line in parcel.open_lines if line.article == unit.product.article), None)
    if line is None:
        return state, ()
    facts = (
        LineCounted(line.line_id, received=1, reason=ANNOUNCED_LATER),
        UnitAnnounced(unit.lpn, line.line_id),
        Moved(Move(line.article, Account.EXPECTED, Account.OUTSIDE, 1, ANNOUNCED_LATER, unit.lpn)),
    )
    return replace(state, parcel=with_line(parcel, replace(line, received=line.received + 1))), facts


def after_unit(state: Bench) -> Outcome:
    """A unit is done with: its parcel ends with it where nothing more is awaited."""
    parcel = state.parcel
    if parcel is None or parcel.open_lines:
        return Outcome(replace(state, unit=None))
    closed = () if parcel.finished else (ParcelClosed(parcel.parcel_id, outcome_of(parcel)),)
    return Outcome(replace(state, unit=None, parcel=None), closed)


def outcome_of(parcel: Parcel) -> str:
    """How a parcel ended, from its counts."""
    if parcel.units == 0:
        return "empty"
    if any(line.missing or line.wrong for line in parcel.lines):
        return "short"
    return "complete"
