"""Units that are kept for exchanges and where units are sold, read for whoever arranges it, and its transaction.

Implements `app.services.exchanging.SellingWork`; belongs to the thread that opened it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, func, or_, select, type_coerce

from app.domain.exchange import Kept
from app.domain.selling import Place
from app.domain.stock import Account, Article
from app.domain.verdict import Grade
from app.store import models
from app.store.homes import needs
from app.store.unit_of_work import SqlWorkBeside

_UNITS = models.table(models.Unit)
_ALLOCATIONS = models.table(models.Allocation)
_RESERVATIONS = models.table(models.ExchangeReservation)
_PRODUCTS = models.table(models.Product)
_LISTINGS = models.table(models.Listing)
_OUTBOX = models.table(models.Outbox)
_IN_POOL = _UNITS.c.account == Account.RESERVED_EXCHANGE.value
_STANDING = and_(_ALLOCATIONS.c.unit == _UNITS.c.lpn, _ALLOCATIONS.c.ended_at.is_(None))
_RESERVED = and_(_RESERVATIONS.c.unit == _UNITS.c.lpn, _RESERVATIONS.c.ended_at.is_(None))
# A unit that came to the pool before that was an allocation waits since it was last changed.
_since = func.coalesce(_ALLOCATIONS.c.began_at, _UNITS.c.changed_at)


_OFFERED_AT = (
    select(func.aggregate_strings(_OUTBOX.c.channel, ", "))
    .join(_LISTINGS, _LISTINGS.c.id == _OUTBOX.c.listing)
    .where(
        _OUTBOX.c.allocation == _ALLOCATIONS.c.id, _OUTBOX.c.op == "add", _ALLOCATIONS.c.place != Place.BUNDLE.value,
        or_(_OUTBOX.c.sells, ~type_coerce(_LISTINGS.c.params, Text).contains('"books":true')),
    )
    .scalar_subquery()
)  # fmt: skip


def _pooled(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(
        _UNITS.outerjoin(_ALLOCATIONS, _STANDING).outerjoin(_RESERVATIONS, _RESERVED)
    ).where(_IN_POOL)  # fmt: skip


class SqlPool:
    """On one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, lpn: str) -> Kept | None:
        """See the port; the unit itself is locked by whoever reads its record."""
        columns = (
            _UNITS.c.grade, _ALLOCATIONS.c.grade.label("sold_as"), _since.label("since"), _RESERVATIONS.c.number,
            _RESERVATIONS.c.until,
        )  # fmt: skip
        row = self._connection.execute(_pooled(*columns).where(_UNITS.c.lpn == lpn)).first()
        if row is None:
            return None
        grade = row.sold_as or row.grade
        if grade not in ("A", "B"):  # what cannot go back on sale has no place in the pool
            return None
        return Kept(Grade(grade), row.since, row.number or "", row.until)

    def place(self, lpn: str) -> Place | None:
        """See the port."""
        asked = select(_ALLOCATIONS.c.place).where(_ALLOCATIONS.c.unit == lpn, _ALLOCATIONS.c.ended_at.is_(None))
        found = self._connection.execute(asked).scalar()
        return None if found is None else Place(found)

    def longest_free(self, client: str, sku: str, now: datetime) -> str:
        """See the port."""
        free = or_(_RESERVATIONS.c.id.is_(None), _RESERVATIONS.c.until <= now)
        asked = (
            _pooled(_UNITS.c.lpn)
            .where(_UNITS.c.client == client, _UNITS.c.sku == sku, free)
            .order_by(_since, _UNITS.c.lpn)
            .limit(1)
            .with_for_update(of=_UNITS, skip_locked=True)
        )
        return str(self._connection.execute(asked).scalar() or "")

    def needs(self, lpn: str, bundle: str) -> bool:
        """See the port."""
        row = self._connection.execute(select(_UNITS.c.client, _UNITS.c.sku).where(_UNITS.c.lpn == lpn)).first()
        return row is not None and needs(self._connection, Article(row.client, row.sku), bundle)

    def over(self, since: datetime, now: datetime) -> tuple[tuple[str, bool], ...]:
        """See the port."""
        late = _pooled(_UNITS.c.lpn).where(_RESERVATIONS.c.until <= now).order_by(_UNITS.c.lpn)
        unused = _pooled(_UNITS.c.lpn).where(_RESERVATIONS.c.id.is_(None), _since <= since).order_by(_UNITS.c.lpn)
        run = self._connection.scalars
        return (*((str(lpn), True) for lpn in run(late)), *((str(lpn), False) for lpn in run(unused)))


class SqlSellingWork(SqlWorkBeside):
    """A unit of work with the pool beside the records of the bench."""

    @property
    def pool(self) -> SqlPool:
        """Where units are kept and sold."""
        return SqlPool(self._work.connection)


def pool_rows(client: str = "", sku: str = "") -> Select[*tuple[Any, ...]]:
    """The units of the exchange pool, those that wait longest first."""
    columns = (
        _UNITS.c.lpn.label("unit"), _UNITS.c.client, _UNITS.c.sku, _PRODUCTS.c.title, _PRODUCTS.c.size,
        _PRODUCTS.c.colour, _UNITS.c.grade, _since.label("since"),
        func.coalesce(_RESERVATIONS.c.number, "").label("reserved_for"), _RESERVATIONS.c.until,
    )  # fmt: skip
    of_article = and_(_PRODUCTS.c.client == _UNITS.c.client, _PRODUCTS.c.sku == _UNITS.c.sku)
    joined = _UNITS.outerjoin(_ALLOCATIONS, _STANDING).outerjoin(_RESERVATIONS, _RESERVED)
    asked = select(*columns).select_from(joined.outerjoin(_PRODUCTS, of_article)).where(_IN_POOL)
    return _only(asked, client, sku).order_by(_since, _UNITS.c.lpn)


def allocation_rows(client: str = "", sku: str = "", place: str = "") -> Select[*tuple[Any, ...]]:
    """Where each unit is sold or kept now, oldest first; what is sold has no place any more.

    `offered_at` are the channels whose listing of the unit itself sells it: one, or several since an older version.
    """
    columns = (
        _UNITS.c.lpn.label("unit"), _UNITS.c.client, _UNITS.c.sku, _ALLOCATIONS.c.grade, _ALLOCATIONS.c.place,
        _ALLOCATIONS.c.channel, _ALLOCATIONS.c.bundle, _ALLOCATIONS.c.began_at.label("since"),
        func.coalesce(_OFFERED_AT, "").label("offered_at"),
    )  # fmt: skip
    asked = select(*columns).join(_ALLOCATIONS, _STANDING).where(_UNITS.c.account != Account.SOLD.value)
    if place:
        asked = asked.where(_ALLOCATIONS.c.place == place)
    return _only(asked, client, sku).order_by(_ALLOCATIONS.c.id)


def _only(asked: Select[*tuple[Any, ...]], client: str, sku: str) -> Select[*tuple[Any, ...]]:
    if client:
        asked = asked.where(_UNITS.c.client == client)
    return asked.where(_UNITS.c.sku == sku) if sku else asked
