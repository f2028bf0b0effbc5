"""Each mark is seen in its colour, where it lies."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.domain.photo_marks import RGB, Ink, Mark, Shape
from app.ui.kit.mark_painting import bounds_of, paint_marks

PLACE = QRectF(0, 0, 400, 300)


@pytest.mark.parametrize(
    ("mark", "at"),
    [
        (Mark(Shape.ARROW, Ink.RED, 1000, 5000, 9000, 5000), (120, 150)),
        (Mark(Shape.CIRCLE, Ink.BLUE, 2000, 2000, 8000, 8000), (200, 60)),
        (Mark(Shape.WORD, Ink.YELLOW, 1000, 1000, 1000, 1000, "Scratch"), (44, 33)),
    ],
)
def test_it_is_seen_in_its_colour(dressed, mark, at):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    paint_marks(painter, PLACE, (mark,))
    painter.end()
    seen = image.pixelColor(*at)
    red, green, blue = RGB[mark.ink]
    assert abs(seen.red() - red) + abs(seen.green() - green) + abs(seen.blue() - blue) < 90
    assert bounds_of(PLACE, mark).adjusted(-9, -9, 9, 9).contains(*at)
