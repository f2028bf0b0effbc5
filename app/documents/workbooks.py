"""Reads the first visible sheet of an XLSX workbook, row by row, as the numbers, dates and texts that it holds.

Numbers stay known as numbers and dates as dates, for some must not be taken for codes. Of a formula only its stored
value counts; one without is a cell that cannot be taken. Owns what makes a file a workbook that may be opened at all:
nothing in it unpacks to more than a sheet can need, and no part declares entities. The sheet is streamed, and parsed
once (`kept_rows`); the texts that its cells share are held packed (`shared_texts`), within a limit. Raises `UserError`.
One thread a table.

openpyxl is slow, and stays: the faster reader (python-calamine) holds a whole sheet in memory, and takes a formula
without a value for an empty cell.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from app.documents.delimited import named
from app.documents.kept_rows import KeptRows
from app.documents.refusals import MOST_COLUMNS, refusal, too_wide
from app.documents.shared_texts import WorkbookReader
from app.saying import say
from app.services.importing.cells import Moment, Number, Unreadable

MOST_UNPACKED = 4 * 1024**3
MOST_SHARED = 256 * 1024**2
"""Bytes of the texts that cells share, which have to be held."""
MOST_TIMES = 300
"""So many times its packed size a part may have: a table of equal rows packs a hundred times, a bomb a thousand."""
SMALL_PART = 8 * 1024**2
_OWN_TEXT = f"{{{SHEET_MAIN_NS}}}is/{{{SHEET_MAIN_NS}}}t"
PROLOG = 64 * 1024
MOST_PARTS = 10_000
SAVE_AGAIN = "Open it in the spreadsheet and save the sheet again, as XLSX or as CSV (UTF-8)."
_NO_WORKBOOK = (
    zipfile.BadZipFile, ParseError, InvalidFileException, KeyError, ValueError, TypeError, IndexError, EOFError,
    AttributeError, NotImplementedError, RuntimeError, OverflowError, zipfile.LargeZipFile,
)  # fmt: skip
"""What the library raises for what is no sound workbook: it says so in many ways."""

_NO_VALUE = {
    "f": say("a formula without a value: save the workbook in the spreadsheet once, or enter the value"),
    "e": say("the spreadsheet shows an error there; mend it and save again"),
}
"""Kinds of cells that hold nothing to take."""


class WorkbookTable:
    """A header, and the rows under it as lists of cells; empty rows are left out, short ones filled up."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._path = path
        with _refusing(path), warnings.catch_warnings(action="ignore"):
            _refuse_bombs(file, path)
            # Links, pictures and the like are never looked at.
            reader = WorkbookReader(file, read_only=True, keep_links=False)
            reader.read()
            self._book = reader.wb
            sheets = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise refusal(path, say("has no visible sheet"), "Check that it is the right file.")
        self._sheet: Any = sheets[0]
        first = next(self._rows(), [])
        while first and not first[-1].strip():
            first.pop()
        self.header = named([str(cell) for cell in first], path)
        self._parsed = KeptRows(self._filled_up)

    def rows(self) -> Iterator[list[str]]:
        """From the first; raises `UserError` where the workbook turns out to be broken."""
        return self._parsed.rows()

    def close(self) -> None:
        """Nothing of it is kept; whoever opened the file closes it."""
        self._parsed.close()

    def _filled_up(self) -> Iterator[list[str]]:
        width = len(self.header)
        rows = self._rows()
        next(rows, None)
        for row in rows:
            row.extend([""] * (width - len(row)))
            yield row

    def _rows(self) -> Iterator[list[str]]:
        """Header and rows."""
        with _refusing(self._path), self._sheet._get_source() as source:  # noqa: SLF001 - it shows no raw cells
            for _, cells in self._parser(source).parse():
                row = _row(cells)
                if len(row) > MOST_COLUMNS:
                    raise too_wide(self._path)
                if any(row):
                    yield row

    def _parser(self, source: IO[bytes]) -> "_Cells":
        book: Any = self._book
        return _Cells(
            source,
            self._sheet._shared_strings,  # noqa: SLF001 - as the library's own sheet does it
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )


class _Cells(WorkSheetParser):
    """Tells a formula without a value from an empty cell, which the library takes for the same."""

    def parse_cell(self, element: Any) -> Any:  # noqa: ANN401 - as the library has it
        cell = self._plain_text(element) or super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell

    def _plain_text(self, element: Any) -> dict[str, Any] | None:  # noqa: ANN401
        """A cell with a text of its own that has no formats within, which most are: three times as fast."""
        text = element.find(_OWN_TEXT) if element.get("t") == "inlineStr" else None
        if text is None or not element.get("r"):
            return None
        row, column = coordinate_to_tuple(element.get("r"))
        self.col_counter = column
        return {"row": row, "column": column, "value": text.text, "data_type": "s", "style_id": 0}


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except _NO_WORKBOOK as error:
        raise refusal(path, say("is a workbook that cannot be read"), SAVE_AGAIN) from error


def _row(cells: list[dict[str, Any]]) -> list[str]:
    """The texts of a row's cells, each at its column."""
    row: list[str] = []
    for cell in cells:
        text = _text(cell["value"], cell["data_type"])
        if text:
            place = int(cell["column"]) - 1
            if place >= len(row):
                row.extend([""] * (min(place, MOST_COLUMNS) - len(row)))
                row.append(text)
            else:
                row[place] = text
    return row


def _text(value: object, kind: str) -> str:
    """A cell as text that still knows what it was."""
    if kind in _NO_VALUE:
        return Unreadable("" if value is None else str(value), _NO_VALUE[kind])
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return Number(value)
        case float():
            return Number(format(Decimal(repr(value)).normalize(), "f"))
        case datetime():
            midnight = value.time() == time()
            return Moment(value.date().isoformat() if midnight else value.isoformat(timespec="seconds"))
        case date() | time() | timedelta():
            return Moment(value)
    return str(value)


def _refuse_bombs(file: IO[bytes], path: Path) -> None:
    """A part is never larger than the list of contents says: the reading of it ends there."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        for part in parts:
            shared = part.filename.lower().endswith("sharedstrings.xml")
            swollen = part.file_size > SMALL_PART and part.file_size > MOST_TIMES * max(part.compress_size, 1)
            if swollen or (shared and part.file_size > MOST_SHARED):
                raise refusal(path, say("unpacks to far more than a sheet needs"), "Save the sheet as CSV (UTF-8).")
        if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            raise refusal(path, say("unpacks to far more than a sheet needs"), "Save the sheet as CSV (UTF-8).")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                with archive.open(part) as content:
                    start = content.read(PROLOG).replace(b"\0", b"")
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    raise refusal(path, say("declares entities, as no spreadsheet does"), SAVE_AGAIN)
    file.seek(0)
