"""Text made to fit: as large as there is room, else shrunk to the smallest size, else wrapped, else refused; never cut.

Drawn in black and white from real fonts, piece by piece: each with the first font that has all its characters. Sizes
and places are in dots. Any thread.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from app.labelling.direction import in_order_of_sight, levels, runs_right_to_left
from app.labelling.fields import DIRECTION_MARKS, JOINERS
from app.labelling.fonts import Face, can_shape, face_for

Dots = npt.NDArray[np.bool_]

PITCH = 1.2
"""From one line to the next, as a share of the letters' height."""
_RISE, _FALL = 0.74, 0.22  # of a line without accents, above and below its base
# Scripts whose letters neither join nor stack: Latin to Cyrillic, Armenian, Georgian; punctuation and symbols; East
# Asia; mathematical letters and pictures; rare ideographs.
_UNSHAPED = (
    (0x20, 0x02FF), (0x0370, 0x058F), (0x10A0, 0x10FF), (0x1C80, 0x1CBF), (0x1D00, 0x1DBF), (0x1E00, 0x200A),
    (0x2010, 0x2BFF), (0x2C60, 0x2C7F), (0x2E80, 0xA4CF), (0xA640, 0xA66E), (0xA720, 0xA7FF), (0xAB30, 0xAB6F),
    (0xAC00, 0xD7A3), (0xF900, 0xFB06), (0xFE30, 0xFE4F), (0xFF00, 0xFFFD), (0x1D400, 0x1D7FF), (0x1F000, 0x1FAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
_NOT_FIRST = frozenset("、。，．：；！？）】》」』〉〕％…,.:;!?)]}%")
_NOT_LAST = frozenset("（【《「『〈〔([{")


class Undrawable(ValueError):
    """A character that no font here has, or whose script cannot be drawn here."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one font."""

    text: str
    face: Face
    shaped: bool
    to_left: bool

    def width(self, size: int) -> float:
        font = self.face.at(size, shaped=self.shaped)
        return font.getlength(self.text, mode="1", direction=self._direction())

    def draw(self, onto: ImageDraw.ImageDraw, at: tuple[float, float], size: int) -> None:
        font = self.face.at(size, shaped=self.shaped)
        onto.text(at, self.text, fill=1, font=font, anchor="ls", direction=self._direction())

    def _direction(self) -> str | None:
        if not self.shaped:
            return None
        return "rtl" if self.to_left else "ltr"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, and how they are drawn; `fall` is the part of `height` below the base of the last one."""

    lines: tuple[str, ...]
    size: int
    bold: bool
    height: int
    fall: int

    def from_top(self, room: int, valign: str) -> int:
        """How far down it begins in a place of this height; what looks like the middle is that of the capitals."""
        spare = room - self.height
        return {"top": 0, "middle": min((spare + self.fall) // 2, spare), "bottom": spare}[valign]

    def draw(self, width: int, align: str) -> Dots:
        """The lines, `width` dots wide and `height` high."""
        pictures = [_picture(line, self.size, self.bold) for line in self.lines]
        rise, fall = _measures(pictures, self.size)
        pitch = _pitch(rise, fall, self.size)
        dots = np.zeros((self.height, width), np.bool_)
        for number, picture in enumerate(pictures):
            left = _left(width - picture.dots.shape[1], align, self.lines[number])
            top = rise + number * pitch - picture.rise
            dots[top : top + picture.dots.shape[0], left : left + picture.dots.shape[1]] |= picture.dots
        return dots


@dataclass(frozen=True, slots=True)
class _Picture:
    """The ink of a line, without margins; `rise` is how far it stands above the base."""

    dots: Dots
    rise: int


def fit(text: str, width: int, height: int, sizes: range, *, lines: int = 1, bold: bool = False) -> Fitted | None:
    """The text in this place, in the first size (they fall) that fits; None where none does.

    It is broken where it has a line break; else only where it would not fit in the smallest size. Raises `Undrawable`.
    """
    broken = [part for part in text.split("\n") if part.strip()]
    if not broken or len(broken) > lines:
        return None
    for size in sizes:
        if found := _fitted(broken, width, height, size, bold=bold):
            return found
    for cut in (_pieces, _clusters):  # within a word only where there is no other way
        for size in sizes if len(broken) < lines else ():
            wrapped = [_wrapped(list(cut(part)), width, size, lines, bold=bold) for part in broken]
            joined = list(chain.from_iterable(wrapped))
            possible = all(wrapped) and len(joined) <= lines
            if possible and (found := _fitted(joined, width, height, size, bold=bold)):
                return found
    return None


@lru_cache(maxsize=512)
def runs(line: str, bold: bool) -> tuple[Run, ...]:  # noqa: FBT001 - the key of the cache
    """The pieces of a line from left to right; the same in every size. Raises `Undrawable`."""
    to_left = runs_right_to_left(line)
    heights = levels(line, right_to_left=to_left)
    pieces: list[tuple[int, Run]] = []
    place = 0
    for cluster in _clusters(line):
        level = heights[place]
        place += len(cluster)
        seen = cluster.translate(dict.fromkeys(map(ord, DIRECTION_MARKS)))
        if not seen:
            continue
        before = pieces[-1][1] if pieces and pieces[-1][0] == level else None
        run = _run(seen, before, bold=bold, to_left=level % 2 == 1)
        if before and (before.face, before.shaped) == (run.face, run.shaped):
            pieces[-1] = (level, Run(before.text + seen, run.face, run.shaped, run.to_left))
        else:
            pieces.append((level, run))
    return tuple(run for _, run in in_order_of_sight(pieces))


def _run(cluster: str, before: Run | None, *, bold: bool, to_left: bool) -> Run:
    visible = cluster.translate(dict.fromkeys(map(ord, JOINERS)))
    # A blank within Arabic stays in the font of its word, so that the letters beside it are not torn apart.
    neutral = not visible[:1].isalnum()
    keep = before is not None and neutral and before.shaped and before.face.has(visible)
    face = before.face if before is not None and keep else face_for(visible, bold=bold)
    if face is None:
        raise Undrawable(next((each for each in visible if face_for(each, bold=bold) is None), visible[0]))
    shaped = to_left or keep or len(cluster) > 1 or _needs_shaping(cluster)
    if shaped and not can_shape():
        raise Undrawable(cluster[0])
    return Run(cluster, face, shaped, to_left)


def _needs_shaping(cluster: str) -> bool:
    return not all(any(first <= ord(each) <= last for first, last in _UNSHAPED) for each in cluster)


def _clusters(line: str) -> Iterator[str]:
    """Letters with the marks that stand on them, and what is joined to them."""
    cluster = ""
    for character in line:
        joins = unicodedata.category(character)[0] == "M" or character in JOINERS or cluster[-1:] == JOINERS[1]
        if cluster and not joins:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _fitted(broken: list[str], width: int, height: int, size: int, *, bold: bool) -> Fitted | None:
    if any(_width(line, size, bold=bold) > width for line in broken):
        return None
    pictures = [_picture(line, size, bold) for line in broken]
    if any(picture.dots.shape[1] > width for picture in pictures):
        return None
    rise, fall = _measures(pictures, size)
    needed = rise + fall + (len(broken) - 1) * _pitch(rise, fall, size)
    return Fitted(tuple(broken), size, bold, needed, fall) if needed <= height else None


def _measures(pictures: list[_Picture], size: int) -> tuple[int, int]:
    """How far the lines reach above and below their base."""
    rise = max(round(size * _RISE), *(picture.rise for picture in pictures))
    fall = max(round(size * _FALL), *(picture.dots.shape[0] - picture.rise for picture in pictures))
    return rise, fall


def _pitch(rise: int, fall: int, size: int) -> int:
    return max(round(size * PITCH), rise + fall + 1)


def _left(room: int, align: str, line: str) -> int:
    if align == "center":
        return room // 2
    at_the_right = (align == "right") != runs_right_to_left(line)  # what begins at the right is aligned there
    return room if at_the_right else 0


def _width(line: str, size: int, *, bold: bool) -> float:
    return sum(run.width(size) for run in runs(line, bold))


@lru_cache(maxsize=512)
def _picture(line: str, size: int, bold: bool) -> _Picture:  # noqa: FBT001 - the key of the cache
    pieces = runs(line, bold)
    width = int(sum(run.width(size) for run in pieces)) + 1
    margin, base = size, 2 * size
    canvas = Image.new("1", (width + 2 * margin, 4 * size))
    onto = ImageDraw.Draw(canvas)
    left = float(margin)
    for run in pieces:
        run.draw(onto, (round(left), base), size)
        left += run.width(size)
    box = canvas.getbbox()
    if box is None:  # blanks only
        return _Picture(np.zeros((1, 1), np.bool_), 0)
    return _Picture(np.asarray(canvas.crop(box), np.bool_), base - box[1])


def _wrapped(pieces: Iterable[str], width: int, size: int, most: int, *, bold: bool) -> list[str]:
    """The pieces on at most so many lines, each as full as it can be; none where it does not go."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and _width((line + piece).rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            line = ""
            if len(lines) == most:
                return []
        line += piece
    lines.append(line.rstrip())
    return [each.strip() for each in lines]


def _pieces(text: str) -> Iterator[str]:
    """Where a line may be broken: after a blank or a hyphen between letters, and between the letters of East Asia."""
    piece = ""
    clusters = list(_clusters(text))
    for place, cluster in enumerate(clusters):
        piece += cluster
        after = clusters[place + 1] if place + 1 < len(clusters) else ""
        if not after or _may_break(cluster, after):
            yield piece
            piece = ""


def _may_break(here: str, after: str) -> bool:
    if after.isspace() or after[0] in _NOT_FIRST or here[0] in _NOT_LAST:
        return False
    return here.isspace() or here in {"-", "/"} or _east_asian(here) or _east_asian(after)


def _east_asian(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in {"W", "F"} and not 0xAC00 <= ord(cluster[0]) <= 0xD7A3
