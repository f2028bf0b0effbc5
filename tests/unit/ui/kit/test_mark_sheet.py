"""Arrows, circles and words: by pointer, and by keys alone; each change can be undone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from app.domain.photo_marks import Ink, Mark, Shape, marks_fault
from app.ui.kit import MarkSheet

ARROW = Mark(Shape.ARROW, Ink.RED, 2000, 2000, 4000, 4000)
CIRCLE = Mark(Shape.CIRCLE, Ink.BLUE, 6000, 6000, 8000, 8000)


@pytest.fixture
def sheet(dressed, qtbot):
    def load(_key, _size, arrived):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("#808080"))
        arrived(image)

    made = MarkSheet("sheet", load)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_photo("a" * 64, "Front")
    made.show_marks(())
    made.show()
    return made


def drag(qtbot, sheet, begin, end):
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(*begin))
    qtbot.mouseMove(sheet, QPoint(*end))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def test_a_drag_draws_the_shape_and_a_drag_on_a_mark_moves_it(sheet, qtbot):
    drag(qtbot, sheet, (40, 30), (200, 150))
    (arrow,) = sheet.marks
    assert (arrow.shape, arrow.x1, arrow.y1, arrow.x2, arrow.y2) == (Shape.ARROW, 1000, 1000, 5000, 5000)
    drag(qtbot, sheet, (100, 80), (140, 80))
    assert sheet.marks == (arrow.moved(1000, 0),)
    assert marks_fault(sheet.marks) is None
    sheet.undo()
    sheet.undo()
    assert sheet.marks == ()
    assert not sheet.can_undo


def test_a_tap_draws_nothing(sheet, qtbot):
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert sheet.marks == ()


def test_everything_is_done_by_keys_alone(sheet, qtbot):
    sheet.show_marks((ARROW, CIRCLE))
    sheet.setFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Backtab)
    assert sheet.chosen == ARROW
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.chosen.x1 > ARROW.x1
    qtbot.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.chosen.y2 > ARROW.y2
    assert sheet.chosen.y1 == ARROW.y1
    qtbot.keyClick(sheet, Qt.Key.Key_Tab)
    assert sheet.chosen == CIRCLE
    qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert len(sheet.marks) == 1
    for _ in range(3):
        qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.marks == (ARROW, CIRCLE)


def test_a_word_and_a_colour(sheet):
    sheet.add(Shape.WORD)
    assert sheet.marks == ()  # without words there is none
    sheet.word = "划痕"
    sheet.add(Shape.WORD)
    sheet.colour(Ink.YELLOW)
    (word,) = sheet.marks
    assert (word.word, word.ink) == ("划痕", Ink.YELLOW)


def test_what_is_drawn_is_seen(sheet):
    sheet.show_marks((CIRCLE,))
    image = sheet.grab().toImage()
    blue = image.pixelColor(240, 210)  # the circle's left edge
    assert blue.blue() > blue.red() + 60
