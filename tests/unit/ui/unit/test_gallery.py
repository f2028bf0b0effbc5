"""Photos small and large; one that cannot be read says so, and one that was overruled says why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from app.ui.kit import Photo
from app.ui.unit.gallery import Gallery
from app.ui.unit.pieces import PhotoView

PHOTOS = (
    PhotoView("a" * 64, "Front", "Ines · 12:00"),
    PhotoView("b" * 64, "Sole", "Ines", "it shines", withdrawn=True),
)


class FakePictures:
    """Has none of them; keeps what it was asked for."""

    def __init__(self):
        self.asked = []

    def photo(self, sha256, size, arrived):
        self.asked.append(sha256)
        arrived(None)

    def path(self, sha256):
        return Path("none") / sha256


@pytest.fixture
def gallery(qtbot, dressed):
    made = Gallery(FakePictures())
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.retranslate()
    made.show()
    return made


def test_no_photos_say_how_they_come(gallery):
    gallery.show_photos([])
    assert gallery.empty.isVisible()


def test_each_photo_has_a_tile_and_is_asked_for_once(gallery):
    gallery.show_photos(PHOTOS)
    gallery.show_photos(PHOTOS)
    assert gallery._pictures.asked == ["a" * 64, "b" * 64]
    assert gallery._tiles[1].accessibleName().startswith("Sole (taken back)")


def test_the_large_one_says_who_when_and_why(qtbot, gallery):
    gallery.show_photos(PHOTOS)
    gallery._tiles[0].click()
    assert gallery.viewer.isVisible()
    assert not gallery.overrule.isVisible()
    gallery.viewer.turned.emit(-1)  # round the end
    assert gallery.overrule.words == ("Kept in spite of the photo gate", "it shines")
    assert gallery.told.text() == "Ines"
    gallery.close_button.click()
    assert gallery.scrolled.isVisible()
    gallery.show_photos(PHOTOS[:1])
    assert len(gallery._tiles) == 1


def test_a_film_is_played_in_the_photos_place(gallery):
    gallery.show_photos([PhotoView("c" * 64, "Film", "Ines", "a crash", film=True), *PHOTOS])
    gallery._tiles[0].click()
    assert gallery.film.isVisible()
    assert not gallery.viewer.isVisible()
    assert gallery.film.sheet.words == "This film is not kept at this bench."
    gallery.viewer.turned.emit(1)
    assert gallery.viewer.isVisible()
    assert not gallery.film.isVisible()


def test_read_anew_behind_another_page_it_takes_no_keys_from_that(dressed, qtbot):
    pages, gallery, other = QStackedWidget(), Gallery(FakePictures()), QLineEdit()
    qtbot.addWidget(pages)
    for page in (gallery, other):
        pages.addWidget(page)
    pages.show()
    gallery.show_photos([PhotoView("a" * 64, "Front", "Ines", key="1")])
    gallery._tiles[0].click()
    assert pages.focusWidget() is gallery.viewer
    pages.setCurrentWidget(other)
    other.setFocus()
    gallery.show_photos([PhotoView("a" * 64, "Delante", "Ines", key="1")])
    assert gallery.currentWidget() is gallery._large
    assert pages.focusWidget() is other


def test_esc_leaves_a_film(gallery, qtbot):
    gallery.show_photos([PhotoView("c" * 64, "Film", "Ines", film=True)])
    gallery._tiles[0].click()
    qtbot.keyClick(gallery.film.play, Qt.Key.Key_Escape)
    assert gallery.currentWidget() is gallery.scrolled


def test_a_damaged_photo_is_never_shown_and_says_what_is_safe_and_what_to_do(gallery):
    changed = PhotoView("d" * 64, "Back", "Ines", damage="was changed on disk: its content does not fit its name")
    gallery.show_photos([changed, *PHOTOS])
    assert changed.sha256 not in gallery._pictures.asked
    assert gallery._tiles[0].state is Photo.DAMAGED
    assert gallery._tiles[1].state is Photo.AWAY  # not here, as far as anybody knows
    assert gallery.damage.words[0] == "1 photo is damaged"
    gallery._tiles[0].click()
    assert changed.sha256 not in gallery._pictures.asked
    title, text = gallery.overrule.words
    assert title == "This photo was changed on disk: its content does not fit its name."
    assert "on record is safe" in text
    assert "from a backup" in text
    gallery.close_button.click()
    gallery.show_photos(PHOTOS)
    assert not gallery.damage.isVisible()
