"""What was found is shown from the top; what is not known takes no place."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from app.ui.unit.found import Found
from app.ui.unit.pieces import AnswerRow, Side, Way
from tests.unit.ui.unit.test_acts import UNIT

WHOLE = replace(
    UNIT,
    reason="Too small",
    note="never worn",
    sides=(Side("Packaging", "B", "Lid crushed"), Side("Appearance", "A", "Nothing found")),
    answers=(AnswerRow("Sealed?", "Opened", "Ines · 12:00"),),
    ways=(Way("Restock", "best", "$17.01", 1.0, taken=True, ruled_out=False),),
    reasons="Packaging: lid crushed",
)


@pytest.fixture
def found(qtbot, dressed):
    made = Found()
    qtbot.addWidget(made)
    made.resize(600, 560)
    made.retranslate()
    made.show()
    return made


def test_everything_that_is_known_is_there(found):
    found.show_unit(WHOLE)
    assert found.reason.words == ("Too small", "“never worn”")
    assert found.sides.isVisible()
    assert [found._answers.layout().count(), found._ways.layout().count()] == [1, 1]
    assert found.captions["routes"].isVisible()


def test_what_is_not_known_takes_no_place(found):
    found.show_unit(WHOLE)
    found.show_unit(UNIT)
    assert not found.reason.isVisible()
    assert not found.sides.isVisible()
    assert not any(caption.isVisible() for caption in found.captions.values())


def test_the_reference_picture_is_there_where_the_station_has_it(found):
    found.show_reference(QImage(40, 30, QImage.Format.Format_RGB32))
    assert found.reference.isVisible()
    found.show_reference(None)
    assert not found.reference.isVisible()
