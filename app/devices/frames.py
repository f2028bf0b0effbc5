"""Between the arrays that OpenCV works on and the frozen frames that cross threads. Copies nothing. Any thread."""

from __future__ import annotations

import time
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from app.ports import Frame

Pixels = npt.NDArray[np.uint8]
TURNS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def frame_of(pixels: npt.ArrayLike, captured_at: float | None = None) -> Frame:
    """A frame over this array (rows of BGR pixels), which nobody writes to any more."""
    rows: Pixels = np.ascontiguousarray(pixels, dtype=np.uint8)
    height, width, _ = rows.shape
    seen_at = time.monotonic() if captured_at is None else captured_at
    return Frame(rows.data.cast("B").toreadonly(), width, height, width * 3, seen_at)


def pixels_of(frame: Frame) -> Pixels:
    """The frame's pixels as an array that cannot be written to."""
    rows = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.stride)
    return rows[:, : frame.width * 3].reshape(frame.height, frame.width, 3)


def turned(frame: Frame, degrees: int) -> Frame:
    """The frame turned clockwise, for a camera that hangs on its side or upside down."""
    if degrees not in TURNS:
        return frame
    return frame_of(cv2.rotate(pixels_of(frame), TURNS[degrees]), frame.captured_at)


def decoded(picture: bytes | memoryview) -> Pixels | None:
    """The pixels of an encoded picture, upright; none where it is damaged."""
    if not picture:
        return None
    try:
        pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR_BGR)
    except cv2.error:
        return None
    return None if pixels is None else np.asarray(pixels, np.uint8)
