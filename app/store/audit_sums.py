"""Sums and projections recomputed from what they were made of, by the database itself, in bounded memory.

Balances and units' accounts are the sum of the ledger, a unit's grade and route those of its newest inspection, a
message's grade that of its offer, a parcel's pieces its units; a unit is sold no more often than the ledger moved it
out. Reads within the caller's transaction and changes nothing.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, func, literal, or_, select, union_all

from app.domain.bench.found import UnitState
from app.domain.stock import Account
from app.store import models as m

_BOTH = union_all(
    select(m.Ledger.client, m.Ledger.sku, m.Ledger.account, m.Ledger.quantity),
    select(m.Balance.client, m.Balance.sku, m.Balance.account, -m.Balance.quantity),
).subquery()
_BALANCES = (
    select(_BOTH.c.client, _BOTH.c.sku, _BOTH.c.account, func.sum(_BOTH.c.quantity).label("off"))
    .group_by(_BOTH.c.client, _BOTH.c.sku, _BOTH.c.account)
    .having(func.sum(_BOTH.c.quantity) != 0)
)
_ARTICLES = (
    select(m.Ledger.client, m.Ledger.sku, func.sum(m.Ledger.quantity).label("off"))
    .group_by(m.Ledger.client, m.Ledger.sku)
    .having(func.sum(m.Ledger.quantity) != 0)
)

# Announced pieces are counted before they are known by their LPN, so a unit's own entries begin after that.
_BEFORE = (Account.OUTSIDE.value, Account.EXPECTED.value)
_STANDS = union_all(
    select(m.Ledger.unit, m.Ledger.account, m.Ledger.quantity.label("pieces")).where(m.Ledger.unit.is_not(None)),
    select(m.Unit.lpn, m.Unit.account, literal(-1)),
).subquery()
_UNITS = (
    select(_STANDS.c.unit, _STANDS.c.account)
    .where(_STANDS.c.account.not_in(_BEFORE))
    .group_by(_STANDS.c.unit, _STANDS.c.account)
    .having(func.sum(_STANDS.c.pieces) != 0)
)

_RANKED = select(
    m.Inspection.id,
    m.Inspection.unit,
    m.Inspection.grade,
    func.row_number()
    .over(partition_by=m.Inspection.unit, order_by=(m.Inspection.round.desc(), m.Inspection.revision.desc()))
    .label("place"),
).subquery()
_GRADES = (
    select(m.Unit.lpn, m.Unit.grade, m.Unit.route, _RANKED.c.grade.label("given"), m.Disposition.route.label("sent"))
    .outerjoin(_RANKED, and_(_RANKED.c.unit == m.Unit.lpn, _RANKED.c.place == 1))
    .outerjoin(m.Disposition, m.Disposition.inspection == _RANKED.c.id)
    .where(
        or_(
            m.Unit.grade != func.coalesce(_RANKED.c.grade, ""),
            m.Unit.route != func.coalesce(m.Disposition.route, ""),
        )
    )
)
_OFFERS = (
    select(m.Outbox.id, m.Outbox.grade, m.Allocation.grade.label("offered"))
    .join(m.Allocation, m.Allocation.id == m.Outbox.allocation)
    .where(
        or_(
            m.Outbox.grade != m.Allocation.grade,
            m.Outbox.unit != m.Allocation.unit,
            m.Outbox.client != m.Allocation.client,
        )
    )
)


_PIECES = (
    select(m.Parcel.tracking, m.Parcel.units, func.count(m.Unit.lpn).label("there"))
    .outerjoin(m.Unit, and_(m.Unit.parcel_id == m.Parcel.id, m.Unit.state != UnitState.WITHDRAWN.value))
    .group_by(m.Parcel.id, m.Parcel.tracking, m.Parcel.units)
    .having(func.count(m.Unit.lpn) != m.Parcel.units)
)
_MOVED_OUT = (
    select(func.count())
    .where(m.Ledger.unit == m.UnitSale.unit, m.Ledger.account == Account.SOLD.value, m.Ledger.quantity > 0)
    .scalar_subquery()
)
_SALES = (
    select(m.UnitSale.unit, func.count().label("sales"), _MOVED_OUT.label("moved"))
    .group_by(m.UnitSale.unit)
    .having(func.count() > _MOVED_OUT)
)


def sum_problems(connection: Connection) -> Iterator[str]:
    """What does not add up, in words."""
    for client, sku, account, off in connection.execute(_BALANCES):
        yield f"The balance of {sku} ({client}) in {account} differs from its ledger by {-off}."
    for client, sku, off in connection.execute(_ARTICLES):
        yield f"The ledger entries of {sku} ({client}) sum to {off} instead of 0."
    for unit, account in connection.execute(_UNITS):
        yield f"Unit {unit}: its ledger entries in {account} do not fit the account that it stands in."
    for lpn, grade, route, given, sent in connection.execute(_GRADES):
        yield (
            f"Unit {lpn} shows grade {grade or 'none'} and route {route or 'none'}, "
            f"but its newest inspection gave {given or 'none'} and {sent or 'none'}."
        )
    for tracking, units, there in connection.execute(_PIECES):
        yield f"Parcel {tracking} says that {units} units came in it, but {there} are on record."
    for unit, sales, moved in connection.execute(_SALES):
        yield f"Unit {unit} is on record as sold {sales} times, but left {moved} times by its ledger."
    for key, grade, offered in connection.execute(_OFFERS):
        yield f"Message {key} to a channel does not fit its offer: grade {grade}, offered as {offered}."
