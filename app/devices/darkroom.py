"""What is made of a camera's frames, by OpenCV: previews, measures, and the photo that becomes evidence. Any thread."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from app.devices.frames import Pixels, frame_of, pixels_of
from app.domain.auto_capture import SCENE
from app.domain.picture_quality import CONTRAST_FROM, Measured
from app.errors import DeviceError
from app.ports import Frame
from app.saying import say

JPEG: Final = (
    *(cv2.IMWRITE_JPEG_QUALITY, 92),
    *(cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422),  # small red print stays legible
)
MEASURED_WIDTH: Final = 640
TILES: Final = (6, 8)
CLIPPED: Final = 250
NOISE: Final = 16.0
"""What a sensor's noise alone gives the sharpness of a tile; it has no part in how crisp its edges are."""


def measured_grey(grey: Pixels) -> Measured:
    """The measures of a picture of light and dark, as of the frame that it was."""
    return _measured(_smaller(grey, MEASURED_WIDTH / grey.shape[1]))


class OpenCvDarkroom:
    """Implements `app.ports.Darkroom`."""

    def preview(self, frame: Frame, width: int, height: int) -> Frame:
        """Averaged, so that fine print does not shimmer."""
        pixels = pixels_of(frame)
        while _is_halved(pixels, width, height):
            pixels = _smaller(pixels, 0.5)
        scale = min(width / pixels.shape[1], height / pixels.shape[0])
        return frame_of(_smaller(pixels, scale), frame.captured_at)

    def measure(self, frame: Frame) -> Measured:
        """Sharpness is that of the sharpest tile: what surrounds a thing on the mat says nothing about focus."""
        small = _smaller(pixels_of(frame), MEASURED_WIDTH / frame.width)
        return _measured(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8))

    def scene(self, frame: Frame) -> bytes:
        """Averages: a cell is some forty pixels wide."""
        cells = cv2.resize(pixels_of(frame), SCENE, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY), np.uint8).tobytes()

    def photo(self, frame: Frame) -> bytes:
        """Raises `DeviceError` for a frame that cannot be one."""
        done, encoded = cv2.imencode(".jpg", pixels_of(frame), JPEG)
        if not done:
            raise DeviceError(say("The picture of the camera cannot be kept as a photo."), code="camera_unreadable")
        return encoded.tobytes()


def _is_halved(pixels: Pixels, width: int, height: int) -> bool:
    """Averages of two by two are a third of the work of averages over odd parts of pixels, and look the same: fifteen
    times a second that is felt beside the window on two cores."""
    high, wide = (int(side) for side in pixels.shape[:2])
    return wide % 2 == 0 and high % 2 == 0 and (wide >= 2 * width or high >= 2 * height)


def _measured(grey: Pixels) -> Measured:
    edges = np.asarray(cv2.Laplacian(grey, cv2.CV_32F), np.float32)
    contrast, sharpness = _variances(grey), _variances(edges)
    seen = contrast >= CONTRAST_FROM**2
    crisp = max(np.maximum(0.0, sharpness[seen] - NOISE) / contrast[seen], default=0.0)
    clipped = cv2.countNonZero(cv2.inRange(grey, CLIPPED, 255)) / grey.size
    return Measured(float(sharpness.max()), float(cv2.mean(grey)[0]), clipped, float(seen.mean()), float(crisp))


def _variances(levels: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """That of each tile, from sums of levels and squares over all that lies above and left of a place (F. Crow,
    Summed-area tables, SIGGRAPH 1984): tile by tile Python's lock was held for as long as it took, five times a second.
    """
    sums, squares = cv2.integral2(levels, sdepth=cv2.CV_64F, sqdepth=cv2.CV_64F)
    rows, columns = (_borders(side, parts) for side, parts in zip(levels.shape, TILES, strict=True))
    sizes = np.outer(np.diff(rows), np.diff(columns))

    def mean(table: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        at_corners = table[np.ix_(rows, columns)]
        return np.asarray(np.diff(np.diff(at_corners, axis=0), axis=1) / sizes, np.float64)

    return np.maximum(0.0, mean(squares) - mean(sums) ** 2).ravel()


def _borders(side: int, parts: int) -> npt.NDArray[np.intp]:
    """Where so many parts of a side begin and end, none of them empty, the first ones larger by one."""
    return np.unique(np.array([0, *np.cumsum([len(part) for part in np.array_split(np.arange(side), parts)])], np.intp))


def _smaller(pixels: Pixels, scale: float) -> Pixels:
    if scale >= 1:
        return pixels
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
