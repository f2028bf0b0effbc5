"""Books moves of stock: two ledger entries each, and the balances that are their sum, in the caller's transaction.

Refuses what would take an account below 0, with `Conflict`; the database would, too. On PostgreSQL the balances of an
article are locked in one order before they are touched, so that two benches wait for each other and never crosswise;
who books several times in one transaction locks all of them first (`lock_balances`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.stock import Account, Article, Entry, Move, entries
from app.errors import Conflict
from app.saying import say
from app.store.mapping import new_key
from app.store.models import Balance, Ledger, table
from app.store.prepared import Prepared

_AT_ONCE = 2000  # entries a statement; both sides of a move stay together
_BALANCES = table(Balance)
_WRITE_ENTRIES = Prepared(insert(table(Ledger)))
_TAKE = Prepared(
    update(_BALANCES)
    .where(
        _BALANCES.c.client == bindparam("of_client"),
        _BALANCES.c.sku == bindparam("of_sku"),
        _BALANCES.c.account == bindparam("of_account"),
    )
    .values(quantity=_BALANCES.c.quantity + bindparam("change"))
)
_LOCK = (
    select(_BALANCES.c.account)
    .where(tuple_(_BALANCES.c.client, _BALANCES.c.sku).in_(bindparam("articles", expanding=True)))
    .order_by(_BALANCES.c.client, _BALANCES.c.sku, _BALANCES.c.account)
    .with_for_update()
)


def _adding(dialect: Any) -> Prepared:
    statement = dialect.insert(_BALANCES)
    added = {"quantity": _BALANCES.c.quantity + statement.excluded.quantity}
    return Prepared(statement.on_conflict_do_update(index_elements=["client", "sku", "account"], set_=added))


_ADD = {"sqlite": _adding(sqlite), "postgresql": _adding(postgresql)}


@dataclass(frozen=True, slots=True)
class Booked:
    """A ledger entry with the key it got."""

    id: str
    entry: Entry


def book(connection: Connection, moves: Iterable[Move], *, at: datetime, station: str) -> tuple[Booked, ...]:
    """Write the entries of these moves and keep the balances; an announcement moves from `outside` to `expected`."""
    booked = tuple(Booked(new_key(), entry) for move in moves for entry in entries(move))
    for first in range(0, len(booked), _AT_ONCE):
        some = booked[first : first + _AT_ONCE]
        _WRITE_ENTRIES.many(connection, [_ledger_row(one, at, station) for one in some])
        _keep_balances(connection, [one.entry for one in some])
    return booked


def lock_balances(connection: Connection, articles: Iterable[Article]) -> None:
    """Have the balances of these articles to oneself until the end of the transaction."""
    if connection.dialect.name != "postgresql":
        return
    wanted = sorted({(article.client, article.sku) for article in articles})
    for first in range(0, len(wanted), _AT_ONCE):
        connection.execute(_LOCK, {"articles": wanted[first : first + _AT_ONCE]}).all()


def _ledger_row(booked: Booked, at: datetime, station: str) -> dict[str, Any]:
    entry = booked.entry
    return {
        "id": booked.id,
        "at": at,
        "client": entry.article.client,
        "sku": entry.article.sku,
        "unit": entry.unit,
        "account": entry.account.value,
        "quantity": entry.quantity,
        "reason": entry.reason,
        "station": station,
    }


def _keep_balances(connection: Connection, written: Sequence[Entry]) -> None:
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for entry in written:
        sums[entry.article.client, entry.article.sku, entry.account.value] += entry.quantity
    lock_balances(connection, {Article(client, sku) for client, sku, _ in sums})
    changes = sorted((place, change) for place, change in sums.items() if change)
    # The world outside may go below 0 and may have no row yet: it is added to, whatever the sign.
    taken = [(place, change) for place, change in changes if change < 0 and place[2] != Account.OUTSIDE]
    added = [(place, change) for place, change in changes if change > 0 or place[2] == Account.OUTSIDE]
    for (client, sku, account), change in taken:
        row = {"of_client": client, "of_sku": sku, "of_account": account, "change": change}
        if _TAKE.run(connection, row) != 1:
            raise Conflict(
                say(
                    "There is no {sku} of {client} in {account} that could be taken.",
                    sku=sku,
                    client=client,
                    account=account,
                )
            )
    if added:
        rows = [{"client": c, "sku": s, "account": a, "quantity": change} for (c, s, a), change in added]
        _ADD[connection.dialect.name].many(connection, rows)


def announced(article: Article, difference: int) -> Move:
    """The move of an announcement, or of a correction of it (`difference` below 0)."""
    if difference > 0:
        return Move(article, Account.OUTSIDE, Account.EXPECTED, difference, "announced")
    return Move(article, Account.EXPECTED, Account.OUTSIDE, -difference, "announcement_corrected")
