"""What became of removal orders: what Amazon says it sent, under which numbers, what came here and how it was graded.

An article of an order is one row, whatever it was split into; what Amazon counts as shipped and what was received here
stand side by side, so that a lost piece can be claimed. Reads within the caller's transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, select, union

from app.domain.returns import FBA_REMOVAL
from app.services.looking import Record
from app.services.reporting import Period
from app.store.keeping import rows_by
from app.store.models import FbaRemoval, FbaShipment, Product, ReturnLine, ReturnOrder, Unit
from app.store.reports import in_slices, within

COUNTS = ("requested", "cancelled", "disposed", "shipped", "in_process")
Of = tuple[str, str, str]
_ORDER = ("client", "number")


def removals(connection: Connection, period: Period) -> Iterator[Record]:
    """By client, order and SKU; told by either file."""
    told = union(
        *(
            select(model.client, model.number, model.sku).where(
                *within(func.coalesce(model.requested_at, model.updated_at), period)
            )
            for model in (FbaRemoval, FbaShipment)
        )
    ).subquery()
    asked = (
        select(told.c.client, told.c.number, told.c.sku, func.coalesce(Product.title, "").label("title"))
        .outerjoin(Product, and_(Product.client == told.c.client, Product.sku == told.c.sku))
        .order_by(told.c.client, told.c.number, told.c.sku)
    )
    for some in in_slices(connection, asked):
        orders = {(one["client"], one["number"]) for one in some}
        promised = _of_article(rows_by(connection, FbaRemoval, _ORDER, orders))
        shipments = _of_article(rows_by(connection, FbaShipment, _ORDER, orders))
        lines, units = _arrived(connection, orders)
        for one in some:
            of = one["client"], one["number"], one["sku"]
            yield _row(of, one["title"], promised[of], shipments[of]) | _came(lines[of], units[of])


def _of_article(rows: Iterator[Mapping[str, Any]] | Sequence[Mapping[str, Any]]) -> defaultdict[Of, list[Any]]:
    found: defaultdict[Of, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["client"], row["number"], row["sku"]].append(row)
    return found


def _arrived(
    connection: Connection, orders: set[tuple[str, str]]
) -> tuple[defaultdict[Of, list[Any]], defaultdict[Of, list[Any]]]:
    """The announced lines of these orders, and the units that came of them."""
    named = {(client, "amazon", number) for client, number in orders}
    removal = {
        order["id"]
        for order in rows_by(connection, ReturnOrder, ("client", "platform", "number"), named)
        if order["origin"] == FBA_REMOVAL
    }
    found = rows_by(connection, ReturnLine, ("client", "platform", "number"), named)
    lines = _of_article([line for line in found if line["order_id"] in removal])
    of_line = {line["id"]: of for of, some in lines.items() for line in some}
    units: defaultdict[Of, list[Any]] = defaultdict(list)
    ids = sorted(of_line)
    asked = select(Unit.lpn, Unit.grade, Unit.line_id).where(Unit.state != "withdrawn").order_by(Unit.lpn)
    for first in range(0, len(ids), 500):
        for row in connection.execute(asked.where(Unit.line_id.in_(ids[first : first + 500]))):
            units[of_line[str(row.line_id)]].append(row)
    return lines, units


def _row(of: Of, title: str, promised: Sequence[Any], shipments: Sequence[Any]) -> dict[str, Any]:
    client, number, sku = of
    tracking: Counter[str] = Counter()
    for shipment in shipments:
        tracking[shipment["tracking"] or "-"] += shipment["quantity"]
    fees = {row["currency"] for row in promised if row["fee"] is not None}
    sent = [row["shipped_at"] for row in shipments if row["shipped_at"]]
    asked = [row["requested_at"] for row in (*promised, *shipments) if row["requested_at"]]
    return {
        "client": client,
        "order_id": number,
        "sku": sku,
        "title": title,
        **{name: _words(promised or shipments, name) for name in ("type", "disposition")},
        "status": _words(promised, "status"),
        "requested_at": min(asked, default=None),
        **{name: _sum(promised, name) for name in COUNTS},
        "tracking": dict(sorted(tracking.items())),
        "carriers": _words(shipments, "carrier"),
        "last_shipped_at": max(sent, default=None),
        "fee": _sum(promised, "fee") if len(fees) == 1 else None,
        "currency": next(iter(fees)) if len(fees) == 1 else "",
    }


def _came(lines: Sequence[Any], units: Sequence[Any]) -> dict[str, Any]:
    counts = {name: sum(line[name] for line in lines) for name in ("received", "missing", "wrong")}
    announced = sum(line["quantity"] for line in lines)
    return {
        "announced": announced,
        **counts,
        "open": announced - sum(counts.values()),
        "units": ";".join(unit.lpn for unit in units),
        "grades": dict(sorted(Counter(unit.grade for unit in units if unit.grade).items())),
    }


def _words(rows: Sequence[Any], name: str) -> str:
    return ";".join(sorted({row[name] for row in rows if row[name]}))


def _sum(rows: Sequence[Any], name: str) -> Any:
    """None where nobody told."""
    told = [row[name] for row in rows if row[name] is not None]
    return sum(told) if told else None
