"""The keyboard comes where a finger reached a text field, never lies over it, and goes with keys and the pointer."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QWidget

from app.ui.touch_typing import OWN_KEYS, TouchTyping
from app.ui.words import language


class Window(QMainWindow):
    """A window with two fields and its keyboard."""

    typing: TouchTyping


@pytest.fixture(scope="module")
def screen(qapp):
    return QTest.createTouchDevice()


@pytest.fixture
def window(qtbot, dressed):
    made = Window()
    middle = QWidget()
    made.setCentralWidget(middle)
    for name, top in (("top", 20), ("low", 560)):
        field = QLineEdit(middle)
        field.setObjectName(name)
        field.setGeometry(100, top, 400, 40)
    button = QPushButton("Other", middle)
    button.setObjectName("other")
    button.setGeometry(600, 20, 120, 40)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.typing = TouchTyping(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.typing.listen()
    return made


@pytest.fixture
def touch(qtbot, window, screen):
    def touch(name: str) -> QWidget:
        widget = window.findChild(QWidget, name)
        QTest.touchEvent(window, screen).press(0, widget.mapTo(window, widget.rect().center()), window).commit()
        widget.setFocus()
        QTest.touchEvent(window, screen).release(0, widget.mapTo(window, widget.rect().center()), window).commit()
        return widget

    return touch


def shown(window) -> bool:
    return window.typing._keys is not None and window.typing._keys.isVisible()


@pytest.mark.parametrize("name", ["top", "low"])
def test_a_finger_on_a_field_brings_the_keyboard_and_it_never_lies_over_the_field(qtbot, window, touch, name):
    field = touch(name)
    qtbot.waitUntil(lambda: shown(window))
    there = QRect(field.mapTo(window.centralWidget(), QPoint(0, 0)), field.size())
    assert not window.typing.keys.geometry().intersects(there)
    assert window.centralWidget().rect().contains(window.typing.keys.geometry())
    assert field.hasFocus()


def test_what_is_pressed_stands_in_the_field_and_enter_is_the_fields(qtbot, window, touch):
    field = touch("top")
    qtbot.waitUntil(lambda: shown(window))
    edited: list[str] = []
    field.textEdited.connect(edited.append)
    for name in ("r", "-", "7", "8", "delete"):
        QTest.mouseClick(window.findChild(QWidget, f"touch_key_{name}"), Qt.MouseButton.LeftButton)
    assert field.text() == edited[-1] == "r-7"
    with qtbot.waitSignal(field.returnPressed):
        QTest.mouseClick(window.findChild(QWidget, "touch_key_enter"), Qt.MouseButton.LeftButton)


def test_a_real_key_and_a_touch_elsewhere_send_it_away(qtbot, window, touch):
    field = touch("top")
    qtbot.waitUntil(lambda: shown(window))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not shown(window)
    assert field.text() == "a"
    touch("low")
    qtbot.waitUntil(lambda: shown(window))
    touch("other")
    qtbot.waitUntil(lambda: not shown(window))


def test_the_pointer_and_a_field_with_digits_of_its_own_bring_none(qtbot, window, touch):
    field = window.findChild(QLineEdit, "top")
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert not shown(window)
    field.setProperty(OWN_KEYS, True)
    touch("top")
    qtbot.wait(1)
    assert not shown(window)


def test_it_may_be_hidden_and_comes_again_with_the_next_touch(qtbot, window, touch):
    touch("top")
    qtbot.waitUntil(lambda: shown(window))
    QTest.mouseClick(window.findChild(QWidget, "touch_key_hide"), Qt.MouseButton.LeftButton)
    assert not shown(window)
    touch("top")
    qtbot.waitUntil(lambda: shown(window))


def test_it_follows_the_language(qtbot, window, touch):
    touch("top")
    qtbot.waitUntil(lambda: shown(window))
    language.speak("es")
    assert window.findChild(QWidget, "touch_key_ñ").isVisible()
