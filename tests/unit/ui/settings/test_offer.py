"""A question in its place: one button, or two, or Escape; then it is gone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.settings.offer import Offer


@pytest.fixture
def offer(qtbot, dressed):
    offer = Offer("offer")
    qtbot.addWidget(offer)
    return offer


def test_both_ways_are_told(qtbot, offer):
    offer.ask("warn", "It is there already.", "It is replaced.", yes="Replace it", no="Leave it")
    assert offer.isVisible()
    with qtbot.waitSignal(offer.taken):
        QTest.mouseClick(offer.yes, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(offer.left):
        QTest.mouseClick(offer.no, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(offer.left):
        QTest.keyClick(offer.yes, Qt.Key.Key_Escape)


def test_an_offer_needs_no_other_button(offer):
    offer.ask("ok", "It was done.", yes="Undo")
    assert (offer.yes.words, offer.no.isHidden()) == ("Undo", True)
    offer.clear()
    assert offer.isHidden()
