"""One write of facts on its way: rows collected by table, receipts, and what the audit entry tells of them.

Rows are inserted together at the end, parents first, one statement a table; changes to units and parcels are
gathered, so that each has one UPDATE whatever happened to it; it also says how the unit or parcel stands then, for the
audit entry. A writer that changes other rows does so at once, after `settle` where these may be among the collected
ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, update

from app.domain.access import Operator
from app.domain.stock import Move
from app.ports import Receipt
from app.store import models
from app.store.audit import instant
from app.store.audit_recorded import BY_THE_WAY, PARCEL_STANDS, UNIT_STANDS
from app.store.bundles import Bundle
from app.store.keys import StationIdentity
from app.store.models import Base, table
from app.store.prepared import Prepared

Row = dict[str, Any]

_PARENTS_FIRST: tuple[Table, ...] = tuple(
    models.table(model)
    for model in (
        models.Parcel, models.Unit, models.Answer, models.Photo, models.Inspection, models.Disposition,
        models.Allocation, models.Outbox, models.Label, models.Certificate, models.CertificateCopy,
        models.WorkOrder, models.Review, models.Draft, models.ExchangeReservation,
        models.Claim, models.ClaimUnit, models.ClaimStep, models.Redaction, models.PhotoMarks,
    )
)  # fmt: skip
_INSERT = {target: Prepared(insert(target)) for target in _PARENTS_FIRST}
_UNITS = models.table(models.Unit)
_PARCELS = models.table(models.Parcel)
_STANDING = {_UNITS: ("stands", UNIT_STANDS), _PARCELS: ("parcel_stands", PARCEL_STANDS)}
"""What is told anew at each change of it, and as what."""
_CHANGES: dict[tuple[str, ...], Prepared] = {}


@dataclass(slots=True)
class Batch:
    """What one `write` collects.

    Attributes:
        moves: stock that moves, to be booked together
        told: the facts as the audit entry carries them
        bundles: bundles whose components changed, each with the allocation that did it
        proven: proof of a work that was ended, and its witness, for the certificate
        subject: the LPN, else the parcel, that the entry is found by

    """

    connection: Connection
    station: StationIdentity
    at: datetime
    operator: Operator | None
    receipts: list[Receipt] = field(default_factory=list)
    told: list[Row] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    bundles: list[tuple[Bundle, str]] = field(default_factory=list)
    proven: Row = field(default_factory=dict)
    subject: str = ""
    _rows: defaultdict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _units: defaultdict[str, Row] = field(default_factory=lambda: defaultdict(dict))
    _parcels: defaultdict[str, Row] = field(default_factory=lambda: defaultdict(dict))

    @property
    def by(self) -> str | None:
        """Key of the person who acts."""
        return self.operator.user_id if self.operator else None

    def insert(self, model: type[Base], row: Row) -> None:
        """Have this row inserted at the end."""
        self._rows[table(model)].append(row)

    def change_unit(self, lpn: str, **columns: Any) -> None:
        """Have these columns of a unit changed at the end."""
        self._units[lpn].update(columns)

    def change_parcel(self, parcel_id: str, **columns: Any) -> None:
        """Have these columns of a parcel changed at the end."""
        self._parcels[parcel_id].update(columns)

    def acknowledge(self, kind: str, key: str, more: Mapping[str, str | list[str]] | None = None) -> None:
        """Say that a fact is in the records (when the transaction is committed)."""
        self.receipts.append(Receipt(kind, key, more or {}))

    def tell(self, kind: str, of: str, /, **content: Any) -> None:
        """Have the audit entry carry a fact."""
        self.told.append({"kind": kind, "id": of, **content})

    def settle(self) -> None:
        """Send the rows collected so far: before a change at once that may touch or name one of them."""
        for target in _PARENTS_FIRST:
            if rows := self._rows.pop(target, None):
                _INSERT[target].many(self.connection, rows)

    def flush(self) -> None:
        """Send the rows and changes to the database."""
        self.settle()
        for lpn, columns in self._units.items():
            self._put(_UNITS, lpn, {**columns, "changed_at": self.at})
        for parcel_id, columns in self._parcels.items():
            self._put(_PARCELS, parcel_id, columns)

    def _put(self, target: Table, key: str, columns: Row) -> None:
        """Change a unit or a parcel, and tell how it then stands where that is changed."""
        statement = _change(target, tuple(columns))
        kind, names = _STANDING[target]
        if not columns.keys() & (frozenset(names) - BY_THE_WAY):
            statement.run(self.connection, _named(columns, key))
            return
        for version, *stands in statement.rows(self.connection, _named(columns, key)):
            self.tell(kind, key, version=version, **dict(zip(names, map(_as_told, stands), strict=True)))


def _change(target: Table, columns: tuple[str, ...]) -> Prepared:
    """The UPDATE of these columns of one row; made once for each set of columns that occurs."""
    known = _CHANGES.get((target.name, *columns))
    if known is None:
        (key,) = target.primary_key
        values: Row = {name: bindparam("to_" + name, type_=target.c[name].type) for name in columns}
        if "version" in target.c:
            values["version"] = target.c.version + 1
        statement = update(target).where(key == bindparam("of_key", type_=key.type)).values(values)
        _, names = _STANDING[target]
        if values.keys() & (frozenset(names) - BY_THE_WAY):
            # How it then stands whole, from the database: another bench may have changed the rest of it.
            statement = statement.returning(target.c.version, *(target.c[name] for name in names))
        known = Prepared(statement)
        _CHANGES[target.name, *columns] = known
    return known


def _as_told(value: Any) -> Any:
    return instant(value) if isinstance(value, datetime) else value


def _named(columns: Row, key: str) -> Row:
    return {"of_key": key, **{f"to_{name}": value for name, value in columns.items()}}
