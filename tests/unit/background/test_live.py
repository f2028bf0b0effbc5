"""The live camera shows the newest picture, takes stills, and comes back from every failure by itself."""

import threading
import time
from queue import Queue

import numpy as np
import pytest

from app.background.camera_state import STALLED_AFTER_S, CameraState
from app.background.live import MOST_STILLS, Live
from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import decoded, pixels_of
from app.devices.scene_camera import SceneCamera
from app.devices.url_camera import UrlCamera
from app.domain.picture_quality import Focus, Light
from app.errors import DeviceError, Offline, StoreError
from app.store.disk import DiskEvidence
from tests.camera_server import WAIT_S, CameraServer, blurred, jpeg, scene

BEHIND = (CameraState.LOST, CameraState.ABSENT)


def fail(what: object = None) -> None:
    raise AssertionError(f"this was not to be called: {what}")


@pytest.fixture
def camera():
    return SceneCamera(scene(1280, 720), fps=100)


@pytest.fixture
def open_live(tmp_path):
    made: list[Live] = []

    def open_one(camera, **how):
        live = Live(lambda: camera, OpenCvDarkroom, tmp_path / "spool", **how)
        made.append(live)
        live.start()
        return live

    yield open_one
    for live in made:
        live.close()


@pytest.fixture
def server():
    made = CameraServer()
    yield made
    made.drop()


def until(live, fits):
    """Look until it stands so; the bound is for a hang, not for slowness."""
    end = time.monotonic() + WAIT_S
    tick = threading.Event()
    while time.monotonic() < end:
        glimpse = live.glimpse()
        if fits(glimpse):
            return glimpse
        tick.wait(0.005)
    raise AssertionError(f"it still is {live.glimpse()}")


def stands(*states):
    return lambda glimpse: glimpse.state in states


def taken(live):
    told: Queue[object] = Queue()
    live.take_still(told.put, told.put)
    return told.get(timeout=WAIT_S)


def test_the_newest_picture_is_there_scaled_for_the_view(open_live, camera):
    live = open_live(camera, fps=30)
    live.fit(320, 180)
    glimpse = until(live, lambda glimpse: glimpse.frame is not None and glimpse.frame.width == 320)
    assert glimpse.state is CameraState.LIVE
    assert (glimpse.frame.height, glimpse.info.width) == (180, 1280)
    camera.show(np.full((720, 1280, 3), 200, np.uint8))
    until(live, lambda glimpse: pixels_of(glimpse.frame).mean() > 195)


def test_previews_keep_to_their_rate_however_fast_the_camera_is(open_live, camera):
    live = open_live(camera, fps=10)
    first = until(live, stands(CameraState.LIVE)).frame.captured_at
    second = until(live, lambda glimpse: glimpse.frame.captured_at > first).frame.captured_at
    assert second - first >= 0.09


@pytest.mark.parametrize(
    ("picture", "state", "focus", "light"),
    [
        (scene(1280, 720), CameraState.LIVE, Focus.SHARP, Light.GOOD),
        (blurred(scene(1280, 720)), CameraState.LIVE, Focus.BLURRED, Light.GOOD),
        (scene(1280, 720, light=30), CameraState.LIVE, Focus.SHARP, Light.DARK),
        (np.zeros((720, 1280, 3), np.uint8), CameraState.DARK, Focus.SHARP, Light.BLACK),
        (np.full((720, 1280, 3), 255, np.uint8), CameraState.LIVE, Focus.BLURRED, Light.GLARING),
    ],
    ids=["good", "blurred", "dark", "black", "too bright"],
)
def test_it_says_how_sharp_and_bright_the_picture_is(open_live, picture, state, focus, light):
    glimpse = until(open_live(SceneCamera(picture, fps=100)), lambda glimpse: glimpse.advice is not None)
    assert (glimpse.state, glimpse.advice.focus, glimpse.advice.light) == (state, focus, light)


def test_a_still_has_every_pixel_in_a_file_of_the_spool(open_live, camera, tmp_path):
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    still = taken(live)
    assert (still.width, still.height) == (1280, 720)
    assert still.file.parent == tmp_path / "spool" / "tmp"
    assert still.file.stat().st_mode & 0o077 == 0
    pixels = decoded(still.file.read_bytes())
    assert pixels is not None
    assert np.abs(pixels.astype(int) - scene(1280, 720)).mean() < 2
    assert b"Exif" not in still.file.read_bytes()
    still.discard()
    still.discard()
    assert not still.file.exists()


def test_stills_that_nobody_discarded_go_with_the_camera(open_live, camera):
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    left = taken(live).file
    assert left.exists()
    live.close()
    assert not left.exists()


def test_of_stills_that_nobody_discards_only_the_newest_stay(open_live, camera):
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    files = [taken(live).file for _ in range(MOST_STILLS + 3)]
    assert [file.exists() for file in files] == [False] * 3 + [True] * MOST_STILLS


