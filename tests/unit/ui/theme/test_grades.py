"""A grade is colour, letter and shape."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.ui.theme.grades import LETTERS, paint_grade, shape
from app.ui.theme.tokens import load

SQUARE = QRectF(0, 0, 100, 100)


def _drawn(letter, side=100, theme="light"):
    canvas = QPixmap(side, side)
    canvas.fill(QColor(load(theme).panel))
    painter = QPainter(canvas)
    paint_grade(painter, letter, QRectF(0, 0, side, side), load(theme))
    painter.end()
    return canvas.toImage()


def test_no_two_grades_share_a_shape():
    points = [QRectF(x, y, 0, 0).topLeft() for x in range(0, 101, 5) for y in range(0, 101, 5)]
    outlines = {tuple(shape(letter, SQUARE).contains(point) for point in points) for letter in LETTERS}
    assert len(outlines) == 4


@pytest.mark.parametrize("letter", LETTERS)
def test_each_shape_fills_its_square_and_stays_in_it(letter):
    bounds = shape(letter, SQUARE).boundingRect()
    assert bounds.width() > 85
    assert SQUARE.adjusted(-0.5, -0.5, 0.5, 0.5).contains(bounds)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("side", [22, 52, 88])
def test_a_mark_shows_its_colour_and_its_letter(qapp, theme, letter, side):
    image = _drawn(letter, side, theme)
    colours = {image.pixelColor(x, y).name().upper() for x in range(side) for y in range(side)}
    assert load(theme).grade(letter) in colours
    assert len(colours) > 3  # and something is written in it


def test_what_was_not_asked_is_a_dash(qapp):
    image = _drawn("")
    assert image.pixelColor(50, 20) == QColor(load("light").panel)
