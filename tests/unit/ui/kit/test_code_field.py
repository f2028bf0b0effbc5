"""The large field: one code, and it is empty for the next."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import CodeField
from app.ui.theme import look


@pytest.fixture
def field(qtbot):
    made = CodeField("code")
    made.ask("Scan a parcel")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_code_is_handed_over_once(field, qtbot):
    with qtbot.waitSignal(field.code_entered) as entered:
        qtbot.keyClicks(field, " 1Z999AA10123456784 ")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert entered.args == ["1Z999AA10123456784"]
    assert field.text() == ""


def test_nothing_is_no_code(field, qtbot):
    with qtbot.assertNotEmitted(field.code_entered):
        qtbot.keyClicks(field, "   ")
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_it_is_bounded(field):
    field.setText("9" * 2000)
    assert len(field.text()) == 512


def test_it_is_the_largest_field(field):
    assert field.height() >= 72
    assert (field.placeholderText(), field.accessibleName()) == ("Scan a parcel", "Scan a parcel")
    look.enlarge(1.5)
    assert field.minimumHeight() >= 80
