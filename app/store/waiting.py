"""What waits for somebody in the house: parked, held, to be inspected again, unchecked labels, open work and parcels.

Each kind has an index that holds nothing but what waits, so a list is as short as what waits, whatever is on record.
The conditions are written as the indexes have them, or the planner would not see that they are the same. Reads within
the caller's transaction.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.domain.bench.labels import NEVER_VERIFY
from app.services.looking import Queue, Waiter, WaitsFor
from app.store.models import Base, Draft, Label, Parcel, Unit, WorkOrder

_Later = aliased(Label)
_UNVERIFIED = text("labels.state = 'printed' AND labels.template NOT IN ('park', 'scrap', 'handover')")
_Asked = Select[*tuple[Any, ...]]
_NEWEST = (
    ~select(_Later.id)
    .where(_Later.unit == Label.unit, _Later.sequence > Label.sequence, _Later.template.not_in(NEVER_VERIFY))
    .exists()
)
"""A later print of the same unit has taken its place: then nobody needs to check the earlier one."""


def waiting(connection: Connection, rows: int) -> tuple[Queue, ...]:
    """Every kind, also those of which nothing waits, each with so many of its oldest."""
    held = text("units.held = 1" if connection.dialect.name == "sqlite" else "units.held")
    asked: dict[WaitsFor, tuple[_Asked, _Asked]] = {
        WaitsFor.RESUME: _queue(Draft, Draft.unit, Draft.at),
        WaitsFor.REVIEW: _queue(Unit, Unit.lpn, Unit.changed_at, held),
        WaitsFor.INSPECTION: _queue(Unit, Unit.lpn, Unit.changed_at, text("units.state = 'awaits_inspection'")),
        WaitsFor.LABEL: _queue(Label, Label.unit, Label.at, _UNVERIFIED, _NEWEST),
        WaitsFor.WORK: _queue(
            WorkOrder, WorkOrder.unit, WorkOrder.opened_at, text("work_orders.closed_at IS NULL"), about=WorkOrder.kind
        ),
        WaitsFor.PARCEL: _queue(
            Parcel, Parcel.tracking, Parcel.opened_at, text("parcels.state = 'open'"), about=Parcel.kind
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


def _queue(
    model: type[Base],
    key: InstrumentedAttribute[str],
    since: InstrumentedAttribute[datetime],
    *waits: ColumnElement[bool] | TextClause,
    about: InstrumentedAttribute[str] | None = None,
) -> tuple[_Asked, _Asked]:
    """How many there are, and the oldest first, each with its unit.

    An outer join says where to begin; the planner, which knows no numbers, would begin with all units.
    """
    count = select(func.count()).select_from(model).where(*waits)
    said: list[ColumnElement[Any]] = [key.label("key"), since.label("since")]
    if about is not None:
        said.append(about.label("about"))
    if model is Parcel:
        return count, select(*said).where(*waits).order_by(since)
    oldest = select(*said, Unit.client.label("client"), Unit.product.label("product")).select_from(model)
    if model is not Unit:
        oldest = oldest.outerjoin(Unit, Unit.lpn == key)
    return count, oldest.where(*waits).order_by(since)


def _waiter(row: Any) -> Waiter:
    title = str(json.loads(row["product"]).get("title", "")) if "product" in row else ""
    return Waiter(row["key"], row["since"], title, row.get("client", ""), row.get("about", ""))
