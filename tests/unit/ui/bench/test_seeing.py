"""The bench sees: its live picture aims at the shot owed, Space and a tap take it, and a lost camera is said."""

import pytest
from PySide6.QtCore import Qt

from app.background.camera_state import CameraState
from app.devices.darkroom import OpenCvDarkroom
from app.devices.reading import Cascade
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.bench import actions as do
from app.domain.bench.state import Step
from app.services.station import Eyes
from app.ui.bench.seeing import bench_page
from app.ui.camera import LivePicture
from tests.lane import PIN, SEALED, SHOE, UPS
from tests.room import Room


@pytest.fixture
def camera():
    return SceneCamera(picture("front"), fps=60)


@pytest.fixture
def page(dressed, house, camera, qtbot):
    room = Room(house, eyes=Eyes(lambda: camera, OpenCvDarkroom, Cascade))
    made = bench_page(room.parts)
    qtbot.addWidget(made)
    made.resize(1366, 660)
    made.show()
    desk = room.desk
    desk.act(do.SignIn("LN-07"), pin=PIN)
    desk.act(do.Scan(UPS))
    desk.act(do.Scan(SHOE))
    for question, choice in SEALED:
        desk.act(do.GiveAnswer(question, (choice,)))
    qtbot.waitUntil(lambda: not desk.busy)
    qtbot.waitUntil(lambda: room.live.glimpse().state is CameraState.LIVE)
    yield made
    room.close()


def seen(page):
    (found,) = page.findChildren(LivePicture)
    return found


def owed(page):
    standing = page.parts.desk.standing
    assert standing is not None
    return standing.reply["expects"].get("photo", {}).get("shots", [])


def taken(page):
    return [shot.name for shot in page.parts.desk.standing.state.unit.shots]


def test_space_and_a_tap_take_the_shot_that_is_owed(page, qtbot):
    first = owed(page)[0]
    qtbot.waitUntil(lambda: seen(page)._shot == first)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: taken(page) == [first])
    while page.presenter.scene.step is Step.PHOTOS:
        count = len(taken(page))
        qtbot.waitUntil(lambda: seen(page).glimpse.state is CameraState.LIVE and not page.parts.desk.busy)
        qtbot.waitUntil(lambda: seen(page)._shot == owed(page)[0])
        qtbot.mouseClick(seen(page), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda before=count: len(taken(page)) > before)
        qtbot.waitUntil(lambda: not page.parts.desk.busy)
    assert owed(page) == []


def test_a_lost_camera_is_said_where_refusals_are_and_nothing_is_sent(page, camera, qtbot):
    camera.unplug()
    qtbot.waitUntil(lambda: seen(page).glimpse.state is CameraState.LOST)
    sounded: list[str] = []
    page.presenter.sounded.connect(sounded.append)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.presenter.scene.refusal is not None)
    assert page.presenter.scene.refusal.code == "no_photo"
    assert "unplugged" in page.presenter.scene.refusal.message
    assert sounded == ["refused"]
    assert taken(page) == []
    camera.plug_in()
    page.parts.live.look_again()
    qtbot.waitUntil(lambda: seen(page).glimpse.state is CameraState.LIVE)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(taken(page)) == 1)
    assert page.presenter.scene.refusal is None


def test_advice_stands_beside_the_picture(page, qtbot):
    def chips():
        return [chip.accessibleName() for chip in page.findChildren(object) if chip.objectName().startswith("advice_")]

    qtbot.waitUntil(lambda: chips() == ["Sharp", "Light good"])
