"""A picture or a part of it, turned, enlarged or sharpened, that knows its way back to the picture.

Light and dark only. Nothing is changed in place; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from app.domain.symbols import Corners
from app.ports import Frame

Grey: TypeAlias = npt.NDArray[np.uint8]
Affine: TypeAlias = npt.NDArray[np.float64]

_CLIP, _TILES = 2.0, (8, 8)
_SHARPEN, _SHARPEN_OVER_PX = 1.2, 1.5


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What an engine is shown.

    Attributes:
        grey: the pixels
        back: 2 × 3, from a place in them to its place in the picture

    """

    grey: Grey
    back: Affine

    def corners(self, points: npt.ArrayLike) -> Corners:
        """Four places in the view as places in the picture."""
        placed = cv2.transform(np.asarray(points, np.float64).reshape(1, 4, 2), self.back)[0]
        a, b, c, d = ((round(float(x)), round(float(y))) for x, y in placed)
        return a, b, c, d

    def enlarged(self, times: float) -> View:
        """The same, drawn larger: lines under two pixels each only separate so."""
        larger = cv2.resize(self.grey, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
        return View(np.asarray(larger, np.uint8), self.back @ _scaling(1 / times))

    def sharpened(self) -> View:
        """The same with the contrast of each part spread out, and edges drawn harder."""
        even = cv2.createCLAHE(clipLimit=_CLIP, tileGridSize=_TILES).apply(self.grey)
        soft = cv2.GaussianBlur(even, (0, 0), _SHARPEN_OVER_PX)
        return View(np.asarray(cv2.addWeighted(even, 1 + _SHARPEN, soft, -_SHARPEN, 0), np.uint8), self.back)


def of_grey(grey: Grey) -> View:
    """A whole picture."""
    return View(grey, np.eye(2, 3))


def of_frame(frame: Frame) -> View:
    """A camera's frame."""
    rows = np.frombuffer(frame.pixels, np.uint8)[: frame.stride * frame.height].reshape(frame.height, frame.stride)
    pixels = rows[:, : frame.width * 3].reshape(frame.height, frame.width, 3)
    return of_grey(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))


def _scaling(times: float) -> Affine:
    return np.array([[times, 0, 0], [0, times, 0], [0, 0, 1]], np.float64)
