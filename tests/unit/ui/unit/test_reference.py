"""The reference picture keeps its shape, and takes no place where there is none."""

import pytest
from PySide6.QtGui import QColor, QImage

from app.ui.unit.reference import HEIGHT, Reference


@pytest.mark.usefixtures("dressed")
def test_a_picture_is_shown_whole_at_the_left_edge(qtbot):
    reference = Reference("unit_reference")
    qtbot.addWidget(reference)
    assert reference.isHidden()
    image = QImage(30, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    reference.resize(300, HEIGHT)
    reference.show_picture(image)
    reference.call("Reference picture")
    grabbed = reference.grab().toImage()
    assert grabbed.pixelColor(30, HEIGHT // 2) == QColor("red")
    assert grabbed.pixelColor(90, HEIGHT // 2) != QColor("red")
    assert reference.accessibleName() == "Reference picture"
    assert reference.sizeHint().height() == HEIGHT
