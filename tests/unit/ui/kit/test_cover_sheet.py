"""Boxes by pointer and by keys alone, in pixels of the whole picture."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage

from app.domain.redaction import Box
from app.ui.kit import CoverSheet

WHOLE = QSize(2000, 1000)


@pytest.fixture
def sheet(qtbot, dressed):
    def load(_key, _size, arrived):
        image = QImage(400, 200, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        arrived(image)

    made = CoverSheet("sheet", load)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show_photo("one", "Label")
    made.show_boxes(WHOLE, ())
    made.show()
    return made


def drag(qtbot, sheet, start, end):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(sheet, left, pos=QPoint(*start))
    qtbot.mouseMove(sheet, QPoint(*end))
    qtbot.mouseRelease(sheet, left, pos=QPoint(*end))


def test_a_box_is_drawn_in_the_pictures_own_pixels(qtbot, sheet):
    drag(qtbot, sheet, (80, 40), (160, 120))
    assert sheet.boxes == (Box(200, 100, 200, 200),)
    drag(qtbot, sheet, (300, 200), (302, 201))  # a click draws nothing
    assert len(sheet.boxes) == 1
    painted = sheet.grab().toImage()
    scale = sheet.devicePixelRatioF()
    assert painted.pixelColor(int(120 * scale), int(80 * scale)).name() == "#181818"


def test_what_is_drawn_beyond_the_picture_ends_at_its_edge(qtbot, sheet):
    drag(qtbot, sheet, (700, 300), (799, 399))
    (box,) = sheet.boxes
    assert (box.right, box.bottom) <= (2000, 1000)


def test_keys_alone_lay_move_size_choose_and_take_away(qtbot, sheet):
    with qtbot.waitSignal(sheet.changed):
        qtbot.keyClick(sheet, Qt.Key.Key_N)
    before = sheet.chosen
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert sheet.chosen == Box(before.left + 40, before.top + 4, before.width, before.height)
    qtbot.keyClick(sheet, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.chosen.width == before.width + 40
    qtbot.keyClick(sheet, Qt.Key.Key_N)
    qtbot.keyClick(sheet, Qt.Key.Key_PageUp)
    qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert sheet.boxes == (before,)


def test_a_box_is_chosen_by_a_touch(qtbot, sheet):
    sheet.show_boxes(WHOLE, (Box(0, 0, 200, 200), Box(1000, 0, 200, 200)))
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert sheet.chosen == Box(0, 0, 200, 200)
    assert len(sheet.boxes) == 2
