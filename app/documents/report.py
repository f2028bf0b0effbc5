"""A report as a PDF: its table on as many pages as it takes, its head on each, its day and span above.

The file is whole when it is there. Raises `StoreError`. Any thread.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from unicodedata import east_asian_width

from reportlab.platypus import Flowable, Spacer

from app.documents import paper
from app.documents.paper import QUIET, Sheet, plain
from app.errors import StoreError
from app.saying import say

NARROWEST, WIDEST, BESIDE = 4, 26, 2
"""Characters that a column is given room for, and as many again for what is left free beside them."""

Rows = Iterable[Sequence[str | int | Decimal]]


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
    cells = [[str(cell) for cell in row] for row in rows]
    head, _, about = title.partition("\n")
    sheet = Sheet(
        title=head, head=head, foot=title.replace("\n", "  ·  "), page=lambda one, of: f"{one} / {of}", wide=True
    )
    heads = [name.replace("_", " ") for name in header]
    parts: list[Flowable] = [plain(head, 15, bold=True), plain(about, 8.6, colour=QUIET), Spacer(0, 8)]
    parts.append(paper.grid(heads, cells, _widths(heads, cells, sheet.width), 7.2))
    return paper.print_on(sheet, parts)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """By the longest of each column, within bounds."""
    longest = [
        min(max(NARROWEST, *map(_room, head.split()), *(_room(row[place]) for row in rows)), WIDEST) + BESIDE
        for place, head in enumerate(heads)
    ]
    return [width * one / sum(longest) for one in longest]


def _room(text: str) -> int:
    """In letters of our alphabet: those of East Asia are twice as wide."""
    return sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)
