"""The widget shows what the camera sees, says how it stands, and never waits for it."""

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage

from app.background.camera_state import CameraState
from app.background.live import Live
from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import frame_of
from app.devices.scene_camera import SceneCamera
from app.domain.auto_capture import Order, Why
from app.ui.camera.live_picture import LivePicture
from app.ui.camera.painting import CROPPED, band_height
from tests.camera_server import CameraServer, scene

BLUE = np.full((240, 400, 3), (200, 0, 0), np.uint8)


@pytest.fixture
def camera():
    return SceneCamera(BLUE, fps=60)


@pytest.fixture
def live(camera, tmp_path):
    made = Live(lambda: camera, OpenCvDarkroom, tmp_path / "spool", fps=30)
    made.start()
    yield made
    made.close()


@pytest.fixture
def picture(qtbot):
    widget = LivePicture()
    qtbot.addWidget(widget)
    widget.resize(374, widget.heightForWidth(374))
    widget.show()
    return widget


def middle(picture):
    return QColor(picture.grab().toImage().pixelColor(187, 113))


def blue(picture):
    colour = middle(picture)
    return colour.blue() > 150 > colour.red()


def test_it_draws_what_stands_before_the_camera(picture, live, camera, qtbot):
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    camera.show(np.full((240, 400, 3), (0, 0, 200), np.uint8))
    qtbot.waitUntil(lambda: middle(picture).red() > 150)
    assert picture.grab().toImage().pixelColor(0, 0) != middle(picture), "its corners are not round"


def test_previews_are_made_for_its_size(picture, live, qtbot):
    picture.watch(live)
    picture.resize(250, 200)
    qtbot.waitUntil(lambda: picture.glimpse is not None and picture.glimpse.frame is not None)
    qtbot.waitUntil(lambda: picture.glimpse.frame.height == round((200 - band_height()) * CROPPED))


def test_a_pulled_cable_is_said_and_the_picture_comes_back(picture, live, camera, qtbot):
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    with qtbot.waitSignal(picture.looked, check_params_cb=lambda seen: seen.state is CameraState.LOST):
        camera.unplug()
    assert "gone" in picture.accessibleDescription()
    assert not blue(picture)
    camera.plug_in()
    live.look_again()
    qtbot.waitUntil(lambda: blue(picture))
    assert picture.accessibleDescription() == "Virtual camera"


def test_a_network_camera_that_drops_raises_nothing_on_the_main_thread(picture, tmp_path, qtbot, capture_slots):
    from app.devices.url_camera import UrlCamera  # noqa: PLC0415

    server = CameraServer()
    live = Live(lambda: UrlCamera(server.url), OpenCvDarkroom, tmp_path / "spool")
    live.start()
    picture.watch(live)
    qtbot.waitUntil(lambda: picture.glimpse.state is CameraState.LIVE)
    server.drop()
    qtbot.waitUntil(lambda: picture.glimpse.state is CameraState.LOST)
    server.come_back()
    qtbot.waitUntil(lambda: picture.glimpse.state is CameraState.LIVE)
    live.close()
    server.drop()
    assert capture_slots == []


@pytest.fixture
def capture_slots(qtbot):
    """What slots raised; pytest-qt fails a test for it as well."""
    with qtbot.capture_exceptions() as raised:
        yield raised


def test_without_a_camera_it_says_so(picture):
    picture.watch(None)
    assert not blue(picture)
    assert picture.glimpse is None


def test_a_ghost_and_words_are_drawn_only_where_a_shot_is_owed(picture, live, camera, qtbot):
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    plain = picture.grab().toImage()
    picture.aim("sole", "Sole", "Space")
    assert picture.grab().toImage() != plain
    assert "Sole" in picture.accessibleDescription()
    before = picture.grab().toImage()
    picture.aim("sole", "Sole", "Space", "Toes to the left.")
    below = picture.height() - band_height()
    shown, seen = picture.grab().toImage(), QRect(0, 0, picture.width(), below)
    assert shown != before
    assert shown.copy(seen) == before.copy(seen), "no words lie over what is photographed"
    picture.aim("")
    assert picture.grab().toImage() == plain


def test_a_tap_asks_for_the_photo_only_where_one_can_be_taken(picture, live, camera, qtbot):
    asked = []
    picture.take_asked.connect(lambda: asked.append(True))
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert asked == []
    picture.aim("sole", "Sole", "Space")
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert asked == [True]
    camera.unplug()
    qtbot.waitUntil(lambda: picture.glimpse.state is CameraState.LOST)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_the_photo_taken_is_shown_for_a_moment(picture, live, qtbot):
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    picture.freeze(frame_of(np.full((226, 374, 3), (0, 0, 200), np.uint8)))
    assert middle(picture).red() > 150
    qtbot.waitUntil(lambda: blue(picture))


def test_it_looks_only_while_it_is_seen(picture, live, qtbot):
    picture.watch(live)
    picture.hide()
    assert not picture._timer.isActive()
    picture.show()
    assert picture._timer.isActive()


def test_frames_are_let_go_of(picture, qtbot):
    """An image over a frame's pixels must not keep the frames that came before."""
    gone = []
    for shade in range(50):
        pixels = np.full((226, 374, 3), shade, np.uint8)
        gone.append(weakref.ref(pixels))
        picture.freeze(frame_of(pixels))
        picture.grab()
        del pixels
    gc.collect()
    assert sum(ref() is not None for ref in gone) <= 1


def test_a_mirror_is_for_the_eye_alone(picture, camera, live, qtbot):
    half = scene(400, 240)
    half[:] = 0
    half[:, 200:] = (200, 0, 0)
    camera.show(half)
    picture.watch(live, mirror=True)

    def at(left):
        return picture.grab().toImage().pixelColor(left, 113).blue()

    qtbot.waitUntil(lambda: at(60) > 150 and at(300) < 100)


def test_its_height_follows_its_width(picture):
    assert picture.hasHeightForWidth()
    assert picture.heightForWidth(374) == 226 + band_height()
    assert picture.sizeHint().width() == 374


def test_lines_and_the_reference_lie_over_what_is_aimed_at_only(picture, live, qtbot):
    picture.watch(live)
    qtbot.waitUntil(lambda: blue(picture))
    red = QImage(40, 30, QImage.Format.Format_RGB32)
    red.fill(QColor("#FF0000"))
    picture.lay(lines=True, reference=red)
    plain = middle(picture).red()
    picture.aim("front", "The front", "Space")
    qtbot.waitUntil(lambda: middle(picture).red() > plain + 40)  # a quarter of it
    assert middle(picture).blue() > 100
    picture.aim("sole", "The sole", "Space")  # the catalogue shows no sole
    qtbot.waitUntil(lambda: middle(picture).red() <= plain + 10)
    third = int(picture._laid_for[1].left() + picture._laid_for[1].width() / 3)
    image = picture.grab().toImage()
    assert max(image.pixelColor(third + by, 113).red() for by in (-1, 0, 1)) > plain + 40


def test_the_countdown_is_seen_and_a_due_photo_is_told(picture, live, camera, qtbot):
    camera.show(scene(640, 480))
    picture.watch(live)
    picture.aim("front", "The front", "Space")
    live.owe(Order("front", "R-000001"), wanted=True)
    with qtbot.waitSignal(picture.due, timeout=10_000) as told:
        qtbot.waitUntil(lambda: picture.glimpse is not None and picture.glimpse.auto.why is Why.COUNTING)
        before = picture._laid_for
    assert told.args[0].order == Order("front", "R-000001")
    assert before != picture._laid_for or picture.glimpse.auto.why is Why.DUE
