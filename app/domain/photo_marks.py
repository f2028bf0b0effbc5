"""Arrows, circles and words on a photo: a layer of its own that says where to look. The original is never touched.

Marks are on record beside the photo, with whoever drew them and when; drawn anew, the newer layer counts and the older
stays on record. Places are ten-thousandths of the picture held upright, so that a layer fits a copy of any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from app.saying import say

WHOLE: Final = 10_000
MOST_MARKS: Final = 40
LONGEST_WORD: Final = 60
LEAST: Final = 40
"""What is shorter in both directions cannot be seen."""


class Shape(StrEnum):
    """An arrow points from its first to its second place, a circle fills the room between them, a word begins there."""

    ARROW = "arrow"
    CIRCLE = "circle"
    WORD = "word"


class Ink(StrEnum):
    """Colours that are seen on any goods, each drawn on an edge of its opposite."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"


RGB: Final[Mapping[Ink, tuple[int, int, int]]] = {
    Ink.RED: (222, 41, 41),
    Ink.YELLOW: (255, 214, 10),
    Ink.BLUE: (36, 123, 255),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: two places of the picture, by which it lies; `word` is plain text, of a word alone."""

    shape: Shape
    ink: Ink
    x1: int
    y1: int
    x2: int
    y2: int
    word: str = ""

    def moved(self, across: int, down: int) -> Mark:
        """As far as it stays within the picture."""
        across = max(-min(self.x1, self.x2), min(WHOLE - max(self.x1, self.x2), across))
        down = max(-min(self.y1, self.y2), min(WHOLE - max(self.y1, self.y2), down))
        return replace(self, x1=self.x1 + across, y1=self.y1 + down, x2=self.x2 + across, y2=self.y2 + down)

    def drawn_to(self, x: int, y: int) -> Mark:
        """The same beginning, another end."""
        return replace(self, x2=max(0, min(WHOLE, x)), y2=max(0, min(WHOLE, y)))


@dataclass(frozen=True, slots=True)
class PhotoMarked:
    """A person drew on a photo; no marks: what was drawn before counts no more.

    Attributes:
        subject: the LPN, else the parcel, that the audit entry is found by
        sha256: of the original that was looked at

    """

    photo: str
    subject: str
    sha256: str
    marks: tuple[Mark, ...] = ()


def marks_fault(marks: Sequence[Mark]) -> str | None:
    """Why these cannot be kept, or None."""
    if len(marks) > MOST_MARKS:
        return say("there are more than {most} marks", most=MOST_MARKS)
    for mark in marks:
        if not all(0 <= place <= WHOLE for place in (mark.x1, mark.y1, mark.x2, mark.y2)):
            return say("a mark lies outside the picture")
        if mark.shape is Shape.WORD:
            if not mark.word.strip() or len(mark.word) > LONGEST_WORD or not mark.word.isprintable():
                return say("a word has 1 to {most} characters in one line", most=LONGEST_WORD)
        elif mark.word:
            return say("only a word has words")
        elif max(abs(mark.x2 - mark.x1), abs(mark.y2 - mark.y1)) < LEAST:
            return say("a mark is too small to be seen")
    return None


def rows_of(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """As they are kept."""
    return [
        {"shape": mark.shape.value, "ink": mark.ink.value, "at": [mark.x1, mark.y1, mark.x2, mark.y2]}
        | ({"word": mark.word} if mark.word else {})
        for mark in marks
    ]


def marks_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """As they were kept."""
    return tuple(_mark(row, *(int(place) for place in row["at"])) for row in rows)


def _mark(row: Mapping[str, Any], x1: int, y1: int, x2: int, y2: int) -> Mark:
    return Mark(Shape(row["shape"]), Ink(row["ink"]), x1, y1, x2, y2, str(row.get("word", "")))


def shares_of(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For readers outside: places as shares of width and height, 0 to 1, from the upper left corner."""
    return [
        {**row, "at": [str((Decimal(int(place)) / WHOLE).quantize(Decimal("0.0001"))) for place in row["at"]]}
        for row in rows
    ]


def head_of(mark: Mark, width: float, height: float, length: float) -> tuple[tuple[float, float], ...]:
    """The point of an arrow on a picture of this size and the two ends of its barbs, in pixels."""
    x1, y1, x2, y2 = (place / WHOLE for place in (mark.x1, mark.y1, mark.x2, mark.y2))
    tip = (x2 * width, y2 * height)
    across, down = tip[0] - x1 * width, tip[1] - y1 * height
    whole = (across * across + down * down) ** 0.5 or 1.0
    across, down = across / whole * length, down / whole * length
    side = 0.5
    return (
        tip,
        (tip[0] - across - down * side, tip[1] - down + across * side),
        (tip[0] - across + down * side, tip[1] - down - across * side),
    )
