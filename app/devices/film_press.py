"""Frames of a camera made into the pictures of a film: small enough, sharp enough, each a JPEG of its own. One thread.

A picture that is larger than its share of the film lowers the quality of the next, so that a busy scene still gets its
whole length; there is a quality below which a code cannot be read, and then the film ends by its size instead.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from app.devices.frames import pixels_of
from app.errors import DeviceError
from app.ports import Frame
from app.saying import say

LONGEST_SIDE: Final = 1280
BEST, LEAST, STEP = 80, 45, 5


class FilmPress:
    """Implements `app.services.filming.Press`."""

    def __init__(self, budget: int) -> None:
        """`budget`: bytes that a picture should have."""
        self._budget = budget
        self._quality = BEST

    def picture(self, frame: Frame) -> tuple[bytes, int, int]:
        """A JPEG with its width and height. Raises `DeviceError` for a frame that cannot be one."""
        pixels = pixels_of(frame)
        scale = LONGEST_SIDE / max(frame.width, frame.height)
        if scale < 1:
            size = (round(frame.width * scale), round(frame.height * scale))
            pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        done, encoded = cv2.imencode(".jpg", pixels, (cv2.IMWRITE_JPEG_QUALITY, self._quality))
        if not done:
            raise DeviceError(say("The picture of the camera cannot be kept in a film."), code="camera_unreadable")
        jpeg = encoded.tobytes()
        if len(jpeg) > self._budget:
            self._quality = max(LEAST, self._quality - STEP)
        elif len(jpeg) < self._budget * 0.8:
            self._quality = min(BEST, self._quality + 1)
        return jpeg, pixels.shape[1], pixels.shape[0]
