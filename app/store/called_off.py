"""Closes what is awaited and was called off: by the buyer, or by the shop, before it came.

Pieces that did not come are no longer part of their line's quantity, and go back from `expected` to outside by a
counter-move; what came already stays as it was counted. Lines that are alike are called off from the last on, for
those that stand are counted from the first; one with a serial number is called off by it, where the shop tells it. One
audit entry tells all of it. Within the caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, update

from app.domain.bench.state import CALLED_OFF
from app.domain.identifiers import serial_key
from app.domain.stock import Account, Article, Move
from app.store.keeping import Told, Transaction, rows_by
from app.store.models import ReturnLine, table

KNOWN_BY = ("client", "platform", "number", "rma", "sku")
Alike = tuple[str, ...]

_LINES = table(ReturnLine)
_OFF = (
    update(_LINES)
    .where(_LINES.c.id == bindparam("of_id"))
    .values(
        quantity=_LINES.c.quantity - bindparam("off"),
        called_off=_LINES.c.called_off + bindparam("off"),
        called_off_at=bindparam("at"),
    )
)


def alike(columns: Mapping[str, str]) -> Alike:
    """What a line is known by but for its place, from the columns of an announcement; its serial number last."""
    names = ("client", "platform", "order_id", "rma", "sku")
    return (*(columns.get(name, "").strip() for name in names), serial_key(columns.get("serial", "")))


def call_off(transaction: Transaction, off: Iterable[Alike], stand: Counter[Alike]) -> int:
    """Close what is awaited of these lines but for so many alike ones that `stand`; how many pieces that were."""
    wanted = set(off)
    facts: list[dict[str, Any]] = []
    moves: list[Move] = []
    changes: list[dict[str, Any]] = []
    for line in rows_by(transaction.connection, ReturnLine, KNOWN_BY, {each[:-1] for each in wanted}, lock=True):
        if not _is_off(line, wanted, stand):
            continue
        open_ = line["quantity"] - line["received"] - line["missing"] - line["wrong"]
        changes.append({"of_id": line["id"], "off": open_, "at": transaction.at})
        if open_:
            facts.append({"kind": "announced_line", "id": line["id"], "announced": -open_})
            article = Article(line["client"], line["sku"])
            moves.append(Move(article, Account.EXPECTED, Account.OUTSIDE, open_, CALLED_OFF))
    if changes:
        transaction.connection.execute(_OFF, changes)
    if moves:
        transaction.told.append(Told(CALLED_OFF, facts, moves))
    return sum(move.quantity for move in moves)


def _is_off(line: Mapping[str, Any], wanted: set[Alike], stand: Counter[Alike]) -> bool:
    """Without a serial number nobody knows which of alike lines the shop means: none of them, while one stands."""
    known_by = tuple(line[name] for name in KNOWN_BY)
    itself, nameless = (*known_by, serial_key(line["serial"])), (*known_by, "")
    meant = itself if itself in wanted else nameless
    return meant in wanted and line["position"] > max(stand[meant], stand[itself])
