"""What is drawn and not written: the mark of a grade, the hazard sign, frames; in dots, with hard edges.

Drawn eight times as large and made black or white by what covers most of a dot. The shape tells the grade to whom the
letter is too small or too far: A circle, B rounded square, C triangle, S octagon. Pure; any thread.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw

from app.labelling.text import Dots, fit

GRADES = ("A", "B", "C", "S")
_FINER = 8
_ROUNDED = 0.22
# Where the letter stands within its shape, and how high it is, as shares of the shape's height: the middle of its
# capitals, and the em.
_LETTERS = {"A": (0.5, 0.84), "B": (0.5, 0.90), "C": (0.665, 0.68), "S": (0.5, 0.88)}
_CAPITAL = 0.714
Point = tuple[float, float]


def frame(width: int, height: int, thick: int, rounded: int) -> Dots:
    """A frame with this stroke; filled where it is 0."""

    def draw(onto: ImageDraw.ImageDraw, scale: int) -> None:
        outer = (0, 0, width * scale - 1, height * scale - 1)
        onto.rounded_rectangle(outer, rounded * scale, fill=255)
        if thick:
            inner = (thick * scale, thick * scale, (width - thick) * scale - 1, (height - thick) * scale - 1)
            if inner[2] > inner[0] and inner[3] > inner[1]:
                onto.rounded_rectangle(inner, max(rounded - thick, 0) * scale, fill=0)

    return _drawn(width, height, draw)


def grade(letter: str, width: int, height: int) -> Dots:
    """The letter of a grade, white in its black shape. Raises `ValueError` for what is no grade."""
    if letter not in GRADES:
        raise ValueError(f"{letter!r} is no grade")
    side = min(width, height)
    dots = _drawn(side, side, lambda onto, scale: _shape(onto, letter, side * scale - 1))
    middle, em = _LETTERS[letter]
    written = fit(letter, side, side, range(round(side * em), 0, -1), bold=True)
    if written is not None:
        ink = _ink(written.draw(side, "center"))
        top = round(side * middle - ink.shape[0] / 2)
        left = (side - ink.shape[1]) // 2
        dots[top : top + ink.shape[0], left : left + ink.shape[1]] &= ~ink
    return dots


def hazard(width: int, height: int) -> Dots:
    """The triangle with its exclamation mark, as on transport labels."""
    side = min(width, round(height / 0.88))

    def draw(onto: ImageDraw.ImageDraw, scale: int) -> None:
        wide, high = side * scale - 1, side * scale * 0.88 - 1
        _rounded_triangle(onto, wide, high, 0.06 * wide, 255)
        middle = wide / 2
        onto.polygon(
            [(middle - 0.055 * wide, 0.30 * high), (middle + 0.055 * wide, 0.30 * high),
             (middle + 0.03 * wide, 0.68 * high), (middle - 0.03 * wide, 0.68 * high)], fill=0,
        )  # fmt: skip
        dot = 0.055 * wide
        onto.ellipse((middle - dot, 0.80 * high - dot, middle + dot, 0.80 * high + dot), fill=0)

    return _drawn(side, round(side * 0.88), draw)


def _ink(dots: Dots) -> Dots:
    rows, columns = np.flatnonzero(dots.any(1)), np.flatnonzero(dots.any(0))
    return dots[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _shape(onto: ImageDraw.ImageDraw, letter: str, side: float) -> None:
    match letter:
        case "A":
            onto.ellipse((0, 0, side, side), fill=255)
        case "B":
            inset = side * 0.03
            onto.rounded_rectangle((inset, inset, side - inset, side - inset), side * _ROUNDED, fill=255)
        case "C":
            _rounded_triangle(onto, side, side * 0.95, side * 0.05, 255)
        case _:
            cut = side * (1 - math.sqrt(0.5)) * 0.99
            corners = ((cut, 0), (side - cut, 0), (side, cut), (side, side - cut),
                       (side - cut, side), (cut, side), (0, side - cut), (0, cut))  # fmt: skip
            onto.polygon(corners, fill=255)


def _rounded_triangle(onto: ImageDraw.ImageDraw, wide: float, high: float, radius: float, fill: int) -> None:
    """Upright, its corners rounded: circles in the corners, and what lies between them."""
    slant = math.hypot(wide / 2, high)
    down = radius * 2 * slant / wide  # from the top to the middle of its circle
    across = radius * (slant + wide / 2) / high  # from a lower corner to the middle of its circle
    top, left, right = (wide / 2, down), (across, high - radius), (wide - across, high - radius)
    nx, ny = high / slant * radius, wide / 2 / slant * radius
    outline: Sequence[Point] = (
        (top[0] - nx, top[1] - ny), (top[0] + nx, top[1] - ny), (right[0] + nx, right[1] - ny),
        (right[0], right[1] + radius), (left[0], left[1] + radius), (left[0] - nx, left[1] - ny),
    )  # fmt: skip
    onto.polygon(outline, fill=fill)
    for x, y in (top, left, right):
        onto.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _drawn(width: int, height: int, draw: Callable[[ImageDraw.ImageDraw, int], None]) -> Dots:
    canvas = Image.new("L", (width * _FINER, height * _FINER))
    draw(ImageDraw.Draw(canvas), _FINER)
    return np.array(canvas.reduce(_FINER)) >= 128


def resized(dots: Dots, width: int, height: int) -> Dots:
    """A picture of dots at another size: a dot is black where at least half of what it stands for is."""
    grey = Image.fromarray(np.where(dots, np.uint8(255), np.uint8(0)))
    return np.array(grey.resize((width, height), Image.Resampling.BOX)) >= 128
