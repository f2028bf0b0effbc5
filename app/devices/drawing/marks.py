"""What is wrong with a thing, drawn on it: scratches, dents, stains, cracks, tears.

A mark lies on the thing itself, never beside it: its place is chosen among the covered pixels, the same for the same
seed. Each mark is a few layers about the middle of the canvas, moved to that place.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from app.devices.drawing.canvas import UNITS, Canvas, Layer, Pixels, Shade, lay_over
from app.devices.drawing.colours import Colour

FLAT, GLOW = Shade.FLAT, Shade.GLOW

MARKS: Final[dict[str, tuple[Layer, ...]]] = {
    "scratch": (
        Layer("M 300 560 C 400 500 520 470 700 420 M 340 600 C 460 540 560 520 660 490 M 420 440 L 560 400", "ink", FLAT, width=9,
              cover=0.55),
        Layer("M 300 552 C 400 492 520 462 700 412 M 340 592 C 460 532 560 512 660 482 M 420 432 L 560 392", "light", FLAT,
              width=8, cover=0.9),
    ),
    "dent": (
        Layer("E 500 500 170 130", "ink", GLOW, cover=0.75),
        Layer("M 360 470 C 390 410 600 400 640 470", "ink", FLAT, width=14, cover=0.4),
        Layer("M 370 560 C 420 620 590 620 636 556", "light", FLAT, width=12, cover=0.65),
    ),
    "stain": (
        Layer("M 340 480 C 330 390 440 350 510 380 C 590 350 690 400 670 490 C 720 560 620 640 540 610 C 470 660 350 620 360 550 C "
              "330 530 330 500 340 480 Z", "#6B4A22", FLAT, cover=0.55),
        Layer("M 400 480 C 400 430 470 410 510 430 C 570 410 620 450 610 500 C 620 550 560 580 520 560 C 470 580 410 550 400 480 Z",
              "#4E3416", FLAT, cover=0.5),
        Layer("E 730 420 26 22 E 300 600 20 18 E 690 640 16 16", "#6B4A22", FLAT, cover=0.55),
    ),
    "crack": (
        Layer("M 500 500 L 430 420 L 440 360 L 380 280 M 500 500 L 590 440 L 640 450 L 730 370 M 500 500 L 540 600 L 520 660 L 580 "
              "760 M 500 500 L 400 560 L 350 540 L 270 600 M 430 420 L 540 400 L 590 440 L 600 540 L 540 600 L 450 590 L 400 560 "
              "L 380 480 Z", "light", FLAT, width=7, cover=0.9),
        Layer("M 504 506 L 434 426 L 444 366 L 384 286 M 504 506 L 594 446 L 644 456 L 734 376 M 504 506 L 544 606 L 524 666 L 584 "
              "766", "ink", FLAT, width=4, cover=0.8),
        Layer("E 500 500 46 46", "light", GLOW, cover=0.9),
    ),
    "tear": (
        Layer("M 300 520 L 380 470 L 430 490 L 520 430 L 590 460 L 700 410 L 640 500 L 560 520 L 500 570 L 430 540 L 360 570 Z",
              "#191410", FLAT),
        Layer("M 300 520 L 380 470 L 430 490 L 520 430 L 590 460 L 700 410", "light", FLAT, width=10, cover=0.85),
        Layer("M 380 470 L 360 430 M 520 430 L 510 386 M 590 460 L 610 410 M 430 540 L 440 590", "light", FLAT, width=5, cover=0.8),
    ),
    "dirt": (
        Layer("E 380 520 120 60", "#3A2A18", GLOW, cover=0.9),
        Layer("E 560 480 160 70", "#4A3620", GLOW, cover=0.9),
        Layer("E 660 560 90 50", "#3A2A18", GLOW, cover=0.9),
        Layer("E 420 440 12 8 E 610 430 16 9 E 520 570 10 7 E 700 500 12 8 E 330 570 9 7", "#2E2114", FLAT, cover=0.8),
    ),
}  # fmt: skip
SIZE: Final = 0.34
"""How large a mark is on a thing."""
_COARSE: Final = 200
_WELL_WITHIN: Final = 0.72


def place_of(thing: Pixels, seed: int) -> tuple[float, float]:
    """A place well within the thing, in units."""
    small = cv2.resize(np.ascontiguousarray(thing[..., 3]), (_COARSE, _COARSE), interpolation=cv2.INTER_AREA)
    inside = cv2.distanceTransform((small > 200).astype(np.uint8), cv2.DIST_L2, 3)
    deep = np.argwhere(inside >= inside.max() * _WELL_WITHIN)
    row, column = deep[seed % len(deep)]
    return float(column + 0.5) * UNITS / _COARSE, float(row + 0.5) * UNITS / _COARSE


def marked(thing: Pixels, mark: str, seed: int) -> tuple[Pixels, tuple[float, float]]:
    """The thing with a mark on it, and where it is."""
    at = place_of(thing, seed)
    side = round(thing.shape[0] * SIZE)
    drawing = _turned(mark, side, seed % 50 - 25)
    spoilt = thing.copy()
    left, top = (round(place * thing.shape[0] / UNITS - side / 2) for place in at)
    box = np.s_[max(top, 0) : top + side, max(left, 0) : left + side]
    where = spoilt[box]
    shown = drawing[max(-top, 0) :, max(-left, 0) :][: where.shape[0], : where.shape[1]]
    cover = cv2.merge([np.ascontiguousarray(where[..., 3])] * 4)
    lay_over(where, cv2.multiply(np.ascontiguousarray(shown), cover, scale=1 / 255).astype(np.uint8))
    return spoilt, at


def _turned(mark: str, side: int, degrees: int) -> Pixels:
    drawing, canvas = Canvas(side), Canvas(side)
    for layer in MARKS[mark]:
        drawing.draw(layer, Colour.of(layer.fill))
    canvas.lay(drawing.pixels, (UNITS / 2, UNITS / 2), 0.9, degrees)
    return canvas.pixels
