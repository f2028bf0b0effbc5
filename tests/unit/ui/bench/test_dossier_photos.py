"""The photos of a review: turned over, enlarged, and what the gate would not have taken comes first."""

from typing import Any

import pytest

from app.ui.bench.dossier_photos import DossierPhotos
from app.ui.kit import Notice, Photo, PhotoTile
from app.ui.unit.pieces import PhotoView

PHOTOS = (
    PhotoView("a", "Front", "Li Na"),
    PhotoView("b", "Back", "Li Na", withdrawn=True),
    PhotoView("c", "Label", "Li Na", overrule="It shines too much"),
    PhotoView("d", "Sole", "Li Na"),
)


class Album:
    """Says what it was asked for; no picture ever comes."""

    def __init__(self):
        self.asked = []

    def photo(self, sha256, size, arrived):
        self.asked.append(sha256)
        arrived(None)

    def path(self, sha256):
        raise AssertionError(sha256)


class Told:
    """As far as the photos look at an examined unit."""

    def __init__(self, photos):
        self.photos = photos

    def view(self):
        return self


@pytest.fixture
def shown(dressed, qtbot):
    photos: Any = Told(PHOTOS)
    made = DossierPhotos(Album())
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.draw(photos)
    return made


def test_what_the_gate_would_not_have_taken_is_seen_first_and_says_why(shown):
    assert shown.viewer.accessibleName() == "Label · 1/3"
    notice = shown.findChild(Notice, "dossier_overrule")
    assert notice.words == ("Kept in spite of the photo gate", "It shines too much")
    assert shown.press("Right")
    assert shown.viewer.accessibleName() == "Front · 2/3"
    assert notice.isHidden()


def test_keys_turn_the_photos_round_and_enlarge_them(shown):
    assert shown.press("Left")
    assert shown.viewer.accessibleName() == "Sole · 3/3"
    zooms = []
    for _ in range(3):
        assert shown.press("Z")
        zooms.append(shown.viewer.zoom)
    assert zooms == [2.0, 4.0, 1.0]
    assert not shown.press("1")


def test_a_finger_chooses_one(shown):
    next(tile for tile in shown.findChildren(PhotoTile) if tile.property("place") == 1).click()
    assert shown.viewer.accessibleName() == "Front · 2/3"


def test_none_is_said(shown):
    shown.draw(Told(()))
    assert not shown.press("Right")
    assert shown.viewer.accessibleName() == ""


def test_a_damaged_photo_is_seen_first_says_what_to_do_and_is_never_looked_at_as_evidence(dressed, qtbot):
    album = Album()
    made = DossierPhotos(album)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    photos: Any = Told((*PHOTOS, PhotoView("e", "Heel", "Li Na", damage="is missing on disk")))
    made.draw(photos)
    assert made.viewer.accessibleName() == "Heel · 1/4"
    notice: Any = made.findChild(Notice, "dossier_overrule")
    assert notice.words[0] == "This photo is missing on disk."
    assert "backup" in notice.words[1]
    tiles = [tile for tile in made.findChildren(PhotoTile) if tile.isVisible()]
    assert [tile.state for tile in tiles] == [Photo.DAMAGED, Photo.SAVED, Photo.SAVED, Photo.SAVED]
    assert "e" not in album.asked
