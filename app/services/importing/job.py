"""The job of importing a file: read, judge, keep, report.

A file is read twice: once to its end, so that what is no table is refused before anything of it is written, then row by
row into the records. Rows are judged and kept batch by batch, each batch durable by itself: memory stays bounded, only
the list of rejected rows grows, and the benches save between two batches. A file that was broken off is completed by
importing it again, for what is there already stays as it is.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from app.errors import UserError
from app.saying import say
from app.services.importing import cells
from app.services.importing.dates import Evidence
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
class Remarked:
    """The records took a row, and somebody should know what came of it."""

    fate: Fate
    field: str
    remark: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not come in."""

    row: int
    field: str
    value: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What became of a file's rows; `warnings` are of rows that came in: not whole, or with something to be known.

    `stopped`: somebody ended it between two batches, and the rows after these were not looked at.
    """

    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Rejected] = field(default_factory=list)
    stopped: bool = False

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
    """Opens a file as a table."""

    def open(self, path: Path) -> AbstractContextManager[Table]:
        """Raises `UserError` for what is no table."""


class ImportRecords(Protocol):
    """Keeps the rows of one kind."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned | Remarked]:
        """What became of each, in their order; durable when it returns, all of them or none."""


class ImportStore(Protocol):
    """Opens the records for a file."""

    def importing(self, kind: str, *, rehearse: bool = False) -> AbstractContextManager[ImportRecords]:
        """What is kept within the block; of a rehearsal nothing stays."""


Settle = Callable[[Sequence[Row]], tuple[Sequence[Row], Sequence[Rejected]]]
"""What is done with sound rows before they are kept, and what of it went wrong without spoiling a row."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is taken in.

    Attributes:
        client: whose file it is, where it does not say so itself
        rehearse: only say what would become of the rows
        settle: what is done with sound rows before they are kept
        progress: told how many rows are done, of how many
        stop: asked between two batches whether to end here; what was kept until then stays
        turned_away: told of each rejected row: the file's header, the row's cells, and why

    """

    client: str = ""
    rehearse: bool = False
    settle: Settle | None = None
    progress: Callable[[int, int], None] = lambda _done, _of: None
    stop: Callable[[], bool] = lambda: False
    turned_away: Callable[[Sequence[str], Sequence[str], Rejected], None] = lambda _header, _row, _why: None


AS_USUAL = Manner()


def import_file(store: ImportStore, tables: TableReader, kind: Kind, path: Path, manner: Manner = AS_USUAL) -> Imported:
    """Takes one file in and says what became of each row.

    Raises `UserError` where the file is refused whole: it is read to its end before anything is written. Where the
    records fail half-way (`StoreError`), what was kept so far stays, and the same file again completes it.
    """
    done = Imported()
    with tables.open(path) as table:
        if not table.header:
            return done
        columns = layout(kind, table.header, path.name)
        rows, evidence = _looked_through(table, columns)
        if not rows:
            return done
        job = _Job(kind, columns.read_by(evidence.order), table.header, manner, done)
        try:
            with store.importing(kind.name, rehearse=manner.rehearse) as records:
                for batch in _batches(table.rows()):
                    job.take(batch, records)
                    manner.progress(done.rows, rows)
                    if done.rows < rows and manner.stop():
                        done.stopped = True
                        break
        except UserError as fault:
            if not done.rows:
                raise
            raise UserError(
                say("{file} was changed while it was read, after row {rows}.", file=path.name, rows=done.rows),
                "What came in until then stays. Import the file again; nothing is counted twice.",
                "changed_meanwhile",
            ) from fault
    return done


def _looked_through(table: Table, columns: Layout) -> tuple[int, Evidence]:
    """How many rows there are, and in which order their dates are written. Whatever is no table shows here."""
    evidence, count = Evidence(), 0
    dated = [place for place, column in columns.known if column.dated]
    for row in table.rows():
        count += 1
        for place in dated:
            if place < len(row):
                evidence.see(row[place])
    return count, evidence


def _batches(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Job:
    """One file's rows on their way into the records."""

    kind: Kind
    columns: Layout
    header: Sequence[str]
    manner: Manner
    done: Imported

    def take(self, batch: Sequence[list[str]], records: ImportRecords) -> None:
        """Judges and keeps one batch; rejected rows are listed in the file's order."""
        done = self.done
        numbers = range(done.rows + 1, done.rows + len(batch) + 1)
        judged = [
            judge(number, row, self.kind, self.columns, self.manner.client)
            for number, row in zip(numbers, batch, strict=True)
        ]
        sound: Sequence[Row] = [row for row in judged if isinstance(row, Row)]
        if self.manner.settle is not None:
            sound, warnings = self.manner.settle(sound)
            done.warnings.extend(warnings)
        fates = iter(records.keep(sound)) if sound else iter(())
        for row, given in zip(judged, batch, strict=True):
            fate = next(fates) if isinstance(row, Row) else row
            if isinstance(fate, Turned) and isinstance(row, Row):
                fate = rejected(row.number, fate.field, str(row.values.get(fate.field, "")), fate.reason)
            if isinstance(fate, Remarked) and isinstance(row, Row):
                value = str(row.values.get(fate.field, ""))
                done.warnings.append(rejected(row.number, fate.field, value, fate.remark))
                fate = fate.fate
            if isinstance(fate, Rejected):
                done.rejected.append(fate)
                self.manner.turned_away(self.header, self.columns.cells_of(given), fate)
            elif isinstance(fate, Fate):
                done.count(fate)
        done.rows += len(batch)


def judge(number: int, row: Sequence[str], kind: Kind, columns: Layout, client: str = "") -> Row | Rejected:
    """The row's values, or why it is rejected: the first fault, from left to right in the order of the contract.

    `client` is whose row it is where it does not say so itself.
    """
    row = columns.cells_of(row)
    if len(row) < columns.width:
        return rejected(number, "", "", _uneven(row, columns))
    if len(row) > columns.width and any(cell.strip() for cell in row[columns.width :]):
        return rejected(number, "", row[columns.width], _uneven(row, columns))
    values: dict[str, Any] = dict(kind.fixed)
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
    if client and not values.get("client"):
        values["client"] = client
    if fault := kind.fault(values):
        return rejected(number, fault[0], str(values.get(fault[0], "")), fault[1])
    return Row(number, values, notes if columns.others else None)


def _uneven(row: Sequence[str], columns: Layout) -> str:
    return say("the row has {cells} cells, the header {columns}", cells=len(row), columns=columns.width)


def rejected(number: int, title: str, value: str, reason: str) -> Rejected:
    """What the report says of a row. Bounded, so that a report of a spoiled file stays readable."""
    shown = value if len(value) <= LONGEST_VALUE_SHOWN else value[: LONGEST_VALUE_SHOWN - 1] + "…"
    return Rejected(number, title, shown, reason)
