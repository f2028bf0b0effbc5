"""What OpenCV captures from, a camera or a video: opened, read and let go of, its failures in our words. One thread."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any, Final

# Read by OpenCV when it is loaded: a camera that is gone must be noticed in seconds, and errors are told by us.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")

import cv2

from app.devices.frames import frame_of
from app.errors import DeviceError, Offline, TimedOut
from app.ports import Frame
from app.saying import say

NO_PICTURE_S: Final = 1.9
"""A read that fails after this long was a wait for nothing; one that fails at once has lost its camera."""
BUFFERED_S: Final = 0.004
"""A frame that is there within this time was waiting, and is older than the newest."""
MOST_BUFFERED: Final = 5


class Capture:
    """One opened `cv2.VideoCapture`. Raises `DeviceError`; where it cannot be opened, `refused` as it is given."""

    def __init__(self, name: str, source: int | str, api: int, asked: Sequence[int], refused: DeviceError) -> None:
        self._name = name
        self._capture = cv2.VideoCapture()
        try:
            opened = self._capture.open(source, api, list(asked))
        except cv2.error as error:
            raise refused from error
        if not opened:
            self._capture.release()
            raise refused

    def setting(self, prop: int) -> float:
        """A setting as the driver has it; 0 where it does not say."""
        value = self._capture.get(prop)
        return value if value > 0 else 0.0

    def drain(self) -> None:
        """Pass over the frames that were waiting, up to the first that had to be waited for."""
        for _ in range(MOST_BUFFERED):
            begun = time.monotonic()
            self._grab()
            if time.monotonic() - begun > BUFFERED_S:
                return

    def read(self) -> Frame | None:
        """The next frame; none at the end of a video."""
        taken, pixels = self._capture.read()
        return frame_of(pixels) if taken and pixels is not None else None

    def newest(self) -> Frame:
        """The newest frame of a camera."""
        self.drain()
        taken, pixels = self._capture.retrieve()
        if not taken or pixels is None:
            raise Offline(say("{camera} gives no picture any more.", camera=self._name))
        return frame_of(pixels)

    def rewind(self) -> bool:
        """Back to the first frame of a video."""
        return bool(self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0))

    def close(self) -> None:
        """Let go of it."""
        self._capture.release()

    def _grab(self) -> None:
        begun = time.monotonic()
        if self._capture.grab():
            return
        if time.monotonic() - begun > NO_PICTURE_S:
            raise TimedOut(
                say("{camera} is there, but gives no picture.", camera=self._name),
                say("Take its cable out and put it in again."),
            )
        raise Offline(
            say("{camera} gives no picture any more.", camera=self._name),
            say("Put its cable in again: it comes back by itself."),
        )


def fourcc(letters: str) -> int:
    """A form of pictures as drivers call it."""
    code: Any = cv2.VideoWriter.fourcc(*letters)
    return int(code)