def test_where_the_disk_fails_no_photo_was_taken(open_live, camera, tmp_path):
    (tmp_path / "spool").write_text("in the way")
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    error = taken(live)
    assert isinstance(error, StoreError)
    assert error.hint
    until(live, stands(CameraState.LIVE))


def test_a_camera_that_was_never_there_is_absent_and_found_when_it_comes(open_live, camera):
    camera.unplug()
    live = open_live(camera)
    glimpse = until(live, stands(CameraState.ABSENT))
    assert glimpse.problem is not None
    assert isinstance(taken(live), Offline)
    camera.plug_in()
    live.look_again()
    until(live, stands(CameraState.LIVE))


def test_a_pulled_cable_costs_nobody_a_restart(open_live, camera):
    live = open_live(camera)
    for _ in range(3):
        until(live, stands(CameraState.LIVE))
        camera.unplug()
        glimpse = until(live, stands(CameraState.LOST))
        assert glimpse.frame is None
        assert isinstance(taken(live), DeviceError)
        camera.plug_in()
        live.look_again()
    until(live, stands(CameraState.LIVE))
    assert taken(live).file.exists()


def test_a_network_camera_that_drops_comes_back(open_live, server):
    live = open_live(UrlCamera(server.url, answer_s=0.5, picture_s=0.5))
    until(live, stands(CameraState.LIVE))
    server.drop()
    until(live, stands(CameraState.LOST))
    server.come_back()
    until(live, stands(CameraState.LIVE))


def test_a_camera_that_stalls_is_noticed_by_whoever_looks(open_live, server, monkeypatch):
    """Even while the lane itself waits for a frame."""
    live = open_live(UrlCamera(server.url, answer_s=0.5, picture_s=WAIT_S))
    newest = until(live, stands(CameraState.LIVE))
    server.stall()
    newest = until(live, lambda glimpse: glimpse.at > newest.at or glimpse.state is CameraState.STALLED)
    at = time.monotonic() + STALLED_AFTER_S + 0.1
    monkeypatch.setattr("app.background.live.time.monotonic", lambda: at)
    assert live.glimpse().state is CameraState.STALLED
    assert isinstance(taken_while_stalled(live), DeviceError)
    monkeypatch.undo()
    server.go_on()
    until(live, stands(CameraState.LIVE))


def taken_while_stalled(live):
    told: list[object] = []
    live.take_still(told.append, told.append)
    return told[0]


def test_a_size_that_changes_and_a_damaged_picture_disturb_nobody(open_live, server):
    live = open_live(UrlCamera(server.url, answer_s=0.5, picture_s=0.5))
    until(live, stands(CameraState.LIVE))
    server.picture = b"damaged"
    until(live, stands(CameraState.STALLED))
    server.picture = jpeg(scene(320, 240))
    until(live, lambda glimpse: glimpse.frame is not None and glimpse.frame.width == 320)
    assert taken(live).width == 320


class FaultyCamera(SceneCamera):
    """A driver with a fault of ours in it."""

    faults = 2

    def newest(self):
        if self.faults:
            self.faults -= 1
            raise ZeroDivisionError
        return super().newest()


@pytest.mark.expects_warning
def test_a_fault_of_the_program_is_logged_and_the_camera_comes_back(open_live):
    live = open_live(FaultyCamera(scene(), fps=100))
    until(live, stands(CameraState.LIVE))


def test_closing_leaves_no_thread_and_lets_go_of_the_camera(open_live, camera):
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    live.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("camera", "codes"))]
    with pytest.raises(Offline):
        camera.newest()
    live.take_still(fail, fail)


def test_started_twice_it_looks_once(open_live, camera):
    live = open_live(camera)
    live.start()
    until(live, stands(CameraState.LIVE))
    assert live._lane.waiting <= 1


def test_started_after_it_was_closed_it_stays_at_rest(camera, tmp_path):
    live = Live(lambda: camera, OpenCvDarkroom, tmp_path)
    live.close()
    live.start()
    assert live.glimpse().state is CameraState.STARTING
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("camera")]


def test_closing_does_not_wait_for_the_next_attempt(open_live, camera):
    camera.unplug()
    live = open_live(camera)
    until(live, stands(CameraState.ABSENT))
    live.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("camera")]


def test_two_hundred_stills_are_durable_and_leave_nothing_in_the_spool(open_live, tmp_path):
    camera = SceneCamera(scene(640, 480), fps=1000)
    live = open_live(camera)
    until(live, stands(CameraState.LIVE))
    evidence = DiskEvidence(tmp_path / "evidence", tmp_path / "spool")
    kept = set()
    for number in range(200):
        camera.show(np.full((480, 640, 3), number, np.uint8))
        still = taken(live)
        kept.add(evidence.keep(still.file).sha256)
        still.discard()
    assert len(kept) >= 199  # two greys may become one
    assert all(evidence.holds(sha256) for sha256 in kept)
    assert list((tmp_path / "spool" / "tmp").iterdir()) == []
