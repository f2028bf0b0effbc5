"""A report as a PDF: its table on as many pages as it takes, its head on each, its day and span above.

The file is whole when it is there. Raises `StoreError`. Any thread.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from unicodedata import east_asian_width

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.platypus import Flowable, Spacer

from app.documents import paper
from app.documents.paper import QUIET, Sheet, plain
from app.errors import StoreError
from app.saying import say

NARROWEST, WIDEST, MAY_BREAK = 3, 26, 12
"""Letters that a column has room for at least and at most; what is longer than the last may be broken, where the sheet
is too narrow for all."""
SIZES = 7.2, 6.6, 6.0
"""Of the letters in points: the first at which no number and no short word is broken."""
LETTER = 0.6
"""Width of a letter as a part of its size: digits, and words of small letters with room to spare."""

Cell = str | int | Decimal
Rows = Iterable[Sequence[Cell]]


def write_report(path: Path, title: str, header: Sequence[str], rows: Rows) -> None:
    """A title (a second line of it says what the report is over), the table, page numbers."""
    content = report_pdf(title, header, rows)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError as error:
        raise StoreError(
            say("The report cannot be written: {reason}.", reason=error.strerror or ""), "Name another place for it."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def report_pdf(title: str, header: Sequence[str], rows: Rows) -> bytes:
    """The document; the same rows give the same bytes."""
    told = [list(row) for row in rows]
    head, _, about = title.partition("\n")
    sheet = Sheet(
        title=head, head=head, foot=title.replace("\n", "  ·  "), page=lambda one, of: f"{one} / {of}", wide=True
    )
    heads = [name.replace("_", " ") for name in header]
    numbers = {place for place in range(len(heads)) if _are_numbers(row[place] for row in told)}
    size, widths = _laid_out(heads, told, sheet.width)
    cells = [[_cell(cell, size, right=place in numbers) for place, cell in enumerate(row)] for row in told]
    parts: list[Flowable] = [plain(head, 15, bold=True), plain(about, 8.6, colour=QUIET), Spacer(0, 8)]
    parts.append(paper.grid(heads, cells, widths, size, figures=numbers))
    return paper.print_on(sheet, parts)


def _are_numbers(cells: Iterable[Cell]) -> bool:
    """Whether a column holds numbers and nothing else, empty cells apart."""
    found = [cell for cell in cells if cell != ""]
    return bool(found) and not any(isinstance(cell, str) for cell in found)


def _cell(cell: Cell, size: float, *, right: bool) -> Flowable:
    text = str(cell)
    if " " not in text:
        text = text.replace(";", "; ")  # several values of ours: a line may end between them
    return plain(text, size, align=TA_RIGHT if right else TA_LEFT)


def _laid_out(heads: Sequence[str], rows: Sequence[Sequence[Cell]], width: float) -> tuple[float, list[float]]:
    """The size of the letters and the width of each column, in points."""
    letters = [
        max(NARROWEST, *(_room(word) for word in head.split()), *(min(_room(str(row[place])), WIDEST) for row in rows))
        for place, head in enumerate(heads)
    ]
    shortest = 2 * paper.BESIDE * len(letters), sum(min(one, MAY_BREAK) for one in letters)
    size = next((one for one in SIZES if shortest[0] + one * LETTER * shortest[1] <= width), SIZES[-1])
    wanted = [2 * paper.BESIDE + size * LETTER * one for one in letters]
    spare = [size * LETTER * max(one - MAY_BREAK, 0) for one in letters]
    over = sum(wanted) - width
    if 0 < over <= sum(spare):
        return size, [one - over * more / sum(spare) for one, more in zip(wanted, spare, strict=True)]
    if over <= 0:
        return size, [width * one / sum(wanted) for one in wanted]
    least = min(2 * paper.BESIDE + size, width / len(wanted))  # a letter fits into the narrowest
    beyond = [max(one - least, 0.0) for one in wanted]
    return size, [least + (width - least * len(wanted)) * one / sum(beyond) for one in beyond]


def _room(text: str) -> int:
    """In small letters: those of East Asia are twice as wide, and of capitals four take the room of five."""
    wide = sum(east_asian_width(letter) in {"W", "F"} for letter in text)
    return len(text) + wide + ceil(sum(map(str.isupper, text)) / 4)
