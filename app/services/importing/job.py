"""The job of importing a file: read, judge, keep, report.

One transaction a file. Rows are judged and kept batch by batch, so that memory stays bounded; only the list of rejected
rows grows. The header is matched before anything is opened for writing.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from app.services.importing import cells
from app.services.importing.kinds import Kind, Layout, layout

BATCH = 1000
LONGEST_VALUE_SHOWN = 80


class Fate(StrEnum):
    """What became of a row that was taken."""

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is sound in itself: its values by column (absent columns are left out), and its place in the file.

    `notes` are the cells of columns that we have no use for; None where the file has no such column.
    """

    number: int
    values: Mapping[str, Any]
    notes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """The records would not take a row."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not come in."""

    row: int
    field: str
    value: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What became of a file's rows; `warnings` are of rows that came in, but not whole."""

    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Rejected] = field(default_factory=list)

    def count(self, fate: Fate) -> None:
        """One more row of this fate."""
        match fate:
            case Fate.INSERTED:
                self.inserted += 1
            case Fate.UPDATED:
                self.updated += 1
            case Fate.UNCHANGED:
                self.unchanged += 1


class Table(Protocol):
    """A header and the rows under it."""

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names."""

    def rows(self) -> Iterator[list[str]]:
        """The cells, row by row, from the first; raises `UserError` where the file turns out to be no table."""


class TableReader(Protocol):
    """Opens a file as a table, to be read once."""

    def open(self, path: Path) -> AbstractContextManager[Table]:
        """Raises `UserError` for what is no table."""


class ImportRecords(Protocol):
    """Keeps the rows of one kind, within one transaction."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """What became of each, in their order."""


class ImportStore(Protocol):
    """Opens the transaction of an import; leaving it by an error leaves nothing behind."""

    def importing(self, kind: str) -> AbstractContextManager[ImportRecords]:
        """Durable when the block has ended."""


Settle = Callable[[Sequence[Row]], tuple[Sequence[Row], Sequence[Rejected]]]
"""What is done with sound rows before they are kept, and what of it went wrong without spoiling a row."""


def import_file(
    store: ImportStore, tables: TableReader, kind: Kind, path: Path, settle: Settle | None = None
) -> Imported:
    """Takes one file in and says what became of each row; raises `UserError` where the file is refused whole."""
    done = Imported()
    with tables.open(path) as table:
        columns = layout(kind, table.header, path.name)
        rows = table.rows()
        first = list(itertools.islice(rows, BATCH))
        if not first:
            return done
        with store.importing(kind.name) as records:
            batch = first
            while batch:
                _take(batch, kind, columns, records, done, settle)
                batch = list(itertools.islice(rows, BATCH))
    return done


def _take(
    batch: Sequence[list[str]],
    kind: Kind,
    columns: Layout,
    records: ImportRecords,
    done: Imported,
    settle: Settle | None,
) -> None:
    """Judges and keeps one batch; rejected rows are listed in the file's order."""
    numbers = range(done.rows + 1, done.rows + len(batch) + 1)
    judged = [judge(number, row, kind, columns) for number, row in zip(numbers, batch, strict=True)]
    sound: Sequence[Row] = [row for row in judged if isinstance(row, Row)]
    if settle is not None:
        sound, warnings = settle(sound)
        done.warnings.extend(warnings)
    fates = iter(records.keep(sound)) if sound else iter(())
    for row in judged:
        fate = next(fates) if isinstance(row, Row) else row
        if isinstance(fate, Turned) and isinstance(row, Row):
            fate = rejected(row.number, fate.field, str(row.values.get(fate.field, "")), fate.reason)
        if isinstance(fate, Rejected):
            done.rejected.append(fate)
        elif isinstance(fate, Fate):
            done.count(fate)
    done.rows += len(batch)


def judge(number: int, row: Sequence[str], kind: Kind, columns: Layout) -> Row | Rejected:
    """The row's values, or why it is rejected: the first fault, from left to right in the order of the contract."""
    if len(row) < columns.width:
        return rejected(number, "", "", f"the row has {len(row)} cells, the header {columns.width}")
    if len(row) > columns.width and any(cell.strip() for cell in row[columns.width :]):
        return rejected(number, "", row[columns.width], f"the row has {len(row)} cells, the header {columns.width}")
    values: dict[str, Any] = {}
    title, cell = "", ""
    try:
        for place, column in columns.known:
            title, cell = column.name, row[place]
            values[title] = column.value(cell)
        notes: dict[str, str] = {}
        for place, name in columns.others:
            title, cell = name, row[place]
            if text := cells.checked(cell):
                notes[name] = str(text)
    except cells.Unfit as unfit:
        return rejected(number, title, cell, unfit.reason)
    if fault := kind.fault(values):
        return rejected(number, fault[0], str(values.get(fault[0], "")), fault[1])
    return Row(number, values, notes if columns.others else None)


def rejected(number: int, title: str, value: str, reason: str) -> Rejected:
    """What the report says of a row. Bounded, so that a report of a spoiled file stays readable."""
    shown = value if len(value) <= LONGEST_VALUE_SHOWN else value[: LONGEST_VALUE_SHOWN - 1] + "…"
    return Rejected(number, title, shown, reason)
