"""A layout as dots: rows of the label, black is True. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.labelling.layout import Layout
from app.labelling.text import Dots


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """A piece of a label that has ink; its left edge is a multiple of 8 dots, and so is its width."""

    left: int
    top: int
    dots: Dots


def dots_of(layout: Layout) -> Dots:
    """The whole label, `height` × `width`."""
    page = np.zeros((layout.height, layout.width), np.bool_)
    for ink in layout.ink:
        height, width = ink.dots.shape
        page[ink.top : ink.top + height, ink.left : ink.left + width] |= ink.dots[
            : layout.height - ink.top, : layout.width - ink.left
        ]
    return page


def bands(page: Dots, *, most_bytes: int, gap: int = 24) -> Iterator[Band]:
    """The label from top to bottom without the white between and beside, in pieces of at most so many bytes."""
    inked = np.flatnonzero(page.any(1))
    if not inked.size:
        return
    breaks = np.flatnonzero(np.diff(inked) > gap)
    starts = [int(inked[0]), *(int(inked[place + 1]) for place in breaks)]
    ends = [*(int(inked[place]) + 1 for place in breaks), int(inked[-1]) + 1]
    for first, last in zip(starts, ends, strict=True):
        columns = np.flatnonzero(page[first:last].any(0))
        left = int(columns[0]) // 8 * 8
        width = -(-(int(columns[-1]) + 1 - left) // 8) * 8
        rows = most_bytes // (width // 8)
        for top in range(first, last, rows):
            piece = page[top : min(top + rows, last), left : left + width]
            yield Band(left, top, np.pad(piece, ((0, 0), (0, width - piece.shape[1]))))
