"""A unit that comes to stand on another account, or gets another allocation, by what a shop tells.

Within the caller's transaction; each gives the facts that the audit chain is told.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, update

from app.domain.stock import Account
from app.store import models
from app.store.audit_recorded import UNIT_STANDS
from app.store.keeping import Transaction
from app.store.mapping import new_key

_ALLOCATIONS = models.table(models.Allocation)
_OUTBOX = models.table(models.Outbox)
_UNITS = models.table(models.Unit)
_KEPT = ("unit", "client", "sku", "grade", "place", "channel", "bundle")


def become(begun: Transaction, lpn: str, account: Account) -> dict[str, Any]:
    """The unit stands there now; the fact that says so."""
    columns = [_UNITS.c.version, *(_UNITS.c[name] for name in UNIT_STANDS)]
    row = begun.connection.execute(
        update(_UNITS)
        .where(_UNITS.c.lpn == lpn)
        .values(account=account.value, changed_at=begun.at, version=_UNITS.c.version + 1)
        .returning(*columns)
    ).one()
    return {"kind": "stands", "id": lpn, **row._asdict()}


def allocated_anew(begun: Transaction, standing: Row[Any]) -> tuple[str, list[dict[str, Any]]]:
    """The same home again, as another allocation: the one before has had its messages. Its key, and the facts."""
    allocation = new_key()
    begun.connection.execute(update(_ALLOCATIONS).where(_ALLOCATIONS.c.id == standing.id).values(ended_at=begun.at))
    content = {name: getattr(standing, name) for name in _KEPT}
    begun.connection.execute(insert(_ALLOCATIONS), {"id": allocation, **content, "began_at": begun.at})
    return allocation, [
        {"kind": "allocation", "id": standing.id, "unit": standing.unit, "state": "ended"},
        {"kind": "allocation", "id": allocation, **content, "state": "began"},
    ]


def message(begun: Transaction, content: dict[str, Any]) -> dict[str, Any]:
    """One more message of the outbox; the fact that says so."""
    key = new_key()
    begun.connection.execute(insert(_OUTBOX), {"id": key, **content, "created_at": begun.at})
    return {"kind": "outbox", "id": key, **content}
