"""The stock that a sale at a shop moves: which unit it was, and where else that unit goes off sale.

The unit that is longest on sale at the listing is the one that was sold; the database holds it for this sale until the
order is cancelled. Within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, exists, insert, select, update

from app.domain.channel import Listing, Sold
from app.domain.outbox import State
from app.domain.stock import SELLABLE, Account, Article, Move
from app.store import models
from app.store.audit_recorded import UNIT_STANDS
from app.store.keeping import Told, Transaction
from app.store.mapping import new_key

_OUTBOX = models.table(models.Outbox)
_TAKEN = _OUTBOX.alias("taken")
_ALLOCATIONS = models.table(models.Allocation)
_SALES = models.table(models.UnitSale)
_UNITS = models.table(models.Unit)
CLOCKS_DIFFER: Final = timedelta(seconds=5)
"""A shop's clock may be behind ours, and it may tell whole seconds only."""


@dataclass(frozen=True, slots=True)
class Sale:
    """What a channel told of one of our listings."""

    channel: str
    listing_id: str
    listing: Listing
    told: Sold

    @property
    def line(self) -> str:
        """What a cancellation has in common with its sale."""
        return self.told.external_id.partition(":cancelled")[0]


def sell(begun: Transaction, sale: Sale) -> None:
    """Book what was sold, as far as it was ours."""
    for unit in _longest_on_sale(begun.connection, sale):
        source = Account(unit.account)
        facts = [_become(begun, unit.lpn, Account.SOLD)]
        row = {
            "id": new_key(), "unit": unit.lpn, "listing": sale.listing_id, "channel": sale.channel,
            "number": sale.told.order_id, "line": sale.line, "at": sale.told.at,
        }  # fmt: skip
        begun.connection.execute(insert(_SALES), row)
        facts += _off_sale_elsewhere(begun, unit.allocation, sale.listing_id)
        article = Article(sale.listing.client, sale.listing.sku)
        moves = [Move(article, source, Account.SOLD, 1, "sold", unit.lpn)]
        begun.told.append(Told("sold", facts, moves, unit.lpn))


def cancel(begun: Transaction, sale: Sale) -> None:
    """A buyer took the order back: the shop offers the pieces again by itself, and they are ours to sell again."""
    connection = begun.connection
    asked = (
        select(_SALES.c.id, _SALES.c.unit, _UNITS.c.account)
        .join(_UNITS, _UNITS.c.lpn == _SALES.c.unit)
        .where(_SALES.c.channel == sale.channel, _SALES.c.line == sale.line, _SALES.c.cancelled_at.is_(None))
        .order_by(_SALES.c.id)
        .limit(sale.told.quantity)
    )
    for sold in connection.execute(asked).all():
        connection.execute(update(_SALES).where(_SALES.c.id == sold.id).values(cancelled_at=sale.told.at))
        if sold.account == Account.SOLD.value:
            _on_sale_again(begun, sale, sold.unit)
        else:  # its grade was taken back meanwhile, which waits for a person: now the piece can be taken off sale
            connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.unit == sold.unit, _OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.op == "take")
                .where(_OUTBOX.c.state == State.NEEDS_HUMAN.value)
                .values(state=State.PENDING.value, problem="")
            )


def _longest_on_sale(connection: Connection, sale: Sale) -> Sequence[Row[*tuple[Any, ...]]]:
    is_sold = exists().where(_SALES.c.unit == _UNITS.c.lpn, _SALES.c.cancelled_at.is_(None))
    asked = (
        select(_UNITS.c.lpn, _UNITS.c.account, _ALLOCATIONS.c.id.label("allocation"))
        .join(_ALLOCATIONS, _ALLOCATIONS.c.unit == _UNITS.c.lpn)
        .join(_OUTBOX, and_(_OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == "add"))
        .where(
            _OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.sent_at <= sale.told.at + CLOCKS_DIFFER,
            _ALLOCATIONS.c.ended_at.is_(None), _UNITS.c.account.in_([account.value for account in SELLABLE]), ~is_sold,
        )
        .order_by(_ALLOCATIONS.c.began_at, _ALLOCATIONS.c.id)
        .limit(sale.told.quantity)
        .with_for_update(of=_UNITS)
    )  # fmt: skip
    return connection.execute(asked).all()


