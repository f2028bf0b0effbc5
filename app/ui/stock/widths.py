"""How the columns of the stock page share its width, so that nobody ever scrolls sideways.

Names give way first, down to what still tells one from another, and one whole column of them where the others do so
without it; then whole accounts do, in the order of how seldom
anybody asks for them: what stands in them is summed in one column. Arithmetic only, in pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.stock import Account

GIVES_WAY = tuple(
    account.value
    for account in (
        Account.DONATED,
        Account.RECYCLED,
        Account.SCRAPPED,
        Account.VENDOR,
        Account.FACTORY,
        Account.BONDED,
        Account.MISSING,
        Account.PARTS,
        Account.REPAIR,
        Account.WORK,
        Account.RESERVED_EXCHANGE,
        Account.SOLD,
        Account.EXPECTED,
        Account.PENDING,
        Account.HELD,
        Account.SELLABLE_B,
        Account.SELLABLE_A,
        Account.QUARANTINE,
    )
)
"""The first loses its column first. What can be sold, what waits for somebody, and what is dangerous go last."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column of names would like, what it must have, and when its turn is to get what is over.

    One that `may_go` is left out before any account is.
    """

    least: int
    best: int
    turn: int = 0
    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Widths of the names, 0 for one left out; accounts with a column of their own, and those summed in one."""

    names: tuple[int, ...]
    own: tuple[str, ...]
    summed: tuple[str, ...] = ()


def share(room: int, names: Sequence[Wish], numbers: Mapping[str, int], *, fixed: int, others: int) -> Shared:
    """Shares `room` out.

    Args:
        room: what there is
        names: the columns of names; the last of them takes what is left over
        numbers: the width of each account, in the order of the columns
        fixed: what is taken by columns that never give way
        others: the width of the column of those that are summed

    """
    least = sum(wish.least for wish in names)
    if least + fixed + sum(numbers.values()) > room and any(wish.may_go for wish in names):
        names = [Wish(0, 0, wish.turn) if wish.may_go else wish for wish in names]
        least = sum(wish.least for wish in names)
    own = list(numbers)
    summed: set[str] = set()
    for account in GIVES_WAY:
        taken = sum(numbers[one] for one in own) + (others if summed else 0)
        if least + fixed + taken <= room:
            break
        if account in numbers:
            own.remove(account)
            summed.add(account)
    taken = sum(numbers[one] for one in own) + (others if summed else 0)
    widths = _names(room - fixed - taken, names)
    return Shared(widths, tuple(own), tuple(account for account in numbers if account in summed))


def _names(room: int, names: Sequence[Wish]) -> tuple[int, ...]:
    widths = [wish.least for wish in names]
    spare = max(0, room - sum(widths))
    for place in sorted(range(len(names)), key=lambda place: names[place].turn):
        more = min(spare, max(0, names[place].best - widths[place]))
        widths[place] += more
        spare -= more
    widths[-1] += spare
    return tuple(widths)
