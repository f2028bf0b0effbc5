"""Drawing on a photo from the unit page: by keys and touch, saved beside the photo, seen and hidden there."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.photo_marks import Ink, Shape, marks_of
from app.store import models


def drawing(qtbot, page):
    page.gallery._tiles[0].click()
    qtbot.keyClick(page.gallery.viewer, Qt.Key.Key_D)
    return page.gallery.marking


def test_keys_alone_draw_an_arrow_and_a_word_and_save_them(qtbot, page, room):
    found = drawing(qtbot, page)
    assert not found.do.isEnabled()
    qtbot.keyClick(found.sheet, Qt.Key.Key_2)
    qtbot.keyClick(found.sheet, Qt.Key.Key_A)
    qtbot.keyClick(found.sheet, Qt.Key.Key_W)
    qtbot.keyClicks(found.field, "Scratch")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    qtbot.keyClick(found.sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found.notice.state == "ok")
    (row,) = room.house.rows(models.PhotoMarks)
    arrow, word = marks_of(row["marks"])
    assert (arrow.shape, arrow.ink, word.word) == (Shape.ARROW, Ink.YELLOW, "Scratch")
    qtbot.waitUntil(lambda: page.shown.photos[0].marks == (arrow, word))
    assert page.gallery.currentWidget() is found  # it stays open while it is read anew
    qtbot.keyClick(found.sheet, Qt.Key.Key_Escape)
    viewer = page.gallery.viewer
    assert viewer.isVisible()
    assert viewer._laid == (arrow, word)
    assert "drawn on" in page.gallery.told.text()
    qtbot.keyClick(viewer, Qt.Key.Key_M)
    assert viewer._laid == ()


def test_another_language_calls_the_photo_anew_and_keeps_what_is_drawn(qtbot, page):
    found = drawing(qtbot, page)
    found.sheet.add(Shape.CIRCLE)
    page.gallery.show_photos([replace(photo, title="De frente") for photo in page.shown.photos])
    assert page.gallery.currentWidget() is found
    assert found.sheet.accessibleName() == "De frente"
    assert len(found.sheet.marks) == 1


def test_undo_and_remove_by_touch(qtbot, page):
    found = drawing(qtbot, page)
    found.sheet.add(Shape.CIRCLE)
    found.sheet.add(Shape.ARROW)
    found.remove.click()
    assert len(found.sheet.marks) == 1
    found.undo.click()
    assert len(found.sheet.marks) == 2
    found.ink.chosen.emit("blue")
    assert found.sheet.chosen.ink is Ink.BLUE


def test_what_is_refused_is_said_and_stays_drawn(qtbot, page, monkeypatch):
    found = drawing(qtbot, page)
    found.sheet.add(Shape.ARROW)
    monkeypatch.setattr(type(found), "_by", None)
    found._on_changed()
    assert not found.do.isEnabled()  # nobody is signed in
    assert len(found.sheet.marks) == 1
