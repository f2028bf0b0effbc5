"""The stock that the sale of a bundle moves: of each component the units that wait longest, and what other shops hear.

Only bundles that were sent to the listing before it sold them are ours; a bundle is sold whole or not at all. Within
the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.domain.stock import Account, Article, Move
from app.store import models
from app.store.bundles import Bundle, needed, ready, tell, told
from app.store.keeping import Told, Transaction
from app.store.mapping import new_key
from app.store.sale import CLOCKS_DIFFER, Sale, let_take, note_cancelled, note_sold
from app.store.standing import allocated_anew, become

_ALLOCATIONS = models.table(models.Allocation)
_SALES = models.table(models.UnitSale)
_UNITS = models.table(models.Unit)
_ON_SALE = {"A": Account.SELLABLE_A, "B": Account.SELLABLE_B}


def sell_bundles(begun: Transaction, sale: Sale, most: int) -> None:
    """Book as many of these bundles as were ours."""
    bundle = Bundle(sale.listing.client, sale.listing.sku, sale.listing.grade)
    components = needed(begun.connection, bundle)
    if not components:
        return
    ours = told(begun.connection, bundle, sent_until=sale.told.at + CLOCKS_DIFFER).get(sale.listing_id, 0)
    taken: list[str] = []
    for _ in range(min(most, ours)):
        pieces = _pieces(begun, bundle, components)
        if pieces is None:  # a piece was taken back meanwhile, and the shop hears of it: this one was sold too often
            break
        together = new_key()
        for piece in pieces:
            source = Account(piece.account)
            facts = [become(begun, piece.lpn, Account.SOLD), note_sold(begun, sale.of(piece.lpn, together))]
            move = Move(Article(bundle.client, piece.sku), source, Account.SOLD, 1, "sold", piece.lpn)
            begun.told.append(Told("sold", facts, [move], piece.lpn))
            taken.append(piece.allocation)
    if taken:
        tell(begun, bundle, taken)


def cancel_bundles(begun: Transaction, sale: Sale, most: int) -> None:
    """The pieces of so many bundles of an order are ours to sell again; their shop offers the bundle by itself."""
    connection = begun.connection
    bundle = Bundle(sale.listing.client, sale.listing.sku, sale.listing.grade)
    mine = (_SALES.c.channel == sale.channel, _SALES.c.line == sale.line, _SALES.c.cancelled_at.is_(None))
    together = connection.scalars(
        select(_SALES.c.bundle).where(*mine, _SALES.c.bundle.is_not(None)).distinct().order_by(_SALES.c.bundle)
    ).all()[:most]
    if not together:
        return
    needed(connection, bundle)  # it is ours until the end
    asked = (
        select(_SALES.c.id, _SALES.c.unit, _UNITS.c.account)
        .join(_UNITS, _UNITS.c.lpn == _SALES.c.unit)
        .where(_SALES.c.bundle.in_(together), *mine)
        .order_by(_SALES.c.id)
    )
    back: list[str] = []
    for sold in connection.execute(asked).all():
        cancelled = note_cancelled(begun, sold.id, sale.told.at)
        if sold.account == Account.SOLD.value:
            back.append(_ready_again(begun, sold.unit, cancelled))
        else:
            begun.told.append(Told("sale_cancelled", [cancelled], (), sold.unit))
            let_take(begun, sale, sold.unit)
    if back:
        tell(begun, bundle, back)


def _ready_again(begun: Transaction, lpn: str, cancelled: dict[str, Any]) -> str:
    """A piece waits for the next buyer of its bundle; the key of its new allocation."""
    standing = begun.connection.execute(
        select(_ALLOCATIONS).where(_ALLOCATIONS.c.unit == lpn, _ALLOCATIONS.c.ended_at.is_(None))
    ).one()
    account = _ON_SALE[standing.grade]
    facts = [become(begun, lpn, account), cancelled]
    allocation, allocated = allocated_anew(begun, standing)
    move = Move(Article(standing.client, standing.sku), Account.SOLD, account, 1, "cancelled", lpn)
    begun.told.append(Told("sale_cancelled", [*facts, *allocated], [move], lpn))
    return allocation


def _pieces(begun: Transaction, bundle: Bundle, components: Mapping[str, int]) -> list[Any] | None:
    """The units of one bundle, those that wait longest; None where there are not enough."""
    found: list[Any] = []
    for sku, pieces in sorted(components.items()):
        asked = (
            select(_UNITS.c.lpn, _UNITS.c.sku, _UNITS.c.account, _ALLOCATIONS.c.id.label("allocation"))
            .join(_ALLOCATIONS, _ALLOCATIONS.c.unit == _UNITS.c.lpn)
            .where(bundle.holds(), *ready(), _ALLOCATIONS.c.sku == sku)
            .order_by(_ALLOCATIONS.c.began_at, _ALLOCATIONS.c.id)
            .limit(pieces)
            .with_for_update(of=_UNITS)
        )
        units = begun.connection.execute(asked).all()
        if len(units) < pieces:
            return None
        found += units
    return found
