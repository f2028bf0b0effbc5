"""What waits for somebody in the house: parked, held, to be inspected again, unchecked labels, open work and parcels.

Each kind has an index that holds nothing but what waits, so a list is as short as what waits, whatever is on record.
The conditions are written as the indexes have them, or the planner would not see that they are the same. Reads within
the caller's transaction.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.orm import aliased

from app.domain.bench.labels import PARK_TAG
from app.services.looking import Queue, Waiter, WaitsFor
from app.store.models import Draft, Label, Parcel, Unit, WorkOrder

_Later = aliased(Label)
_UNVERIFIED = text("labels.state = 'printed' AND labels.template <> 'park'")
_ON_SQLITE = {"units.held": "units.held = 1"}
"""SQLite has no booleans, and its partial index says so."""
_OF_UNIT = (Unit.lpn.label("key"), Unit.client, Unit.product)
_NEWEST = (
    ~select(_Later.id)
    .where(_Later.unit == Label.unit, _Later.sequence > Label.sequence, _Later.template != PARK_TAG)
    .exists()
)
"""A later print of the same unit has taken its place: then nobody needs to check the earlier one."""


def waiting(connection: Connection, rows: int) -> tuple[Queue, ...]:
    """Every kind, also those of which nothing waits, each with so many of its oldest."""
    held = _where(connection, "units.held")
    again = text("units.state = 'awaits_inspection'")
    unchecked = select().select_from(Label).join(Unit, Unit.lpn == Label.unit).where(_UNVERIFIED, _NEWEST)
    work = text("work_orders.closed_at IS NULL")
    asked: dict[WaitsFor, tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]] = {
        WaitsFor.RESUME: (
            select(func.count()).select_from(Draft),
            select(*_OF_UNIT, Draft.at.label("since")).join(Draft, Draft.unit == Unit.lpn).order_by(Draft.at),
        ),
        WaitsFor.REVIEW: (
            select(func.count()).select_from(Unit).where(held),
            select(*_OF_UNIT, Unit.changed_at.label("since")).where(held).order_by(Unit.changed_at),
        ),
        WaitsFor.INSPECTION: (
            select(func.count()).select_from(Unit).where(again),
            select(*_OF_UNIT, Unit.changed_at.label("since")).where(again).order_by(Unit.changed_at),
        ),
        WaitsFor.LABEL: (
            unchecked.with_only_columns(func.count()),
            unchecked.with_only_columns(*_OF_UNIT, Label.at.label("since")).order_by(Label.at),
        ),
        WaitsFor.WORK: (
            select(func.count()).select_from(WorkOrder).where(work),
            select(*_OF_UNIT, WorkOrder.opened_at.label("since"), WorkOrder.kind.label("about"))
            .select_from(WorkOrder)
            .join(Unit, Unit.lpn == WorkOrder.unit)
            .where(work)
            .order_by(WorkOrder.opened_at),
        ),
        WaitsFor.PARCEL: (
            select(func.count()).select_from(Parcel).where(text("parcels.state = 'open'")),
            select(Parcel.tracking.label("key"), Parcel.opened_at.label("since"), Parcel.kind.label("about"))
            .where(text("parcels.state = 'open'"))
            .order_by(Parcel.opened_at),
        ),
    }
    return tuple(
        Queue(
            waits_for,
            connection.execute(count).scalar_one(),
            tuple(map(_waiter, connection.execute(oldest.limit(rows)).mappings())),
        )
        for waits_for, (count, oldest) in asked.items()
    )


def _where(connection: Connection, condition: str) -> Any:
    return text(_ON_SQLITE.get(condition, condition) if connection.dialect.name == "sqlite" else condition)


def _waiter(row: Any) -> Waiter:
    title = str(json.loads(row["product"]).get("title", "")) if "product" in row else ""
    return Waiter(row["key"], row["since"], title, row.get("client", ""), row.get("about", ""))