def _become(begun: Transaction, lpn: str, account: Account) -> dict[str, Any]:
    """The unit stands there now; the fact that says so."""
    columns = [_UNITS.c.version, *(_UNITS.c[name] for name in UNIT_STANDS)]
    row = begun.connection.execute(
        update(_UNITS)
        .where(_UNITS.c.lpn == lpn)
        .values(account=account.value, changed_at=begun.at, version=_UNITS.c.version + 1)
        .returning(*columns)
    ).one()
    return {"kind": "stands", "id": lpn, **row._asdict()}


def _off_sale_elsewhere(begun: Transaction, allocation: str, sold_at: str) -> list[dict[str, Any]]:
    """Messages that take the unit back from the other listings that it was added to."""
    taken = exists().where(
        _TAKEN.c.allocation == allocation, _TAKEN.c.listing == _OUTBOX.c.listing, _TAKEN.c.op == "take"
    )
    asked = select(_OUTBOX).where(
        _OUTBOX.c.allocation == allocation, _OUTBOX.c.op == "add", _OUTBOX.c.listing != sold_at, ~taken
    )
    return [_message(begun, row, allocation, "take") for row in begun.connection.execute(asked).all()]


def _on_sale_again(begun: Transaction, sale: Sale, lpn: str) -> None:
    account = Account.SELLABLE_A if sale.listing.grade == "A" else Account.SELLABLE_B
    facts = [_become(begun, lpn, account)]
    standing = begun.connection.execute(
        select(_ALLOCATIONS).where(_ALLOCATIONS.c.unit == lpn, _ALLOCATIONS.c.ended_at.is_(None))
    ).one()
    messages = begun.connection.execute(select(_OUTBOX).where(_OUTBOX.c.allocation == standing.id)).all()
    if any(message.op == "take" for message in messages):
        facts += _offered_anew(begun, standing, [message for message in messages if message.op == "add"], sale)
    article = Article(sale.listing.client, sale.listing.sku)
    begun.told.append(Told("sale_cancelled", facts, [Move(article, Account.SOLD, account, 1, "cancelled", lpn)], lpn))


def _offered_anew(begun: Transaction, standing: Row[Any], adds: list[Row[Any]], sale: Sale) -> list[dict[str, Any]]:
    """A new offer of the unit: the shop that cancelled has done its part, the others are told."""
    allocation = new_key()
    begun.connection.execute(update(_ALLOCATIONS).where(_ALLOCATIONS.c.id == standing.id).values(ended_at=begun.at))
    article = {"client": standing.client, "sku": standing.sku, "grade": standing.grade}
    row = {"id": allocation, "unit": standing.unit, **article, "began_at": begun.at}
    begun.connection.execute(insert(_ALLOCATIONS), row)
    facts: list[dict[str, Any]] = [
        {"kind": "allocation", "id": standing.id, "unit": standing.unit, "state": "ended"},
        {"kind": "allocation", "id": allocation, "unit": standing.unit, **article, "state": "began"},
    ]
    for add in adds:
        facts.append(fact := _message(begun, add, allocation, "add"))
        if add.listing == sale.listing_id:
            begun.connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id == fact["id"])
                .values(state=State.CONFIRMED.value, sent_at=begun.at, confirmed_at=begun.at)
            )
            facts.append({"kind": "outbox_confirmed", "id": fact["id"]})
    return facts


def _message(begun: Transaction, like: Row[Any], allocation: str, op: str) -> dict[str, Any]:
    """A message for the listing of another one; the fact that says so."""
    content = {
        "allocation": allocation, "listing": like.listing, "channel": like.channel, "client": like.client,
        "sku": like.sku, "grade": like.grade, "unit": like.unit, "op": op, "quantity": like.quantity,
    }  # fmt: skip
    key = new_key()
    begun.connection.execute(insert(_OUTBOX), {"id": key, **content, "created_at": begun.at})
    return {"kind": "outbox", "id": key, **content}
