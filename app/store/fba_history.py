"""What Amazon said of a unit, beside what the bench found: by its LPN, else by the removal that it came with.

Reads within the caller's transaction.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from app.domain.identifiers import tracking_key
from app.domain.returns import FBA_REMOVAL
from app.store.models import FbaRemoval, FbaReturn, FbaShipment, ReturnLine, ReturnOrder


def amazon_said(connection: Connection, unit: Mapping[str, Any]) -> dict[str, Any] | None:
    """Disposition, reason and removal order; None for a piece that was not at Amazon's, as far as anybody told."""
    returned = _returned(connection, unit)
    removed = _removed(connection, unit)
    if not returned and not removed:
        return None
    disposition = (returned or {}).get("disposition") or (removed or {}).get("disposition", "")
    return {
        "lpn": unit["amazon_lpn"],
        "disposition": disposition,
        "reason": (returned or {}).get("reason", ""),
        "return": returned,
        "removal": removed,
    }


def _returned(connection: Connection, unit: Mapping[str, Any]) -> dict[str, Any] | None:
    if not unit["amazon_lpn"]:
        return None
    of = (
        FbaReturn.number.label("order_id"),
        FbaReturn.sku,
        FbaReturn.returned_at,
        FbaReturn.disposition,
        FbaReturn.reason,
        FbaReturn.status,
        FbaReturn.centre,
        FbaReturn.comments,
    )
    asked = (
        select(*of)
        .where(FbaReturn.late == unit["amazon_lpn"], FbaReturn.client == unit["client"])
        .order_by(FbaReturn.returned_at.desc().nulls_last(), FbaReturn.id.desc())
    )
    found = connection.execute(asked).mappings().first()
    return None if found is None else dict(found)


def _removed(connection: Connection, unit: Mapping[str, Any]) -> dict[str, Any] | None:
    if not unit["line_id"]:
        return None
    asked = (
        select(ReturnOrder.number, ReturnOrder.tracking, ReturnLine.sku, ReturnLine.reason_text)
        .join(ReturnLine, ReturnLine.order_id == ReturnOrder.id)
        .where(ReturnLine.id == unit["line_id"], ReturnOrder.origin == FBA_REMOVAL)
    )
    line = connection.execute(asked).first()
    if line is None:
        return None
    order = connection.execute(
        select(FbaRemoval.type, FbaRemoval.status, FbaRemoval.requested_at, FbaRemoval.fee, FbaRemoval.currency).where(
            FbaRemoval.client == unit["client"], FbaRemoval.number == line.number, FbaRemoval.sku == line.sku
        )
    ).first()
    shipment = connection.execute(
        select(FbaShipment.carrier, FbaShipment.shipped_at).where(
            FbaShipment.client == unit["client"],
            FbaShipment.number == line.number,
            FbaShipment.sku == line.sku,
            FbaShipment.late == (tracking_key(line.tracking) if line.tracking else ""),
        )
    ).first()
    return {
        "order_id": line.number,
        "tracking": line.tracking,
        "disposition": line.reason_text,
        "type": order.type if order else "",
        "status": order.status if order else "",
        "requested_at": order.requested_at if order else None,
        "fee": order.fee if order else None,
        "currency": order.currency if order else "",
        "carrier": shipment.carrier if shipment else "",
        "shipped_at": shipment.shipped_at if shipment else None,
    }
