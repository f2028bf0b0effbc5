"""Icons have ink, in the colour asked for."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.ui.theme.icons import icon, paint_icon, pixmap


@pytest.mark.parametrize("name", ["barcode", "backspace", "camera", "check-bold", "warning-fill", "magnifying-glass"])
def test_an_icon_has_ink_in_the_colour_asked_for(qapp, name):
    image = pixmap(name, 32, "#2457D6").toImage()
    colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    ink = [(colour.red(), colour.green(), colour.blue()) for colour in colours if colour.alpha() > 200]
    assert ink
    assert all(abs(a - b) < 8 for rgb in ink for a, b in zip(rgb, (0x24, 0x57, 0xD6), strict=True))


def test_an_icon_is_made_once_for_each_colour(qapp):
    assert icon("gear", "#000000").cacheKey() == icon("gear", "#000000").cacheKey()


def test_it_is_drawn_in_the_middle(qapp):
    canvas = QPixmap(60, 40)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    paint_icon(painter, "square-fill", QRectF(0, 0, 60, 40), "#000000")
    painter.end()
    image = canvas.toImage()
    assert image.pixelColor(30, 20) == QColor("black")
    assert image.pixelColor(2, 20) == QColor("white")


def test_the_library_around_the_font_is_not_loaded(qapp):
    code = "import sys; from PySide6.QtWidgets import QApplication; a = QApplication([]); "
    code += "from app.ui.theme.icons import pixmap; pixmap('gear', 16, '#000000'); "
    loaded = subprocess.run(
        [sys.executable, "-c", f"{code}print('qtawesome' in sys.modules, 'qtpy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == ["False", "False"]


@pytest.mark.expects_warning
def test_an_icon_that_is_not_there_does_not_end_the_program(qapp):
    assert not pixmap("no-such-icon", 16, "#000000").isNull()
