"""What is covered on a photo before it leaves the house: boxes burnt into a copy, the original untouched.

A parcel's label carries its buyer's name and address; a claim desk wants its tracking number. So what is proposed is
the label around its bars: all of it but the symbol itself. A square symbol is covered too, for it can hold the whole
address. A proposal only: a person decides about each photo that shows a label, and nothing leaves undecided.

Boxes are in whole pixels of the picture held upright. Pure, frozen, any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.identifiers import Kind, identify
from app.domain.symbols import Code
from app.saying import say

MOST_BOXES = 200
LABEL_SHOTS = frozenset({"parcel", "label", "item", "claim_waybill", "claim_packaging", "claim_contents", "with_code"})
"""Shots in which a parcel's label lies, or may lie; beside them every photo that is of a parcel and not of a unit."""

NAMES_NOBODY = frozenset({Kind.TRACKING, Kind.LPN, Kind.FNSKU, Kind.GTIN})
"""What bars may stay in sight: a number that says nothing of the buyer."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is covered, or kept in sight."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.top + self.height

    def covers(self, other: Box) -> bool:
        """Whether the other lies wholly within it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a photo: what is covered, or that there is nothing to cover (no boxes)."""

    boxes: tuple[Box, ...] = ()
    by: str = ""


def between(left: int, top: int, right: int, bottom: int) -> Box | None:
    """The box between these edges; None where nothing lies between them."""
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def within(box: Box, width: int, height: int) -> Box | None:
    """The part of a box that lies in a picture of this size."""
    return between(max(box.left, 0), max(box.top, 0), min(box.right, width), min(box.bottom, height))


def around_codes(codes: Iterable[Code], margin: int = 0) -> Box | None:
    """The smallest box that holds these symbols, wider by a margin; None where there are none."""
    points = [point for code in codes for point in code.corners]
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return between(min(across) - margin, min(down) - margin, max(across) + margin + 1, max(down) + margin + 1)


def without(area: Box, kept: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes that cover all of an area but what is kept in sight; they do not overlap."""
    pieces = [area]
    for one in kept:
        pieces = [part for piece in pieces for part in _without(piece, one)]
    return tuple(pieces)


def stays_in_sight(code: Code) -> bool:
    """Whether a symbol says nothing of the buyer: bars that hold a tracking number or an article's."""
    return not code.symbology.corrects_itself and identify(code.text, code.aim).kind in NAMES_NOBODY


def is_of_parcel(code: Code) -> bool:
    """Whether a symbol belongs to a parcel's label: a tracking number, or a square symbol that is no code of ours."""
    kind = identify(code.text, code.aim).kind
    return kind is Kind.TRACKING or (code.symbology.corrects_itself and kind in (Kind.UNKNOWN, Kind.TRACKING))


def must_be_decided(shot: str, *, of_parcel: bool) -> bool:
    """Whether a photo shows a parcel's label, or may."""
    return of_parcel or shot.partition(":")[0] in LABEL_SHOTS


def boxes_fault(boxes: Sequence[Box], width: int, height: int) -> str | None:
    """Why these boxes cannot be burnt into a picture of this size, or None."""
    if len(boxes) > MOST_BOXES:
        return say("a photo takes {most} boxes at most", most=MOST_BOXES)
    picture = Box(0, 0, width, height)
    for box in boxes:
        if box.width < 1 or box.height < 1:
            return say("a box must have a width and a height")
        if not picture.covers(box):
            return say("a box lies outside of the picture, which is {width} by {height}", width=width, height=height)
    return None


def _without(piece: Box, kept: Box) -> list[Box]:
    seen = between(
        max(piece.left, kept.left),
        max(piece.top, kept.top),
        min(piece.right, kept.right),
        min(piece.bottom, kept.bottom),
    )
    if seen is None:
        return [piece]
    parts = (
        between(piece.left, piece.top, piece.right, seen.top),
        between(piece.left, seen.bottom, piece.right, piece.bottom),
        between(piece.left, seen.top, seen.left, seen.bottom),
        between(seen.right, seen.top, piece.right, seen.bottom),
    )
    return [part for part in parts if part is not None]
