"""Digits by finger."""

import pytest
from PySide6.QtCore import Qt

from app.ui.bench.digit_pad import DigitPad
from app.ui.kit import SecondaryButton


@pytest.fixture
def pad(dressed, qtbot):
    made = DigitPad()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("name", "said"), [("digit_7", "7"), ("digit_0", "0"), ("digit_back", "")])
def test_a_touch_says_the_digit_or_takes_one_away(pad, qtbot, name, said):
    with qtbot.waitSignal(pad.pressed) as pressed:
        qtbot.mouseClick(pad.findChild(SecondaryButton, name), Qt.MouseButton.LeftButton)
    assert pressed.args == [said]


def test_ten_digits_large_enough_for_a_finger_and_named(pad):
    keys = pad.findChildren(SecondaryButton)
    assert len(keys) == 11
    assert all(key.sizeHint().height() >= 48 and key.accessibleName() for key in keys)


def test_the_focus_stays_with_the_field(pad):
    assert all(key.focusPolicy() == Qt.FocusPolicy.NoFocus for key in pad.findChildren(SecondaryButton))
