"""Orders that a shop took although nobody had a piece for them, and which of the next graded pieces are theirs.

A shop sells more than there is where a write put up again what was bought meanwhile and another buyer was quicker than
the correction, where a unit was moved to another shop and both sold it, or where the shop itself sells below 0. Such an
order is owed a piece: the next ones that are graded go to these orders before anybody else can buy them. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Debt:
    """What a listing owes, as far as the records tell.

    Attributes:
        short: pieces of its orders that no unit stands for
        twice: pieces that our own writes put up once too often and that were not taken back, bought or not
        gone: takes that wait for a person: another shop sold the unit first, and here nothing was left to take

    """

    short: int = 0
    twice: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """How many of the next pieces are spoken for.

    Attributes:
        kept: so many never go on offer
        of_gone: of these, so many make good a take that found nothing left

    """

    kept: int = 0
    of_gone: int = 0


@dataclass(frozen=True, slots=True)
class Short:
    """An order of which so many pieces have no unit; `line` is what a cancellation of it has in common with it."""

    line: str
    number: str
    at: datetime
    pieces: int


NOTHING_OWED = Owed()


def owed(debt: Debt, here: int) -> Owed:
    """What is spoken for where the listing's own place offers `here`.

    Never more than there are orders short of a piece. What still stands there too often is no debt: it is taken back.
    Nor is what a shop itself counts below 0: it takes the next piece for its order; see `taken_up`.
    """
    bought = max(0, debt.twice - max(0, here))
    gone = debt.gone if here < 1 else 0
    kept = min(debt.short, bought + gone)
    return Owed(kept, max(0, kept - bought))


def taken_up(delta: int, here: int, *, corrects: bool) -> int:
    """Of the pieces that a listing has by a confirmed write, how many its orders have taken that were short of one.

    `here` is what it offered before: below 0 the shop counts them itself. A write that `corrects` takes back what stood
    there too often while our units stand on offer: those that it no longer shows go to whoever bought without a piece.
    """
    return max(0, -delta) if corrects else min(max(0, delta), max(0, -here))


def newest(orders: Sequence[Short], pieces: int) -> tuple[Short, ...]:
    """The orders that came when nothing was left: of so many pieces the newest, the oldest of them first.

    Those before them were sold from what was there.
    """
    found: list[Short] = []
    for order in sorted(orders, key=lambda each: (each.at, each.line), reverse=True):
        if pieces <= 0:
            break
        some = min(order.pieces, pieces)
        found.append(Short(order.line, order.number, order.at, some))
        pieces -= some
    return tuple(reversed(found))
