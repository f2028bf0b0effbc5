"""The stock that a sale at a shop moves: which unit it was, and where else that unit goes off sale.

The unit that is longest on sale at the listing is the one that was sold; the database holds it for this sale until the
order is cancelled. Within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, select, update

from app.domain.outbox import State
from app.domain.selling import Listed, Place
from app.domain.stock import SELLABLE, Account, Article, Move
from app.store import models
from app.store.bundle_sales import cancel_bundles, sell_bundles
from app.store.keeping import Told, Transaction
from app.store.sale import CLOCKS_DIFFER, Sale, let_take, note_cancelled, note_sold
from app.store.standing import allocated_anew, become, message

_OUTBOX = models.table(models.Outbox)
_TAKEN = _OUTBOX.alias("taken")
_ALLOCATIONS = models.table(models.Allocation)
_SALES = models.table(models.UnitSale)
_UNITS = models.table(models.Unit)
_LISTINGS = models.table(models.Listing)


def sell(begun: Transaction, sale: Sale) -> None:
    """Book what was sold, as far as it was ours: units of the article itself, then bundles made of components."""
    units = _longest_on_sale(begun.connection, sale)
    for unit in units:
        book_sale(begun, sale, unit, "sold")
    if sale.told.quantity > len(units):
        sell_bundles(begun, sale, sale.told.quantity - len(units))


def book_sale(begun: Transaction, sale: Sale, unit: Row[Any], reason: str) -> None:
    """This unit (`lpn`, `account`, `allocation`) is the one that was sold; elsewhere it goes off sale."""
    facts = [become(begun, unit.lpn, Account.SOLD), note_sold(begun, sale.of(unit.lpn))]
    facts += _off_sale_elsewhere(begun, unit.allocation, sale.listing_id)
    article = Article(sale.listing.client, sale.listing.sku)
    moves = [Move(article, Account(unit.account), Account.SOLD, 1, reason, unit.lpn)]
    begun.told.append(Told("sold", facts, moves, unit.lpn))


def cancel(begun: Transaction, sale: Sale) -> None:
    """A buyer took the order back: the shop offers the pieces again by itself, and they are ours to sell again."""
    connection = begun.connection
    asked = (
        select(_SALES.c.id, _SALES.c.unit, _UNITS.c.account)
        .join(_UNITS, _UNITS.c.lpn == _SALES.c.unit)
        .where(
            _SALES.c.channel == sale.channel, _SALES.c.line == sale.line, _SALES.c.cancelled_at.is_(None),
            _SALES.c.bundle.is_(None),
        )
        .order_by(_SALES.c.id)
        .limit(sale.told.quantity)
    )  # fmt: skip
    units = connection.execute(asked).all()
    for sold in units:
        cancelled = note_cancelled(begun, sold.id, sale.told.at)
        if sold.account == Account.SOLD.value:
            _on_sale_again(begun, sale, sold.unit, cancelled)
        else:
            begun.told.append(Told("sale_cancelled", [cancelled], (), sold.unit))
            let_take(begun, sale, sold.unit)
    if sale.told.quantity > len(units):
        cancel_bundles(begun, sale, sale.told.quantity - len(units))


def _longest_on_sale(connection: Connection, sale: Sale) -> Sequence[Row[*tuple[Any, ...]]]:
    is_sold = exists().where(_SALES.c.unit == _UNITS.c.lpn, _SALES.c.cancelled_at.is_(None))
    asked = (
        select(_UNITS.c.lpn, _UNITS.c.account, _ALLOCATIONS.c.id.label("allocation"))
        .join(_ALLOCATIONS, _ALLOCATIONS.c.unit == _UNITS.c.lpn)
        .join(_OUTBOX, and_(_OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == "add"))
        .where(
            _OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.sent_at <= sale.told.at + CLOCKS_DIFFER,
            _ALLOCATIONS.c.place != Place.BUNDLE.value, _ALLOCATIONS.c.ended_at.is_(None),
            ~is_sold,
            _UNITS.c.account.in_([account.value for account in SELLABLE]),
        )
        .order_by(_ALLOCATIONS.c.began_at, _ALLOCATIONS.c.id)
        .limit(sale.told.quantity)
        .with_for_update(of=_UNITS)
    )  # fmt: skip
    return connection.execute(asked).all()


def _off_sale_elsewhere(begun: Transaction, allocation: str, sold_at: str) -> list[dict[str, Any]]:
    """Messages that take the unit back from the other listings that it was added to."""
    taken = exists().where(
        _TAKEN.c.allocation == allocation, _TAKEN.c.listing == _OUTBOX.c.listing, _TAKEN.c.op == "take"
    )
    asked = select(_OUTBOX).where(
        _OUTBOX.c.allocation == allocation, _OUTBOX.c.op == "add", _OUTBOX.c.listing != sold_at, ~taken
    )
    return [_message(begun, row, allocation, "take") for row in begun.connection.execute(asked).all()]


def _on_sale_again(begun: Transaction, sale: Sale, lpn: str, cancelled: dict[str, Any]) -> None:
    account = Account.SELLABLE_A if sale.listing.grade == "A" else Account.SELLABLE_B
    facts = [become(begun, lpn, account), cancelled]
    standing = begun.connection.execute(
        select(_ALLOCATIONS).where(_ALLOCATIONS.c.unit == lpn, _ALLOCATIONS.c.ended_at.is_(None))
    ).one()
    messages = begun.connection.execute(select(_OUTBOX).where(_OUTBOX.c.allocation == standing.id)).all()
    if any(message.op == "take" for message in messages):
        facts += _offered_anew(begun, standing, [message for message in messages if message.op == "add"], sale)
    article = Article(sale.listing.client, sale.listing.sku)
    begun.told.append(Told("sale_cancelled", facts, [Move(article, Account.SOLD, account, 1, "cancelled", lpn)], lpn))


def _offered_anew(begun: Transaction, standing: Row[Any], adds: list[Row[Any]], sale: Sale) -> list[dict[str, Any]]:
    """A new offer of the unit: the shop that cancelled has done its part, those that keep books are told.

    A unit that an older version put on several shops is offered where it was sold last, and at no other again.
    """
    allocation, facts = allocated_anew(begun, standing)
    marked = any(add.sells for add in adds)
    books = _that_keep_books(begun.connection, [add.listing for add in adds])
    for add in adds:
        sold_here = add.listing == sale.listing_id
        if not (add.sells or sold_here or add.listing in books):
            continue
        sells = add.sells if marked else sold_here and add.listing not in books
        facts.append(fact := _message(begun, add, allocation, "add", sells=sells))
        if add.listing == sale.listing_id:
            begun.connection.execute(
                update(_OUTBOX)
                .where(_OUTBOX.c.id == fact["id"])
                .values(state=State.CONFIRMED.value, sent_at=begun.at, confirmed_at=begun.at)
            )
            facts.append({"kind": "outbox_confirmed", "id": fact["id"]})
    return facts


def _that_keep_books(connection: Connection, listings: Sequence[str]) -> set[str]:
    asked = select(_LISTINGS.c.id, _LISTINGS.c.channel, _LISTINGS.c.params).where(_LISTINGS.c.id.in_(listings))
    return {row.id for row in connection.execute(asked) if Listed.of(*row).books}


def _message(begun: Transaction, like: Row[Any], allocation: str, op: str, *, sells: bool = False) -> dict[str, Any]:
    """A message for the listing of another one; the fact that says so."""
    content = {
        "allocation": allocation, "listing": like.listing, "channel": like.channel, "client": like.client,
        "sku": like.sku, "grade": like.grade, "unit": like.unit, "op": op, "quantity": like.quantity,
        "sells": sells,
    }  # fmt: skip
    return message(begun, content)
