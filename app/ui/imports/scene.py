"""What the import page shows, as data: the columns of a file, its refused rows, and what may be done now. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.importing import KINDS, Imported
from app.services.importing.asking import FileSeen
from app.ui.words import _, number

from .said import reason_said

MOST_REFUSED = 10_000
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file, and what it is read as; one that is not known is kept as it is."""

    theirs: str
    ours: str
    known: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that does not come in, or not whole."""

    row: str
    field: str
    value: str
    reason: str
    number: int = 0


def column_rows(seen: FileSeen) -> tuple[ColumnRow, ...]:
    """In the order of the file."""
    ours = {theirs: name for name, theirs in seen.columns}
    notes = set(seen.notes)
    return tuple(
        ColumnRow(name, ours.get(name, _("kept as a note") if name in notes else ""), name in ours)
        for name in seen.header
    )


def refused_rows(done: Imported) -> tuple[RefusedRow, ...]:
    """Refused rows first, then those that come in with something to be known; so many as a table holds."""
    refused = [
        RefusedRow(number(one.row), one.field, one.value, reason_said(one), one.row)
        for one in done.rejected[:MOST_REFUSED]
    ]
    left = MOST_REFUSED - len(refused)
    warned = [
        RefusedRow(number(one.row), one.field, one.value, _("comes in: {why}", why=reason_said(one)), one.row)
        for one in done.warnings[:left]
    ]
    return (*refused, *warned)


def wanted_columns(kind: str) -> tuple[str, ...]:
    """What a file of this kind must have."""
    return tuple(column.name for column in KINDS[kind].columns if column.required)
