"""The sheet that documents are printed on: page, header, footer with page numbers, and the pieces that stand on it.

Knows nothing of what it says. Whatever does not fit goes on to the next page; text is real text in embedded fonts, so
it can be searched and copied. The same pieces give the same bytes: nothing of the time or the machine gets in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle
from reportlab.platypus import Image as Picture

from app.documents.fonts import has_chinese, set_in

SIZES = {"A4": A4, "Letter": LETTER}
INK, QUIET, RULE, SHADE, ALARM = (HexColor(one) for one in ("#1b2430", "#5a6675", "#c5ccd5", "#f2f4f7", "#b3261e"))
PALE = Color(0.70, 0.15, 0.12, alpha=0.15)
MARGIN, TOP, BOTTOM = 17 * mm, 20 * mm, 19 * mm
THICKER, SMALLEST_HEAVY = 30, 9.0
"""The line around bold Chinese is as thick as this part of a letter's height; smaller letters would run into blots."""
HEAD, BESIDE = 0.88, 3.5
"""The letters of a table's head, as a part of those below it; what is left free at each side of a cell, in points."""
WIDEST_STILL = 1100
"""Pixels of the longer side of a picture as it stands in a document; the evidence keeps the whole."""

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page says.

    Attributes:
        head: stands above the second page and all that follow
        foot: stands below each, at the left
        page: says which page of how many it is
        stamp: across every page, or empty

    """

    title: str
    head: str
    foot: str
    page: Callable[[int, int], str]
    language: str = "en"
    author: str = ""
    paper: str = "A4"
    wide: bool = False
    stamp: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        size: tuple[float, float] = landscape(SIZES[self.paper]) if self.wide else SIZES[self.paper]
        return size

    @property
    def width(self) -> float:
        """Of what stands between the margins, in points."""
        return self.size[0] - 2 * float(MARGIN)


def print_on(sheet: Sheet, pieces: list[Flowable]) -> bytes:
    """The document as a PDF."""
    into = io.BytesIO()
    document = BaseDocTemplate(
        into,
        pagesize=sheet.size,
        title=sheet.title,
        author=sheet.author,
        creator="Regrade",
        lang=sheet.language.replace("_", "-"),
        invariant=1,
        pageCompression=1,
    )
    width, height = sheet.size
    frame = Frame(MARGIN, BOTTOM, sheet.width, height - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(pieces, canvasmaker=_numbered(sheet, width, height))
    return into.getvalue()


def _numbered(sheet: Sheet, width: float, height: float) -> type[Canvas]:
    """A canvas that keeps its pages until it knows how many there are."""

    class Numbered(Canvas):  # type: ignore[misc] # the library has no types
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever the library hands over
            super().__init__(*given, **named)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - the library's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, 1):
                self.__dict__.update(page)
                _around(self, sheet, (width, height), (number, len(self._kept)))
                super().showPage()
            super().save()

    return Numbered


def _around(canvas: Canvas, sheet: Sheet, size: tuple[float, float], numbers: tuple[int, int]) -> None:
    width, height = size
    number, pages = numbers
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, BOTTOM - 4 * mm, width - MARGIN, BOTTOM - 4 * mm)
    _line(canvas, sheet.foot, (MARGIN, 6 * mm, sheet.width * 0.74))
    _line(canvas, sheet.page(number, pages), (width - MARGIN - 45 * mm, 6 * mm, 45 * mm), align=TA_RIGHT)
    if number > 1:
        _line(canvas, sheet.head, (MARGIN, height - 14 * mm, sheet.width))
        canvas.line(MARGIN, height - 16 * mm, width - MARGIN, height - 16 * mm)
    if sheet.stamp:
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        stamp = Paragraph(set_in(sheet.stamp, bold=True), style(92, colour=PALE, align=1))
        _, high = stamp.wrap(height, width)
        stamp.drawOn(canvas, -height / 2, -high / 2)
    canvas.restoreState()


def _line(canvas: Canvas, text: str, at: tuple[float, float, float], align: int = TA_LEFT) -> None:
    left, bottom, wide = at
    line = Paragraph(set_in(text), style(7, colour=QUIET, align=align))
    _, high = line.wrap(wide, 20 * mm)
    line.drawOn(canvas, left, bottom + 7 - min(high, 7))


def style(size: float, *, colour: Color = INK, align: int = TA_LEFT, chinese: bool = False) -> ParagraphStyle:
    """How a paragraph is set; `size` in points."""
    return ParagraphStyle(
        "text",
        fontName="Helvetica",  # never drawn with: every run names its own, embedded font
        fontSize=size,
        leading=size * 1.32,
        textColor=colour,
        alignment=align,
        wordWrap="CJK" if chinese else None,
        splitLongWords=1,
    )


def plain(said: str, size: float = 8.6, *, bold: bool = False, colour: Color = INK, align: int = TA_LEFT) -> Paragraph:
    """A paragraph of plain text."""
    marked = "<br/>".join(set_in(line, bold=bold) for line in said.split("\n"))
    chinese = has_chinese(said)
    kind = _Heavy if bold and chinese and size >= SMALLEST_HEAVY else Paragraph
    return kind(marked, style(size, colour=colour, align=align, chinese=chinese))


class _Heavy(Paragraph):  # type: ignore[misc] # the library has no types
    """Bold Chinese: no font that can be embedded has such letters, so their outlines are drawn around them as well.

    The text is there once, for whoever searches or copies it.
    """

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(self.style.textColor)
        canvas.setLineWidth(self.style.fontSize / THICKER)
        outlined = canvas.beginText()
        outlined.setTextRenderMode(2)
        canvas.drawText(outlined)
        super().draw()
        canvas.restoreState()


def section(title: str, width: float) -> Flowable:
    """The heading of a part, with its rule; it stays with what follows."""
    heading = Table([[plain(title, 9.6, bold=True)]], colWidths=[width])
    heading.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.9, INK),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
            ]
        )
    )
    heading.keepWithNext = True
    return heading


def fields(pairs: Sequence[tuple[str, Paragraph]], width: float, beside: int = 2) -> Flowable:
    """Names and what they are, so many beside one another; a text that is longer than a page goes on on the next."""
    cells = [(plain(name, 7.4, colour=QUIET), said) for name, said in pairs]
    cells += [(plain(""), plain(""))] * (-len(cells) % beside)
    rows = [[part for cell in cells[place : place + beside] for part in cell] for place in range(0, len(cells), beside)]
    each = width / beside
    table = Table(rows, colWidths=[width * 0.19, each - width * 0.19] * beside, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
            ]
        )
    )
    return table


def grid(
    heads: Sequence[str], rows: Cells, widths: Sequence[float], size: float = 8.2, *, figures: Collection[int] = ()
) -> Flowable:
    """A table with a head that stands again on every page; cells are texts or paragraphs. The columns `figures`, by
    their places, have their heads at the right, above their numbers."""
    cells = [
        [
            plain(head, size * HEAD, bold=True, align=TA_RIGHT if place in figures else TA_LEFT)
            for place, head in enumerate(heads)
        ]
    ]
    cells += [[one if isinstance(one, Flowable) else plain(str(one), size) for one in row] for row in rows]
    table = Table(cells, colWidths=list(widths), repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), SHADE),
                ("GRID", (0, 0), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), BESIDE),
                ("RIGHTPADDING", (0, 0), (-1, -1), BESIDE),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def columns(parts: Sequence[Any], widths: Sequence[float], *, gap: float = 0) -> Flowable:
    """Pieces beside one another."""
    table = Table([list(parts)], colWidths=list(widths))
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), gap),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def qr(content: str, side: float) -> Flowable:
    """A QR code with its quiet zone, as vectors."""
    code = QrCodeWidget(content, barLevel="M", barWidth=side, barHeight=side, barBorder=4)
    drawing = Drawing(side, side)
    drawing.add(code)
    return drawing


def still(picture: bytes, width: float, height: float) -> Flowable:
    """A picture, made small enough for paper, within so much room; without a word of who, where or when."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((WIDEST_STILL, WIDEST_STILL))
    into = io.BytesIO()
    image.save(into, "JPEG", quality=82)
    scale = min(width / image.width, height / image.height)
    return Picture(io.BytesIO(into.getvalue()), image.width * scale, image.height * scale, hAlign="LEFT")


def lines_to_sign(names: Sequence[str], width: float) -> Flowable:
    """A line for each signature, with room to sign above it."""
    gap = 8 * mm
    each = (width - gap * (len(names) - 1)) / len(names)
    cells: list[Any] = []
    for name in names:
        cells += [plain(name, 7.4, colour=QUIET), ""]
    table = Table([cells[:-1]], colWidths=[each, *[gap, each] * (len(names) - 1)])
    rules = [("LINEABOVE", (place, 0), (place, 0), 0.7, INK) for place in range(0, 2 * len(names), 2)]
    paddings = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 2)]
    table.setStyle(TableStyle([*rules, *paddings]))
    return table
