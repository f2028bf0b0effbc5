"""The reference picture keeps its shape, and takes no place where there is none."""

import pytest
from PySide6.QtGui import QColor, QImage

from app.ui.unit.reference import HEIGHT, Reference


@pytest.mark.usefixtures("dressed")
def test_a_picture_is_shown_whole_in_the_middle(qtbot):
    reference = Reference("unit_reference")
    qtbot.addWidget(reference)
    assert reference.isHidden()
    image = QImage(30, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    reference.resize(300, HEIGHT)
    reference.show_picture(image)
    reference.call("Reference picture")
    grabbed = reference.grab().toImage()
    assert grabbed.pixelColor(150, HEIGHT // 2) == QColor("red")
    assert grabbed.pixelColor(60, HEIGHT // 2) != QColor("red")
    assert reference.accessibleName() == "Reference picture"
    assert reference.sizeHint().height() == HEIGHT
