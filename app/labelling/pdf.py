"""A label as a PDF: a page of the label's size, on it the layout's dots as black rectangles.

One path holds them all, so that no reader draws seams between them; bars are one rectangle each, sharp at any size.
Pure; any thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from app.labelling.layout import Layout
from app.labelling.raster import dots_of
from app.labelling.text import Dots

_POINTS_A_MM = 72 / 25.4
Rectangle = tuple[int, int, int, int]


def pdf(layout: Layout) -> bytes:
    """One page; the same layout gives the same bytes."""
    dot = _POINTS_A_MM / layout.dots_a_mm
    high = layout.height * dot
    into = io.BytesIO()
    canvas = Canvas(into, (layout.width * dot, high), pageCompression=1, invariant=1)
    canvas.setTitle(f"Label {layout.name}")
    path = canvas.beginPath()
    for left, top, width, height in rectangles(dots_of(layout)):
        path.rect(left * dot, high - (top + height) * dot, width * dot, height * dot)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return into.getvalue()


def rectangles(page: Dots) -> Iterator[Rectangle]:
    """Left, top, width and height of rectangles that together are the ink; a run that goes on below is one of them."""
    growing: dict[tuple[int, int], int] = {}
    height = page.shape[0]
    for row in range(height + 1):
        here = set(_runs(page[row])) if row < height else set()
        for run in [each for each in growing if each not in here]:
            top = growing.pop(run)
            yield run[0], top, run[1] - run[0], row - top
        for run in here:
            growing.setdefault(run, row)


def _runs(row: Dots) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
