"""A photo of the camera at a real bench: its tick comes with the bench's answer, when it is durable, and not before."""

import pytest

from app.background.bridge import Relay
from app.background.camera_state import CameraState
from app.background.lanes import Lane
from app.background.live import Live
from app.devices.darkroom import OpenCvDarkroom
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.bench import actions as do
from app.errors import DiskFull
from app.services.inspecting import Request
from app.ui.camera import Shutter
from app.ui.desk import Desk
from tests.lane import PIN, SEALED, SHOE, UPS


@pytest.fixture
def relay(qtbot):
    made = Relay()
    yield made
    made.close()


@pytest.fixture
def desk(house, relay, qtbot):
    lane = Lane("bench")
    made = Desk(house.lane, lane, relay)
    made.act(do.SignIn("LN-07"), pin=PIN)
    made.act(do.Scan(UPS))
    made.act(do.Scan(SHOE))
    for question, choice in SEALED:
        made.act(do.GiveAnswer(question, (choice,)))
    qtbot.waitUntil(lambda: not made.busy)
    yield made
    lane.close()


@pytest.fixture
def shutter(house, relay, qtbot):
    live = Live(lambda: SceneCamera(picture("front"), fps=60), OpenCvDarkroom, house.folder / "spool")
    live.start()
    qtbot.waitUntil(lambda: live.glimpse().state is CameraState.LIVE)
    yield Shutter(live, relay)
    live.close()


def press(shutter, desk, qtbot):
    """Space: a still, its file to the bench, its answer."""
    shot = desk.standing.reply["expects"]["photo"]["shots"][0]
    with qtbot.waitSignal(desk.stood) as told:
        shutter(shot, lambda file: desk.send(Request(do.TakePhoto(shot), file=file)))
    return shot, told.args[0]


def test_the_photo_is_durable_when_its_tick_comes(house, desk, shutter, qtbot):
    shot, standing = press(shutter, desk, qtbot)
    assert standing.reply["ok"]
    (fact,) = [fact for fact in standing.reply["facts"] if fact["kind"] == "photo"]
    (taken,) = [each for each in standing.state.unit.shots if each.name == shot]
    assert taken.photo.sha256 in house.kept_photos()
    assert (taken.photo.width, taken.photo.height) == (1280, 960)
    assert fact["id"]


@pytest.mark.expects_warning
def test_without_room_on_the_disk_there_is_no_tick_and_the_shot_stays_owed(house, desk, shutter, qtbot, monkeypatch):
    def full(*_):
        raise DiskFull("The photo was not saved: the disk is full.")

    owed = desk.standing.reply["expects"]
    monkeypatch.setattr("app.store.disk.DiskEvidence.file_away", full)
    _, standing = press(shutter, desk, qtbot)
    assert not standing.reply["ok"]
    assert standing.reply["error"]["code"] == "disk_full"
    assert standing.reply["expects"] == owed
    assert house.kept_photos() == set()
    monkeypatch.undo()
    assert press(shutter, desk, qtbot)[1].reply["ok"]
