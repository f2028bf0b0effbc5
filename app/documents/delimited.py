"""Reads comma, tab or semicolon separated text, row by row, without holding the whole.

Owns what makes a text a table: a header, quotes that end, cells that have an end. Judges no cell. A reading that comes
to a fault raises `UserError`. One thread a table.
"""

import csv
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from app.documents.encodings import encoding_of
from app.documents.lending import text_of
from app.documents.refusals import MOST_COLUMNS, refusal, too_wide
from app.saying import say

SEPARATORS = (",", "\t", ";")
BIGGEST_CELL = 8 * 1024 * 1024

# The limit is the module's own and global; a cell beyond it can only be an attempt to fill the memory. Cells that are
# merely too long are refused row by row, by whoever judges them.
csv.field_size_limit(BIGGEST_CELL)


class DelimitedTable:
    """A header, and the rows under it as lists of cells; lines with nothing on them are left out."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path
        self.encoding = encoding_of(file, path)
        self.header = named(next(self._cells(), []), path)

    def rows(self) -> Iterator[list[str]]:
        """From the first; raises `UserError` where the text turns out to be no table. One reading at a time."""
        cells = self._cells()
        next(cells, None)
        return cells

    def _cells(self) -> Iterator[list[str]]:
        """Header and rows."""
        lines = self._guarded(text_of(self._file, self.encoding))
        first = next(lines, "")
        # Quoted headers may hold a line end: the reader takes as many lines as it needs, from either source.
        separator = max(SEPARATORS, key=lambda each: len(_cells_of(first, each)))
        reader = csv.reader(itertools.chain([first], lines), delimiter=separator, strict=True)
        return _rows(reader, self._path)

    def _guarded(self, text: Iterable[str]) -> Iterator[str]:
        try:
            yield from text
        except UnicodeDecodeError as error:  # it was looked through before
            raise refusal(self._path, say("was changed while it was read"), "Import it again.") from error


def named(cells: list[str], path: Path) -> tuple[str, ...]:
    """The header's columns; one without a name gets one. Raises `UserError` for what is no header."""
    if not any(cell.strip() for cell in cells):
        raise refusal(path, say("is empty"), "The first line must name the columns.")
    if len(cells) > MOST_COLUMNS:
        raise too_wide(path)
    return tuple(cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1))


def _cells_of(line: str, separator: str) -> list[str]:
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
            why = _reason(error)
            raise refusal(
                path,
                say("cannot be read as a table after row {row}: {why}", row=number - 1, why=why)
                if number > 1
                else say("cannot be read as a table after the header: {why}", why=why),
                "Open it in the program that wrote it, and save it again as CSV (UTF-8).",
            ) from error
        if row or not number:
            number += 1
            yield row


def _reason(error: csv.Error) -> str:
    words = str(error)
    if "end of data" in words:
        return say("it ends within quotes")
    if "field larger" in words:
        return say("a cell has no end (a quote was opened and never closed?)")
    return say("its quotes do not fit ({words})", words=words)
