"""Where bars stand in a picture, at whatever angle, and the part cut out, turned upright and enlarged.

OpenCV finds stripes by their even gradients. It is asked only where they are: what it reads in them is wrong too often.
An instance keeps its detector; one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from app.devices.reading.views import Grey, View
from app.domain.symbols import Corners

Quad: TypeAlias = npt.NDArray[np.float32]

MOST = 8
LARGER, LONGEST_PX = 3.0, 1600
TILE_PX, OVERLAP_PX = (1920, 1080), 480  # the detector loses small labels in pictures larger than this
_QUIET, _ABOVE, _ROOM = 0.12, 0.1, 0.1
_MOST_OFF = 15.0


class Locator:
    """Finds bars."""

    def __init__(self) -> None:
        self._detector = cv2.barcode.BarcodeDetector()

    def bars(self, view: View, *, closely: bool = False) -> Iterator[View]:
        """The parts of a view where bars stand, the largest first, their long side level. `closely`: a large picture is
        searched piece by piece, too."""
        found: list[Quad] = []
        for left, top, piece in _pieces(view.grey) if closely else ((0, 0, view.grey),):
            offset = np.array((left, top), np.float32)
            found += (quad + offset for quad in self._quads(piece))
        for quad in _apart(found)[:MOST]:
            middle, (width, height), angle = cv2.minAreaRect(quad)
            if width < height:
                width, height, angle = height, width, angle + 90
            sides = (width * (1 + 2 * _QUIET) + 8, height * (1 + 2 * _ABOVE))
            # The detector's box is some degrees off; the bars' own edges are not.
            rest = _slope(_cut(view, middle, sides, angle, 1.0).grey)
            yield _cut(view, middle, sides, angle + (rest if abs(rest) < _MOST_OFF else 0.0))

    def _quads(self, grey: Grey) -> Iterable[Quad]:
        found, places = self._detector.detectMulti(grey)
        return np.asarray(places, np.float32).reshape(-1, 4, 2) if found and places is not None else ()


def _pieces(grey: Grey) -> Iterator[tuple[int, int, Grey]]:
    """The whole, and where it is larger than a tile, overlapping tiles of it."""
    yield 0, 0, grey
    (width, height), (rows, columns) = TILE_PX, grey.shape
    if columns > width or rows > height:
        for top in range(0, max(rows - OVERLAP_PX, 1), height - OVERLAP_PX):
            for left in range(0, max(columns - OVERLAP_PX, 1), width - OVERLAP_PX):
                yield left, top, grey[top : top + height, left : left + width]


def _apart(quads: Iterable[Quad]) -> list[Quad]:
    """The largest first, without those whose middle lies in a larger one."""
    chosen: list[Quad] = []
    for quad in sorted(quads, key=cv2.contourArea, reverse=True):
        x, y = (float(place) for place in quad.mean(axis=0))
        if all(cv2.pointPolygonTest(larger, (x, y), measureDist=False) < 0 for larger in chosen):
            chosen.append(quad)
    return chosen


def around(view: View, corners: Corners) -> View | None:
    """The part of a whole view around bars that were read there, turned level by the bars' own edges."""
    left, top, width, height = cv2.boundingRect(np.asarray(corners, np.int32))
    room = round(_ROOM * max(width, height)) + 2
    there = view.grey[max(0, top - room) : top + height + room, max(0, left - room) : left + width + room]
    if min(there.shape) < 2:
        return None
    slope = _slope(there)
    middle = (left + width / 2, top + height / 2)
    long = 2.0 * max(width, height) + 8  # what was read may be a part of the bars
    return _cut(view, middle, (long, min(long / 4, max(width, height) / 3 + 2 * room)), slope)


def _slope(there: Grey) -> float:
    """The direction across the bars, in degrees: where grey changes most (the structure tensor's first axis)."""
    x, y = cv2.Scharr(there, cv2.CV_32F, 1, 0), cv2.Scharr(there, cv2.CV_32F, 0, 1)
    return float(np.degrees(0.5 * np.arctan2(2 * np.sum(x * y), np.sum(x * x) - np.sum(y * y))))


def _cut(
    view: View, middle: Sequence[float], sides: tuple[float, float], angle: float, times: float | None = None
) -> View:
    x, y = middle
    times = times or min(LARGER, max(1.0, LONGEST_PX / sides[0]))
    size = (max(8, round(sides[0] * times)), max(8, round(sides[1] * times)))
    turn = cv2.getRotationMatrix2D((x, y), angle, times)
    turn[:, 2] += np.array([size[0] / 2 - x, size[1] / 2 - y])
    part = cv2.warpAffine(view.grey, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = cv2.invertAffineTransform(turn)
    return View(np.asarray(part, np.uint8), view.back @ np.vstack((back, (0, 0, 1))), view.times * times)
