"""A label is shown dot for dot: black and white alone, each dot as large as the next."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.ui.settings.dots import MARGIN, DotPicture


def chessboard(wide: int, high: int) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_Mono)
    image.setColorTable([QColor("black").rgb(), QColor("white").rgb()])
    for y in range(high):
        for x in range(wide):
            image.setPixel(x, y, (x + y) % 2)
    return image


@pytest.fixture
def picture(qtbot, dressed):
    picture = DotPicture("label_picture")
    qtbot.addWidget(picture)
    picture.resize(212, 112)
    picture.show()
    return picture


def shown(picture):
    image = picture.paper.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    seen = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return seen[MARGIN : image.height() - MARGIN, MARGIN : image.width() - MARGIN].copy()


@pytest.mark.parametrize(("wide", "high", "scale"), [(60, 30, 3), (100, 40, 2), (150, 90, 1)])
def test_each_dot_has_the_same_whole_number_of_pixels(picture, wide, high, scale):
    picture.show_picture(chessboard(wide, high))
    assert (picture.pixels_a_dot, picture.does_fit) == (scale, True)
    seen = shown(picture)
    assert set(np.unique(seen)) == {0, 255}
    expected = np.indices((high, wide)).sum(axis=0) % 2 * 255
    assert (seen == np.kron(expected, np.ones((scale, scale)))).all()


def test_a_larger_one_is_shown_whole_or_dot_for_dot(picture):
    picture.show_picture(chessboard(400, 300))
    assert (picture.does_fit, picture.pixels_a_dot) == (False, 0)
    assert picture.paper.width() <= picture.viewport().width()
    picture.set_whole(False)
    assert picture.pixels_a_dot == 1
    assert shown(picture).shape == (300, 400)
    assert set(np.unique(shown(picture))) == {0, 255}


def test_a_larger_one_is_moved_about_by_keys(picture):
    picture.set_whole(False)
    picture.show_picture(chessboard(400, 300))
    QTest.keyClick(picture, Qt.Key.Key_Right)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.horizontalScrollBar().value() > 0
    assert picture.verticalScrollBar().value() > 0


def test_more_room_makes_it_larger(qtbot, picture):
    picture.show_picture(chessboard(150, 90))
    with qtbot.waitSignal(picture.fits):
        picture.resize(500, 300)
    assert picture.pixels_a_dot == 3


def test_nothing_is_drawn_before_there_is_a_picture(picture):
    picture.show_picture(QImage())
    assert picture.image.isNull()
    picture.grab()
