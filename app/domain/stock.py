"""Stock arithmetic in two-sided entries: every move takes from one account what it gives to another.

The accounts are those of the house's table (each route names its own); `outside` is the world, from which an
announcement comes, so that all entries of a SKU sum to 0 and all accounts but `outside` sum to what was
announced or came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    """Where a piece of stock stands."""

    OUTSIDE = "outside"
    EXPECTED = "expected"
    PENDING = "pending"
    HELD = "held"
    SELLABLE_A = "sellable_a"
    SELLABLE_B = "sellable_b"
    WORK = "work"
    REPAIR = "repair"
    PARTS = "parts"
    RESERVED_EXCHANGE = "reserved_exchange"
    FACTORY = "factory"
    BONDED = "bonded"
    VENDOR = "vendor"
    DONATED = "donated"
    RECYCLED = "recycled"
    SCRAPPED = "scrapped"
    QUARANTINE = "quarantine"
    MISSING = "missing"
    SOLD = "sold"


SELLABLE = frozenset({Account.SELLABLE_A, Account.SELLABLE_B})
"""What a shop may offer."""

BEFORE_GRADE = frozenset({Account.EXPECTED, Account.PENDING})
"""Where stock stands before anybody graded it."""

GONE = frozenset({Account.DONATED, Account.RECYCLED, Account.SCRAPPED, Account.SOLD, Account.MISSING})
"""Accounts whose goods are no longer in the building (or are as good as gone)."""

SHOWN = tuple(account for account in Account if account is not Account.OUTSIDE)
"""The columns of the stock page, in the order of the contract."""


@dataclass(frozen=True, slots=True)
class Article:
    """One SKU of one client: the key of every balance."""

    client: str
    sku: str


@dataclass(frozen=True, slots=True)
class Move:
    """`quantity` pieces of an article go from `source` to `target`; `unit` where it is a known piece."""

    article: Article
    source: Account
    target: Account
    quantity: int
    reason: str
    unit: str | None = None

    def __post_init__(self) -> None:
        """Refuse a move that moves nothing or runs backwards: a correction is a move the other way."""
        if self.quantity < 1:
            msg = f"a move needs a quantity from 1, not {self.quantity}"
            raise ValueError(msg)
        if self.source == self.target:
            msg = f"a move within {self.source} moves nothing"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a move as the ledger keeps it; `quantity` is negative on the giving side."""

    article: Article
    account: Account
    quantity: int
    reason: str
    unit: str | None


def entries(move: Move) -> tuple[Entry, Entry]:
    """The two sides of a move; they sum to 0."""
    return (
        Entry(move.article, move.source, -move.quantity, move.reason, move.unit),
        Entry(move.article, move.target, move.quantity, move.reason, move.unit),
    )
