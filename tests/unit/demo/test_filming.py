"""The film of a day: a file a step, in order, and one sheet of its chapters."""

from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from app.demo.filming import COLUMNS, SHEET, TILE, Film, contact_sheet
from app.demo.playing import Played


def step(seq: int, title: str = "A parcel", stands: str = "checklist", **act: Any) -> Played:
    return Played(seq, title, {"do": "scan", **act}, {"ok": True, "step": stands, "expects": {}, "facts": []})


@pytest.fixture
def window(qtbot, dressed):
    shown = QLabel("what is seen")
    qtbot.addWidget(shown)
    shown.resize(640, 360)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_every_step_has_its_picture_and_so_has_what_is_passed_on_the_way(window, tmp_path):
    film = Film(window, tmp_path)
    film.take(step(1))
    film.pass_by(2, "note")
    film.pass_by(2, "written")
    film.take(step(2, do="answer", question="sealed"))
    film.take(step(3, do="photo", shot="defect:sole", stands="grade"))
    film.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "001-scan-checklist.png",
        "002-a-note.png",
        "002-answer-sealed-checklist.png",
        "002-b-written.png",
        "003-photo-defect-sole-grade.png",
        SHEET,
    ]
    with Image.open(tmp_path / "001-scan-checklist.png") as picture:
        assert picture.size == (640, 360)


def test_a_chapter_is_shown_by_what_tells_most_of_it(window, tmp_path):
    film = Film(window, tmp_path)
    for each in (step(1, "One"), step(2, "One", "grade"), step(3, "One", "idle"), step(4, "Two")):
        film.take(each)
        window.setText(f"after {each.seq}")
    kept = {title: image.cacheKey() for title, image in film.chapters.items()}
    film.take(step(5, "One", "idle"))
    assert {title: image.cacheKey() for title, image in film.chapters.items()} == kept
    film.close()
    assert list(film.chapters) == ["One", "Two"]


def test_the_sheet_has_room_for_every_chapter(dressed):
    image = QImage(TILE, QImage.Format.Format_RGB32)
    image.fill(QColor("#C2342E"))
    small, large = (contact_sheet({f"chapter {n}": image for n in range(count)}) for count in (1, COLUMNS + 1))
    assert small.width() == large.width() >= COLUMNS * TILE.width()
    assert large.height() - small.height() >= TILE.height()
    assert QColor(large.pixel(30, 30)) == QColor("#C2342E")


@pytest.mark.expects_warning
def test_a_picture_that_cannot_be_written_ends_nothing(window, tmp_path, caplog):
    film = Film(window, tmp_path / "gone")
    film.take(step(1))
    film.close()
    assert "could not be written" in caplog.text
