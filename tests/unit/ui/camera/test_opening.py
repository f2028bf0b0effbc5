"""The station's camera in the window: codes come on the main thread, photos one after another, errors in words."""

import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.background.bridge import Relay
from app.background.camera_state import CameraState
from app.config import CameraSettings, Settings
from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import decoded
from app.devices.reading import Cascade
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture as drawn
from app.errors import Offline, StoreError, TimedOut
from app.paths import Profile
from app.services.station import Eyes
from app.ui.camera import LivePicture, Shutter, open_live

CODE = "R-000042-1H"


@pytest.fixture
def camera():
    return SceneCamera(drawn("front"), fps=60)


@pytest.fixture
def relay(qtbot):
    made = Relay()
    yield made
    made.close()


@pytest.fixture
def scanned():
    return []


@pytest.fixture
def live(camera, relay, scanned, tmp_path, request):
    eyes = Eyes(lambda: camera, OpenCvDarkroom, Cascade)
    settings = Settings(camera=CameraSettings(read_codes=getattr(request, "param", True)))
    station: Any = SimpleNamespace(settings=settings, eyes=eyes, filming=None, profile=Profile(tmp_path))
    made = open_live(station, relay, lambda code: scanned.append((code.text, threading.current_thread())))
    yield made
    made.close()


def wait_until_live(live, qtbot):
    qtbot.waitUntil(lambda: live.glimpse().state is CameraState.LIVE)


def test_a_label_held_before_the_camera_is_scanned_once_on_the_main_thread(live, camera, scanned, qtbot):
    wait_until_live(live, qtbot)
    camera.show(drawn("label", CODE))
    qtbot.waitUntil(lambda: bool(scanned))
    seen = live.glimpse().frame.captured_at
    qtbot.waitUntil(lambda: live.glimpse().frame.captured_at > seen + 0.5)
    assert scanned == [(CODE, threading.main_thread())]


@pytest.mark.parametrize("live", [False], indirect=True)
def test_a_camera_that_is_not_to_read_codes_reads_none(live, camera, scanned, qtbot):
    camera.show(drawn("label", CODE))
    wait_until_live(live, qtbot)
    live.close()
    assert scanned == []


def test_the_shutter_hands_over_a_file_and_shows_the_photo(live, relay, qtbot):
    widget = LivePicture()
    qtbot.addWidget(widget)
    widget.show()
    widget.watch(live)
    wait_until_live(live, qtbot)
    shutter = Shutter(live, relay, widget)
    files = []
    shutter("front", lambda file: files.append((file, threading.current_thread())))
    shutter("front", lambda file: files.append((file, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(files))
    ((file, thread),) = files
    assert thread is threading.main_thread()
    pixels = decoded(file.read_bytes())
    assert pixels is not None
    assert pixels.shape == (960, 1280, 3)
    shutter("front", lambda file: files.append((file, threading.current_thread())))
    qtbot.waitUntil(lambda: len(files) == 2)


def test_no_photo_without_a_camera_and_the_next_press_counts(live, camera, relay, qtbot):
    wait_until_live(live, qtbot)
    camera.unplug()
    qtbot.waitUntil(lambda: live.glimpse().state is CameraState.LOST)
    shutter = Shutter(live, relay)
    files: list[object] = []
    for _ in range(2):
        with qtbot.waitSignal(shutter.failed) as told:
            shutter("front", files.append)
        assert isinstance(told.args[0], Offline)
    assert files == []


def test_a_camera_that_hangs_is_told_and_its_late_photo_counts_for_nothing(live, camera, relay, qtbot, monkeypatch):
    """The photo waits in the lane behind a frame that does not come; the picture still looks alive for a moment."""
    wait_until_live(live, qtbot)
    go_on, hangs, newest = threading.Event(), threading.Event(), camera.newest

    def hanging():
        hangs.set()
        go_on.wait(10)
        return newest()

    monkeypatch.setattr(camera, "newest", hanging)
    qtbot.waitUntil(hangs.is_set)
    shutter = Shutter(live, relay, patience_ms=50)
    files: list[object] = []
    for _ in range(2):
        with qtbot.waitSignal(shutter.failed) as told:
            shutter("front", files.append)
        assert isinstance(told.args[0], TimedOut)
    monkeypatch.undo()
    go_on.set()
    qtbot.waitUntil(lambda: not live._lane.waiting or live.glimpse().state is CameraState.LIVE)
    done: list[object] = []
    live.take_still(relay.home(done.append), relay.home(done.append))
    qtbot.waitUntil(lambda: bool(done))
    assert files == []


def test_a_full_disk_is_told_in_words(live, relay, qtbot, tmp_path):
    wait_until_live(live, qtbot)
    (tmp_path / "spool").write_bytes(b"in the way")
    shutter = Shutter(live, relay)
    with qtbot.waitSignal(shutter.failed) as told:
        shutter("front", lambda _: None)
    assert isinstance(told.args[0], StoreError)
    assert told.args[0].hint


def test_a_scene_of_nothing_but_noise_scans_nothing(live, camera, scanned, qtbot):
    camera.show(np.random.default_rng(7).integers(0, 255, (480, 640, 3), np.uint8))
    wait_until_live(live, qtbot)
    seen = live.glimpse().frame.captured_at
    qtbot.waitUntil(lambda: live.glimpse().frame.captured_at > seen + 0.5)
    assert scanned == []
