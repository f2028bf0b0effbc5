"""Reads tables: comma or tab separated text in UTF-8, row by row, without holding the whole.

Owns what makes a file a table: a header without a doubled column, quotes that end, text that is UTF-8. Whatever is not
a table is refused with a `UserError`, at the latest when the reading comes to the fault; whoever books what it reads
must therefore be able to take everything back. Judges no cell. One thread a table.
"""

import csv
import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.errors import UsageError, UserError
from app.saying import say

SEPARATORS = (",", "\t", ";")
BIGGEST_CELL = 8 * 1024 * 1024
MOST_COLUMNS = 1000
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"

# The limit is the module's own and global; a cell beyond it can only be an attempt to fill the memory. Cells that are
# merely too long are refused row by row, by whoever judges them.
csv.field_size_limit(BIGGEST_CELL)


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and the rows under it as lists of cells; lines with nothing on them are left out."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]


class DelimitedTables:
    """The `TableReader` for CSV and TSV."""

    def open(self, path: Path) -> AbstractContextManager[Table]:
        """A table to be read once, closed when the block ends."""
        return _open(path)


@contextmanager
def _open(path: Path) -> Iterator[Table]:
    with _opened(path) as file:
        _refuse_other_kinds(file, path)
        with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            yield _table(text, path)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(
            say("The file {path} cannot be opened: {error_strerror}.", path=path, error_strerror=error.strerror),
            "Check its name and your right to read it.",
        ) from error


def _refuse_other_kinds(file: IO[bytes], path: Path) -> None:
    """Names the kinds that people take for a table, for their bytes would only look like broken text."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(_OLD_WORKBOOK) or (start == _WORKBOOK and zipfile.is_zipfile(file)):
        raise _refusal(path, "is a workbook, and workbooks are not read yet", "Save the sheet as CSV (UTF-8).")
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _refusal(path, "is UTF-16 text", "Save it as CSV (UTF-8).")
    file.seek(0)


def _table(text: io.TextIOWrapper, path: Path) -> Table:
    lines = _guarded(text, path)
    first = next(lines, "")
    # Quoted headers may hold a line end: the reader takes as many lines as it needs, from either source.
    separator = max(SEPARATORS, key=lambda each: len(_cells(first, each)))
    rows = _rows(csv.reader(itertools.chain([first], lines), delimiter=separator, strict=True), path)
    header = next(rows, [])
    if not any(cell.strip() for cell in header):
        raise _refusal(path, "is empty", "The first line must name the columns.")
    return Table(_header(header, path), rows)


def _guarded(text: Iterable[str], path: Path) -> Iterator[str]:
    try:
        yield from text
    except UnicodeDecodeError as error:
        raise _refusal(path, "is not UTF-8 text", "Save it as CSV (UTF-8), then import it again.") from error


def _cells(line: str, separator: str) -> list[str]:
    """The cells of a first line, as far as they can be told; strictness comes later."""
    return next(csv.reader([line], delimiter=separator), [])


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"row {number}" if number else "the header"
            raise _refusal(
                path,
                f"cannot be read as a table after {where}: {_reason(error)}",
                "Open it in the program that wrote it, and save it again as CSV (UTF-8).",
            ) from error
        if row:
            number += 1
            yield row


def _reason(error: csv.Error) -> str:
    words = str(error)
    if "end of data" in words:
        return "it ends within quotes"
    if "field larger" in words:
        return "a cell has no end (a quote was opened and never closed?)"
    return f"its quotes do not fit ({words})"


def _header(cells: list[str], path: Path) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise _refusal(path, f"has more than {MOST_COLUMNS} columns", "Check that it is the right file.")
    return tuple(cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1))


def _refusal(path: Path, what: str, hint: str) -> UserError:
    return UserError(
        say("{path_name} {what}. Nothing of it came in.", path_name=path.name, what=what), hint, "no_table"
    )
