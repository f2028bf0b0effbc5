"""Frames and arrays are the same pixels; turning and unpacking keep them."""

import subprocess
import sys

import numpy as np
import pytest

from app.devices.frames import decoded, frame_of, pixels_of, turned
from app.ports import Frame
from tests.camera_server import jpeg, scene


def test_a_frame_is_the_array_and_cannot_be_written_to():
    pixels = scene(64, 40)
    frame = frame_of(pixels, 7.0)
    assert (frame.width, frame.height, frame.stride, frame.captured_at) == (64, 40, 192, 7.0)
    assert np.array_equal(pixels_of(frame), pixels)
    assert np.shares_memory(pixels_of(frame), pixels)
    with pytest.raises(ValueError, match="read-only"):
        pixels_of(frame)[0, 0] = 1


def test_an_array_with_gaps_is_copied_whole():
    pixels = scene(64, 40)[::2, ::-1]
    assert np.array_equal(pixels_of(frame_of(pixels)), pixels)


def test_rows_may_be_longer_than_their_pixels():
    rows = bytes(range(9)) + b"pad" + bytes(range(9, 18)) + b"pad"
    frame = Frame(rows, 3, 2, 12, 0.0)
    assert pixels_of(frame).tobytes() == bytes(range(18))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_is_clockwise_and_keeps_the_time(degrees):
    pixels = scene(64, 40)
    pixels[0, 0] = (1, 2, 3)
    frame = turned(frame_of(pixels, 5.0), degrees)
    corner = {0: (0, 0), 90: (0, -1), 180: (-1, -1), 270: (-1, 0)}[degrees]
    assert tuple(pixels_of(frame)[corner]) == (1, 2, 3)
    assert (frame.width, frame.height) == ((40, 64) if degrees % 180 else (64, 40))
    assert frame.captured_at == 5.0


def test_what_is_damaged_has_no_pixels():
    assert decoded(b"") is None
    assert decoded(b"no picture") is None
    pixels = decoded(jpeg(scene(64, 40)))
    assert pixels is not None
    assert pixels.shape == (40, 64, 3)


def test_a_small_picture_that_would_fill_the_memory_is_none():
    """In a process of its own: OpenCV reads its limit when it is loaded, and the tests loaded it already."""
    program = """
from io import BytesIO
from PIL import Image
from app.devices.frames import decoded
for side in (7000, 7100):
    packed = BytesIO()
    Image.new("L", (side, side), 90).save(packed, "JPEG", quality=10)
    print(decoded(packed.getvalue()) is None)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.split() == ["False", "True"]
