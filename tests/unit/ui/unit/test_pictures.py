"""Photos come scaled, in the lane, whole or not at all."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.ui.unit.pictures import Pictures, scaled
from tests.films import HEIGHT, WIDTH, film
from tests.pictures import picture

SMALL = QSize(100, 100)


def test_a_picture_is_made_smaller_and_keeps_its_shape(tmp_path):
    image = scaled(picture(tmp_path, "shoe"), SMALL)
    whole = scaled(picture(tmp_path, "cup"), QSize(4000, 4000))
    assert image is not None
    assert whole is not None
    assert (image.width(), image.height(), whole.width()) == (100, 75, 320)


def test_what_is_missing_or_broken_is_nothing(tmp_path):
    (tmp_path / "x.jpg").write_text("no picture")
    assert scaled(None, SMALL) is scaled(tmp_path / "none.jpg", SMALL) is scaled(tmp_path / "x.jpg", SMALL) is None


@pytest.mark.parametrize("kind", ["photo", "reference"])
def test_it_arrives_on_the_main_thread_or_as_nothing(qtbot, room, kind):
    pictures = Pictures(room.parts)
    came: list[QImage | None] = []
    getattr(pictures, kind)("0" * 64, SMALL, came.append)
    qtbot.waitUntil(lambda: came == [None])
    pictures.photo("no digest", SMALL, came.append)
    qtbot.waitUntil(lambda: came == [None, None])


def test_photo_and_reference_are_found_by_their_names(qtbot, room, house, tmp_path):
    kept = house.evidence.keep(picture(tmp_path, "photo"))
    name = room.station.references.keep(picture(tmp_path, "reference"))
    pictures = Pictures(room.parts)
    came: list[QImage | None] = []
    pictures.photo(kept.sha256, SMALL, came.append)
    pictures.reference(name, SMALL, came.append)
    qtbot.waitUntil(lambda: len(came) == 2)
    assert all(image is not None and image.width() == 100 for image in came)


def test_a_film_is_shown_by_its_first_picture(tmp_path, qapp):
    image = scaled(film(tmp_path / "a-film", ["R-000001", ""]), QSize(320, 320))
    assert image is not None
    assert (image.width(), image.height()) == (320, 320 * HEIGHT // WIDTH)
    (tmp_path / "broken").write_bytes(b"\x1a\x45\xdf\xa3 matroska and nothing else")
    assert scaled(tmp_path / "broken", QSize(320, 320)) is None
