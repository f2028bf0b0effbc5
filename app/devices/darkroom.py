"""What is made of a camera's frames, by OpenCV: previews, measures, and the photo that becomes evidence. Any thread."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from app.devices.frames import Pixels, frame_of, pixels_of
from app.domain.picture_quality import Measured
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
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
        edges = np.asarray(cv2.Laplacian(grey, cv2.CV_32F), np.float32)
        tiles = [tile for row in np.array_split(edges, TILES[0]) for tile in np.array_split(row, TILES[1], axis=1)]
        sharpest = max(float(tile.var()) for tile in tiles if tile.size)
        return Measured(sharpest, float(grey.mean()), float((grey >= CLIPPED).mean()))

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


def _smaller(pixels: Pixels, scale: float) -> Pixels:
    if scale >= 1:
        return pixels
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
