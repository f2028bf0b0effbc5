"""A camera at this computer is asked for JPEG at the size set, and what is wrong with it is said in words.

No camera is at hand where these run; the whole contract is in tests/integration/devices, for machines that have one.
"""

from typing import ClassVar

import cv2
import pytest

from app.devices import device_camera
from app.devices.device_camera import DeviceCamera
from app.errors import DeviceError, Offline


class FakeCapture:
    made: ClassVar[list["FakeCapture"]] = []

    def __init__(self, name, source, api, asked, refused):
        self.asked = dict(zip(asked[::2], asked[1::2], strict=True))
        self.steps = []
        self.made.append(self)

    def setting(self, prop):
        return {cv2.CAP_PROP_FRAME_WIDTH: 1280.0, cv2.CAP_PROP_FRAME_HEIGHT: 720.0, cv2.CAP_PROP_FPS: 30.0}[prop]

    def drain(self):
        self.steps.append("drain")

    def newest(self):
        self.steps.append("newest")
        return "frame"

    def close(self):
        self.steps.append("close")


@pytest.fixture
def camera(monkeypatch, tmp_path):
    FakeCapture.made = []
    monkeypatch.setattr(device_camera, "Capture", FakeCapture)
    file = tmp_path / "video0"
    file.touch()
    return DeviceCamera(str(file), 1920, 1080)


def test_it_is_asked_for_jpeg_and_says_what_it_gives_instead(camera):
    info = camera.open()
    asked = FakeCapture.made[0].asked
    assert asked[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert (asked[cv2.CAP_PROP_FRAME_WIDTH], asked[cv2.CAP_PROP_FRAME_HEIGHT]) == (1920, 1080)
    assert (info.width, info.height, info.fps) == (1280, 720, 30.0)


def test_a_still_passes_over_the_frame_that_is_being_exposed(camera):
    camera.open()
    camera.still()
    assert FakeCapture.made[0].steps == ["drain", "newest"]


def test_opening_again_lets_go_first(camera):
    camera.open()
    camera.open()
    assert [len(made.steps) for made in FakeCapture.made] == [1, 0]


def test_not_there_and_not_allowed_are_told_apart(camera, tmp_path, monkeypatch):
    with pytest.raises(Offline):
        DeviceCamera(str(tmp_path / "none"), 640, 480).open()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(DeviceError) as caught:
        camera.open()
    assert caught.value.code == "camera_forbidden"


def test_its_number_is_its_name():
    assert DeviceCamera(0, 640, 480).name == "Camera 0"
