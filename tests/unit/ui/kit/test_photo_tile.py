"""A photo has its tick only when it is durable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.ui.kit import Photo, PhotoTile
from app.ui.theme import current


@pytest.fixture
def picture():
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    return image


def _tile(qtbot, *args):
    tile = PhotoTile("shot_sole")
    tile.show_photo("Sole", *args)
    qtbot.addWidget(tile)
    tile.resize(88, 76)
    tile.show()
    return tile


def _colours(tile):
    image = tile.grab().toImage()
    return {image.pixelColor(x, y).name().upper() for x in range(88) for y in range(76)}


def test_saved_has_the_tick(qtbot, picture):
    assert current().ok in _colours(_tile(qtbot, Photo.SAVED, picture))


def test_what_is_being_saved_has_none_yet(qtbot, picture):
    colours = _colours(_tile(qtbot, Photo.SAVING, picture))
    assert current().ok not in colours
    assert "#336699" in colours


def test_owed_now_and_later_are_told_apart(qtbot):
    now, later = _tile(qtbot, Photo.OWED_NOW), _tile(qtbot, Photo.OWED_LATER)
    assert current().accent in _colours(now)
    assert current().accent not in _colours(later)
    assert now.accessibleName() == "Sole. photo owed now"


def test_a_picture_stays_until_another_comes(qtbot, picture):
    tile = _tile(qtbot, Photo.SAVING, picture)
    tile.show_photo("Sole", Photo.SAVED)
    assert "#336699" in _colours(tile)
    tile.show_photo("Sole", Photo.OWED_NOW)
    assert "#336699" not in _colours(tile)


def test_it_opens_with_a_finger(qtbot, picture):
    tile = _tile(qtbot, Photo.SAVED, picture)
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert tile.state is Photo.SAVED


@pytest.mark.parametrize("state", [Photo.DAMAGED, Photo.AWAY])
def test_what_is_damaged_or_not_here_has_neither_tick_nor_picture(qtbot, picture, state):
    tile = _tile(qtbot, Photo.SAVED, picture)
    tile.show_photo("Sole", state, picture)
    colours = _colours(tile)
    assert not {current().ok, "#336699"} & colours
    assert (current().bad in colours) is (state is Photo.DAMAGED)
    assert tile.accessibleName().startswith("Sole. photo ")
