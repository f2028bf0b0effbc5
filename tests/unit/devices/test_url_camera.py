"""A network camera that drops, stalls, changes its size, sends damage or is no camera at all."""

import pytest

from app.devices.frames import pixels_of
from app.devices.url_camera import UrlCamera
from app.errors import DeviceError, Offline, TimedOut
from tests.camera_server import CameraServer, jpeg, scene


@pytest.fixture
def server():
    made = CameraServer()
    yield made
    made.drop()


@pytest.fixture
def camera(server):
    made = UrlCamera(server.url, answer_s=0.5, picture_s=0.5)
    yield made
    made.close()


def never(_frame):
    return False


def until(camera, fits):
    """Frames until one fits; the stream's own time-out ends it where none does."""
    for _ in range(500):
        frame = camera.newest()
        if fits(frame):
            return frame
    raise AssertionError("no such frame came")


def test_a_camera_that_hangs_up_is_offline_and_comes_back(camera, server):
    camera.open()
    server.drop()
    with pytest.raises(Offline):
        until(camera, never)
    with pytest.raises(Offline):
        camera.open()
    server.come_back()
    camera.open()
    assert camera.newest().width == 640


def test_a_camera_that_stalls_times_out(camera, server):
    camera.open()
    server.stall()
    with pytest.raises(TimedOut):
        until(camera, never)
    server.go_on()


def test_frames_may_change_their_size(camera, server):
    camera.open()
    server.picture = jpeg(scene(320, 200))
    frame = until(camera, lambda frame: frame.width == 320)
    assert (frame.height, frame.stride) == (200, 960)


def test_a_damaged_picture_is_passed_over_and_nothing_but_damage_times_out(camera, server):
    camera.open()
    sound = server.picture
    server.picture = b"no picture"
    with pytest.raises(TimedOut):
        until(camera, never)
    server.picture = sound
    assert camera.newest().width == 640


def test_parts_without_their_length_are_read_too(camera, server):
    server.lengths = False
    camera.open()
    assert pixels_of(camera.newest()).shape == (480, 640, 3)


def test_what_came_while_nobody_asked_is_passed_over(camera, server):
    camera.open()
    begun = server.sent
    server.picture = jpeg(scene(320, 200))
    while server.sent < begun + 4:
        pass
    newest = [camera.newest() for _ in range(3)]
    assert newest[-1].width == 320


@pytest.mark.parametrize(("status", "kind"), [(404, "text/html"), (200, "text/html"), (401, "text/plain")])
def test_what_is_no_camera_is_said_with_what_to_do(camera, server, status, kind):
    server.status, server.kind = status, kind
    with pytest.raises(DeviceError) as caught:
        camera.open()
    assert caught.value.code == "camera_unreadable"
    assert "[camera]" in caught.value.hint


def test_a_password_in_its_address_is_not_its_name():
    assert UrlCamera("http://user:hidden@127.0.0.1:1/x").name == "Camera at 127.0.0.1"


def test_a_camera_that_sends_quicker_than_it_can_be_read_is_seen_all_the_same(camera, server, monkeypatch):
    """There is always more to come: the newest picture is taken when its time is up, not when the line is empty."""
    camera.open()
    monkeypatch.setattr(camera, "_more_waits", lambda: True)
    assert camera.newest().width == 640
