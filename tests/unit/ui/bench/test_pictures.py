from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.devices.virtual_camera import picture
from app.ui.bench.pictures import LARGEST, REMEMBERED, Pictures, read_scaled
from tests.room import Room


@pytest.fixture
def file(tmp_path: Path):
    made = tmp_path / "photo.jpg"
    made.write_bytes(picture("front"))
    return made


@pytest.fixture
def room(house, qapp):
    opened = Room(house)
    yield opened
    opened.close()


def test_a_picture_is_no_larger_than_any_tile_needs_it(file):
    image = read_scaled(file)
    assert image is not None
    assert not image.isNull()
    assert min(image.width() / LARGEST.width(), image.height() / LARGEST.height()) <= 1


def test_what_is_no_picture_is_none(tmp_path):
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(b"\xff\xd8torn")
    assert read_scaled(torn).isNull()
    assert read_scaled(None) is None


def test_it_comes_from_the_reading_lane_and_then_at_once(room, file, qtbot):
    pictures, came = Pictures(room.parts, lambda _: file), []
    pictures.fetch("a", came.append)
    assert came == []
    qtbot.waitUntil(lambda: len(came) == 1)
    pictures.fetch("a", came.append)
    assert len(came) == 2


def test_one_that_is_not_there_does_not_come_and_harms_nobody(room, file, qtbot):
    def find(name):
        if name == "fault":
            raise OSError("gone")
        return file if name == "good" else None

    pictures, came = Pictures(room.parts, find), []
    for name in ("none", "fault", "good"):
        pictures.fetch(name, lambda _, name=name: came.append(name))
    qtbot.waitUntil(lambda: came == ["good"])


def test_only_so_many_are_remembered(room, file):
    pictures = Pictures(room.parts, lambda _: file)
    for number in range(REMEMBERED + 5):
        pictures._keep(str(number), QImage(1, 1, QImage.Format.Format_RGB32))
    assert len(pictures._known) == REMEMBERED
    assert "0" not in pictures._known
