"""A picture or a part of it, turned, enlarged or sharpened, that knows its way back to the picture.

Light and dark only. Nothing is changed in place; any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from app.devices.frames import pixels_of
from app.domain.symbols import Corners
from app.ports import Frame

Grey: TypeAlias = npt.NDArray[np.uint8]
Affine: TypeAlias = npt.NDArray[np.float64]

_CLIP, _TILES = 2.0, (8, 8)
_BANDS, _BAND_ROWS = ((0.15, 0.5), (0.3, 0.7), (0.5, 0.85)), 12


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What an engine is shown.

    Attributes:
        grey: the pixels
        back: 2 × 3, from a place in them to its place in the picture
        times: how many pixels across were made of one of the camera's

    """

    grey: Grey
    back: Affine
    times: float = 1.0

    def corners(self, points: npt.ArrayLike) -> Corners:
        """Four places in the view as places in the picture."""
        placed = cv2.transform(np.asarray(points, np.float64).reshape(1, 4, 2), self.back)[0]
        a, b, c, d = ((round(float(x)), round(float(y))) for x, y in placed)
        return a, b, c, d

    def resized(self, times: float) -> View:
        """The same, drawn larger, for lines under two pixels each only separate so; or smaller."""
        how = cv2.INTER_CUBIC if times > 1 else cv2.INTER_AREA
        drawn = cv2.resize(self.grey, None, fx=times, fy=times, interpolation=how)
        return View(np.asarray(drawn, np.uint8), self.back @ _scaling(1 / times), self.times * times)

    def keen(self, amount: float, over_px: float = 1.0) -> View:
        """The same with its edges drawn harder; `over_px` of the camera's. Undoes blur, and a little too much of it."""
        soft = cv2.GaussianBlur(self.grey, (0, 0), over_px * self.times)
        return self._with(cv2.addWeighted(self.grey, 1 + amount, soft, -amount, 0))

    def even(self) -> View:
        """The same with the contrast of each part of it spread out."""
        return self._with(cv2.createCLAHE(clipLimit=_CLIP, tileGridSize=_TILES).apply(self.grey))

    def negative(self) -> View:
        """Light for dark: zxing-cpp tries that with squares only, and on metal the bars are what shines."""
        return self._with(255 - self.grey)

    def averaged(self) -> Iterator[View]:
        """Three bands of level bars, each averaged along the bars: what was grain is gone."""
        height = len(self.grey)
        for top, bottom in _BANDS:
            rows = self.grey[int(height * top) : int(height * bottom) + 1]
            line = np.asarray(rows.mean(axis=0, keepdims=True), np.uint8)
            stretch = np.array([[1, 0, 0], [0, len(rows) / _BAND_ROWS, height * top], [0, 0, 1]], np.float64)
            yield View(np.repeat(line, _BAND_ROWS, axis=0), self.back @ stretch, self.times)

    def _with(self, grey: object) -> View:
        return View(np.asarray(grey, np.uint8), self.back, self.times)


def of_grey(grey: Grey) -> View:
    """A whole picture."""
    return View(grey, np.eye(2, 3))


def of_frame(frame: Frame) -> View:
    """A camera's frame."""
    return of_grey(np.asarray(cv2.cvtColor(pixels_of(frame), cv2.COLOR_BGR2GRAY), np.uint8))


def _scaling(times: float) -> Affine:
    return np.array([[times, 0, 0], [0, times, 0], [0, 0, 1]], np.float64)
