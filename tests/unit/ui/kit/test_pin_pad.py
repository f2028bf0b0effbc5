"""A PIN by touch or keys, shown as dots only, handed over once."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.kit import PinPad
from app.ui.kit.pin_pad import LONGEST
from app.ui.words import language


@pytest.fixture
def pad(qtbot):
    made = PinPad("pin")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def _touch(qtbot, pad, name):
    qtbot.mouseClick(pad.findChild(QWidget, f"pin_{name}"), Qt.MouseButton.LeftButton)


def test_by_keys(pad, qtbot):
    with qtbot.waitSignal(pad.pin_entered) as entered:
        qtbot.keyClicks(pad, "4711")
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert entered.args == ["4711"]


def test_by_touch(pad, qtbot):
    with qtbot.waitSignal(pad.pin_entered) as entered:
        for name in ("4", "7", "delete", "0", "enter"):
            _touch(qtbot, pad, name)
    assert entered.args == ["40"]


def test_it_is_empty_after_it_was_handed_over(pad, qtbot):
    with qtbot.waitSignals([pad.digits_changed] * 2):
        qtbot.keyClicks(pad, "1")
        qtbot.keyClick(pad, Qt.Key.Key_Enter)
    with qtbot.assertNotEmitted(pad.pin_entered):
        qtbot.keyClick(pad, Qt.Key.Key_Return)


def test_nothing_but_digits_and_not_endlessly(pad, qtbot):
    with qtbot.waitSignal(pad.pin_entered) as entered:
        qtbot.keyClicks(pad, "12a " + "9" * 40)
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert entered.args == ["12" + "9" * (LONGEST - 2)]


def test_digits_of_other_scripts_are_none(pad):
    arabic = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "٣")
    QApplication.sendEvent(pad, arabic)
    assert pad.findChild(QWidget, "pin_dots").accessibleName() == "0 digits typed"


def test_the_digits_stand_nowhere(pad, qtbot):
    qtbot.keyClicks(pad, "4711")
    words = [pad.accessibleName(), pad.toolTip()]
    for widget in pad.findChildren(QWidget):
        words += [widget.accessibleName(), widget.toolTip(), widget.objectName()]
    assert not any("4711" in word for word in words)
    assert pad.findChild(QWidget, "pin_dots").accessibleName() == "4 digits typed"


def test_backspace_and_clear(pad, qtbot):
    qtbot.keyClicks(pad, "12")
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.findChild(QWidget, "pin_dots").accessibleName() == "1 digit typed"
    pad.clear()
    assert not pad.findChild(QWidget, "pin_enter").isEnabled()


def test_its_keys_are_large_and_named_in_any_language(pad):
    language.speak("zh_CN")
    pad.retranslate()
    for name in (*"0123456789", "delete", "enter"):
        key = pad.findChild(QWidget, f"pin_{name}")
        assert min(key.minimumSizeHint().width(), key.minimumSizeHint().height()) >= 48
        assert key.accessibleName()
