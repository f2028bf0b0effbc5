"""A file that somebody at the window wants taken in: looked into first, taken in only as it was looked at.

Only a supervisor or a manager imports: what comes in changes what every bench expects, and cannot be taken back. Who
asks is looked up in the records, whatever the window shows; that it was asked for, with the SHA-256 of the file, is in
the audit chain under their name before the first row is kept. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from app.domain.access import Operator
from app.errors import UserError
from app.ports import Clock
from app.services.access import OpenWork
from app.services.importing.job import Imported, Manner, TableReader
from app.services.importing.kinds import Kind, layout
from app.services.importing.source import LONGEST_NAME, changed_meanwhile, digest_of, name_of
from app.services.people import is_trusted

FIRST_ROWS: Final = 20
LONGEST_CELL: Final = 200


@runtime_checkable
class Encoded(Protocol):
    """A table that was read from text."""

    encoding: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """What a file is.

    Attributes:
        digest: SHA-256 of its bytes
        encoding: of its text; empty where it is no text (a workbook)
        columns: each column that is read, as we call it, and as the file does
        notes: columns that are kept as they are
        names_client: whether its rows say whose they are
        first: its first rows, each cell cut to a readable length

    """

    name: str
    size: int
    digest: str
    encoding: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    names_client: bool
    first: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A file to be taken in, as it was looked at."""

    kind: Kind
    file: Path
    digest: str


def look_into(tables: TableReader, kind: Kind, file: Path) -> FileSeen:
    """Raises `UserError` for a file that is none of this kind, or no table at all."""
    digest, size = digest_of(file)
    with tables.open(file) as table:
        found = layout(kind, table.header, file.name)
        first = tuple(tuple(cell[:LONGEST_CELL] for cell in row) for row in islice(table.rows(), FIRST_ROWS))
        encoding = table.encoding if isinstance(table, Encoded) else ""
        header = tuple(table.header)
    columns = tuple((column.name, header[place]) for place, column in found.known)
    notes = tuple(name for _place, name in found.others)
    named = any(ours == "client" for ours, _theirs in columns)
    return FileSeen(file.name[:LONGEST_NAME], size, digest, encoding, header, columns, notes, named, first)


def take_in_asked(
    work: OpenWork,
    clock: Clock,
    take_in: Callable[[Kind, Path, Manner], Imported],
    wish: Wish,
    manner: Manner,
    by: Operator | None,
) -> Imported:
    """Raises `UserError` for whoever may not, for a file that is another one by now, and for one that is refused."""
    digest, _size = digest_of(wish.file)
    with work() as transaction:
        if by is None or not is_trusted(transaction, by):
            raise UserError("Only a supervisor or a manager imports files.", "Ask one of them.", "not_allowed")
        if digest != wish.digest:
            raise changed_meanwhile(wish.file.name)
        if not manner.rehearse:
            told = {"kind": "import_asked", "of": wish.kind.name, "file": name_of(wish.file)}
            facts = [{**told, "sha256": digest, "client": manner.client}]
            transaction.tell("import_asked", facts, at=clock.now(), actor=by.user_id)
            transaction.commit()
    return take_in(wish.kind, wish.file, replace(manner, by=by.user_id))
