"""A card is a panel with a line around it, in the theme worn now."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.kit import Card, Label
from app.ui.kit.card import _whole
from app.ui.theme import current, look


def _card(qtbot):
    card = Card("known")
    card.column.addWidget(Label("Parcel"))
    qtbot.addWidget(card)
    card.resize(200, 120)
    card.show()
    return card


def test_it_holds_a_column(qtbot):
    card = _card(qtbot)
    assert card.objectName() == "known"
    assert card.column.count() == 1


def test_it_wears_the_theme_after_a_change_too(qtbot):
    card = _card(qtbot)
    for name in ("light", "dark"):
        look.choose(name)
        image = card.grab().toImage()
        assert image.pixelColor(100, 100).name().upper() == current().panel
        assert image.pixelColor(100, 0).name().upper() == current().line


@pytest.mark.parametrize("height", [34, 35, 36, 120])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_strips_it_looks_as_it_does_whole(theme, height, qtbot):
    look.choose(theme)
    card = Card("plain")
    qtbot.addWidget(card)
    card.resize(200, height)
    whole, strips = (QImage(200, height, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (whole, strips):
        image.fill(QColor(current().background))
    painter = QPainter(whole)
    _whole(painter, 200, height, current())
    painter.end()
    card.render(strips)
    seen, meant = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (strips, whole))
    assert np.abs(seen - meant).max() <= 2


def test_a_part_of_its_middle_is_plain(qtbot):
    card = _card(qtbot)
    image = card.grab(QRect(40, 40, 50, 30)).toImage()
    assert image.pixelColor(25, 15).name().upper() == current().panel
