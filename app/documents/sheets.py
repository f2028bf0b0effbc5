"""Writes a table as an XLSX workbook, row by row: texts stay texts whatever they begin with, numbers stay numbers.

The file is whole when it is there: it is written beside its place first. Raises `StoreError`. One thread a workbook.
"""

import contextlib
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from app.errors import StoreError
from app.saying import say

MOST_ROWS = 1_048_575
"""Rows under the header that a sheet can have."""
LONGEST_CELL = 32_767


def write_sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> None:
    """One sheet with a header that stays in sight."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            _write(file, header, rows)
        draft.replace(path)
    except OSError as error:
        message = say("The workbook cannot be written: {reason}.", reason=error.strerror or "")
        raise StoreError(message, "Name another place for it.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _write(file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> None:
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet("Report")
    sheet.freeze_panes = "A2"
    try:
        sheet.append([_cell(sheet, name, bold=True) for name in header])
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                message = say("A sheet holds {rows:,} rows at most.", rows=MOST_ROWS)
                raise StoreError(message, "Choose fewer days, or the format csv.")
            sheet.append([_cell(sheet, value) for value in row])
    finally:
        book.save(file)  # also what is given up: only so the library closes and removes what it has begun


def _cell(sheet: WriteOnlyWorksheet, value: str | int | Decimal, *, bold: bool = False) -> Any:  # noqa: ANN401 - the library names no type
    cell: Any = WriteOnlyCell(sheet, "")
    if isinstance(value, str):
        # Set behind the library's back: it would take a text that begins with = for a formula.
        cell._value = ILLEGAL_CHARACTERS_RE.sub("�", value)[:LONGEST_CELL]  # noqa: SLF001
        cell.data_type = "s"
    else:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
    return cell
