"""Letters, digits and signs by finger: large ones for one letter, those of the language, and no key takes the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.kit import TouchKeys
from app.ui.kit.touch_keys import KEY, _Key


@pytest.fixture
def keys(qtbot, dressed):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    made = TouchKeys(page)
    made.show()
    yield made
    page.hide()


def press(keys, *names):
    for name in names:
        widget = keys.findChild(QWidget, f"touch_key_{name}")
        assert widget.isVisible(), name
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_what_is_pressed_is_told_letter_by_letter(keys):
    typed: list[str] = []
    keys.typed.connect(typed.append)
    press(keys, "n", "space", "7", "-", "shift", "n", "n")
    assert typed == ["n", " ", "7", "-", "N", "n"]


def test_delete_enter_and_hide_are_told_apart(qtbot, keys):
    for name, signal in (("delete", keys.deleted), ("enter", keys.entered), ("hide", keys.left)):
        with qtbot.waitSignal(signal):
            press(keys, name)


@pytest.mark.parametrize(("code", "letter"), [("es", "ñ"), ("en", ""), ("zh_CN", "")])
def test_the_letters_are_those_of_the_language(keys, code, letter):
    keys.speak("es")
    keys.speak(code)
    shown = {one.key for one in keys.findChildren(_Key) if one.isVisibleTo(keys)}
    assert ("ñ" in shown) is bool(letter)
    assert set("qwertyuiopasdfghjklzxcvbnm1234567890") <= shown


def test_every_key_is_large_enough_for_a_finger_named_and_takes_no_focus(keys):
    keys.speak("es")
    assert keys.width() <= keys.parentWidget().width()
    for key in keys.findChildren(_Key):
        assert key.accessibleName()
        assert key.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert key.width() >= KEY.width()
        assert key.height() >= KEY.height()
