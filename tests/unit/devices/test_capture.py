"""OpenCV's failures in our words, and its buffers passed over; its captures are played by hand-made ones."""

import numpy as np
import pytest

from app.devices import capture
from app.devices.capture import MOST_BUFFERED, Capture
from app.devices.frames import pixels_of
from app.errors import Busy, Offline, TimedOut


class FakeVideo:
    """A driver with `waiting` frames in its buffer; `fails_after` seconds it says no."""

    def __init__(self, time, *, opens=True, waiting=0, fails_after=None):
        self.time, self.opens, self.waiting, self.fails_after = time, opens, waiting, fails_after
        self.grabbed = self.released = 0

    def open(self, source, api, asked):
        return self.opens

    def get(self, prop):
        return -1.0 if prop else 30.0

    def grab(self):
        if self.fails_after is not None:
            self.time.now += self.fails_after
            return False
        self.grabbed += 1
        self.time.now += 0.0 if self.grabbed <= self.waiting else 0.03
        return True

    def retrieve(self):
        return True, np.full((2, 2, 3), self.grabbed, np.uint8)

    def release(self):
        self.released += 1


class FakeTime:
    now = 50.0

    def monotonic(self):
        return self.now


@pytest.fixture
def opened(monkeypatch):
    time = FakeTime()
    monkeypatch.setattr(capture, "time", time)

    def make(**how):
        video = FakeVideo(time, **how)
        monkeypatch.setattr("cv2.VideoCapture", lambda: video)
        return video, Capture("Camera 0", 0, 0, (), Busy("taken"))

    return make


def test_what_does_not_open_is_let_go_of_and_said(opened):
    with pytest.raises(Busy):
        opened(opens=False)


@pytest.mark.parametrize(("waiting", "shown"), [(0, 1), (3, 4), (99, MOST_BUFFERED)])
def test_frames_that_waited_are_passed_over(opened, waiting, shown):
    _, camera = opened(waiting=waiting)
    assert pixels_of(camera.newest())[0, 0, 0] == shown


@pytest.mark.parametrize(("after", "error"), [(0.0, Offline), (2.0, TimedOut)])
def test_gone_at_once_or_silent_for_long(opened, after, error):
    _, camera = opened(fails_after=after)
    with pytest.raises(error) as caught:
        camera.newest()
    assert caught.value.hint


def test_a_setting_that_the_driver_does_not_know_is_nothing(opened):
    video, camera = opened()
    assert (camera.setting(0), camera.setting(1)) == (30.0, 0.0)
    camera.close()
    assert video.released == 1


def test_letters_are_told_as_drivers_call_them():
    assert capture.fourcc("MJPG").to_bytes(4, "little") == b"MJPG"
