"""What Amazon said of a piece, found by the LPN that Amazon gave it; and the articles such an LPN names.

Statements of a fixed shape, one a question, and none for a code that cannot be such an LPN. The newest return counts:
a piece may be sold and come back again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.returns import FBA_REMOVAL, FBA_RETURN, ReturnOrder
from app.store import models
from app.store.prepared import Prepared

LPN_BEGINS = "LPN"
_RETURNS = models.table(models.FbaReturn)
_UNITS = models.table(models.Unit)
_COLUMNS = ("id", "client", "number", "sku", "late", "disposition", "reason", "comments")
_SAID = select(*(_RETURNS.c[name] for name in _COLUMNS))
_BY_LPN = Prepared(
    _SAID.where(_RETURNS.c.late == bindparam("of_lpn")).order_by(
        _RETURNS.c.returned_at.desc().nulls_last(), _RETURNS.c.id.desc()
    )
)
_IN_PARCEL = Prepared(
    _SAID.join(_UNITS, (_UNITS.c.amazon_lpn == _RETURNS.c.late) & (_UNITS.c.client == _RETURNS.c.client))
    .where(_UNITS.c.parcel_id == bindparam("of_parcel"), _UNITS.c.amazon_lpn != "")
    .order_by(_UNITS.c.lpn)
)


def said_of(connection: Connection, codes: Sequence[str]) -> ReturnOrder | None:
    """The return that one of these codes names, as an order that announces nothing."""
    found = _first(connection, codes)
    return None if found is None else _order(found)


def article_of(connection: Connection, codes: Sequence[str]) -> tuple[str, str] | None:
    """Client and SKU of the piece."""
    found = _first(connection, codes)
    return None if found is None else (found.client, found.sku)


def said_in(connection: Connection, parcel_id: str, known: Sequence[ReturnOrder]) -> tuple[ReturnOrder, ...]:
    """What Amazon said of the pieces of a removal's parcel whose LPNs were scanned."""
    if not parcel_id or not any(order.origin == FBA_REMOVAL for order in known):
        return ()
    rows = {row.late: row for row in reversed(_IN_PARCEL.rows(connection, {"of_parcel": parcel_id}))}
    return tuple(_order(row) for row in reversed(rows.values()))


def _first(connection: Connection, codes: Sequence[str]) -> Any | None:
    for code in dict.fromkeys(code for code in codes if code.startswith(LPN_BEGINS)):
        if (found := _BY_LPN.first(connection, {"of_lpn": code})) is not None:
            return found
    return None


def _order(row: Any) -> ReturnOrder:
    return ReturnOrder(
        order_id=row.id,
        client=row.client,
        platform="amazon",
        number=row.number,
        rma="",
        reason_code=row.reason,
        reason_text=row.disposition,
        customer_note=row.comments,
        lines=(),
        origin=FBA_RETURN,
        lpn=row.late,
        sku=row.sku,
    )
