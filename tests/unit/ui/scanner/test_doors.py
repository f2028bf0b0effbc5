"""Whoever listens at the doors hears each key, wherever it goes, and little else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.scanner.doors import Doors

KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})


class Listener(QObject):
    """Takes the keys, and notes at what else something happens."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[QEvent.Type] = []
        self.others: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() not in KEYS:
            self.others.add(watched)
            return False
        self.keys.append(event.type())
        event.accept()
        return event.type() == QEvent.Type.KeyPress


class House(QWidget):
    """A window with two fields, a list and a shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other, self.list, self.label = QLineEdit(), QLineEdit(), QComboBox(), QLabel("1")
        self.list.addItems(["first", "second"])
        box = QVBoxLayout(self)
        for part in (self.one, self.other, self.list, self.label):
            box.addWidget(part)
        self.fired: list[str] = []
        QShortcut(QKeySequence("X"), self).activated.connect(lambda: self.fired.append("X"))


@pytest.fixture
def application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


@pytest.fixture
def listener(application) -> Iterator[Listener]:
    made = Listener()
    doors = Doors(made)
    doors.open(application)
    yield made
    doors.close(application)


@pytest.fixture
def house(qtbot, listener) -> House:
    """Opened after whoever listens began to."""
    made = House()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.one.setFocus()
    return made


def press(window: QWidget) -> None:
    """As the window system does: to the window, which hands it on."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)


def is_heard(listener: Listener) -> bool:
    """Whether one press came by, and the question before it whether it is a shortcut."""
    keys, listener.keys[:] = list(listener.keys), []
    return keys[:1] == [QEvent.Type.ShortcutOverride] and keys.count(QEvent.Type.KeyPress) == 1


def test_each_key_is_heard_before_shortcuts_and_fields(house, listener):
    for field in (house.one, house.other):
        field.setFocus()
        press(house)
        assert is_heard(listener)
        assert field.text() == ""
    assert house.fired == []


def test_so_is_one_where_nothing_within_the_window_has_the_keyboard(house, listener):
    house.one.clearFocus()
    press(house)
    assert is_heard(listener)
    assert house.fired == []


def test_so_is_one_that_goes_into_a_list_which_hangs_open(qtbot, house, listener):
    house.list.setFocus()
    house.list.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(house)
    assert is_heard(listener)
    QTest.keyClick(house.list.view(), Qt.Key.Key_X)
    assert is_heard(listener)
    house.list.hidePopup()
    house.other.setFocus()
    press(house)
    assert is_heard(listener)


def test_so_is_one_in_a_window_that_was_opened_later(qtbot, house, listener):
    later = QDialog(house)
    field = QLineEdit(later)
    qtbot.addWidget(later)
    later.show()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    press(later)
    assert is_heard(listener)
    later.close()
    house.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is house.one)
    press(house)
    assert is_heard(listener)


def test_so_is_one_that_comes_to_a_window_which_is_not_the_active_one(qtbot, house, listener):
    """Without a window manager the keys go to what the pointer is over."""
    beside = House()
    qtbot.addWidget(beside)
    beside.show()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is beside.windowHandle())
    house.other.setFocus()
    press(house)
    assert is_heard(listener)
    assert house.fired == []


def test_a_window_that_is_shown_later_need_not_become_the_active_one(qtbot, application):
    hidden = House()
    qtbot.addWidget(hidden)
    listener = Listener()
    doors = Doors(listener)
    doors.open(application)
    hidden.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    hidden.show()
    hidden.one.setFocus()
    press(hidden)
    assert is_heard(listener)
    doors.close(application)


def test_one_that_was_there_before_is_listened_to_as_well(qtbot, application):
    house = House()
    qtbot.addWidget(house)
    with qtbot.waitActive(house):
        house.show()
    house.one.setFocus()
    late = Listener()
    doors = Doors(late)
    doors.open(application)
    press(house)
    assert is_heard(late)
    doors.close(application)
    late.keys.clear()
    press(house)
    assert late.keys == []
    assert house.one.text() == "x"


def test_what_happens_to_anything_else_does_not_come_by(house, listener):
    house.other.setFocus()
    listener.others.clear()
    for number in range(50):
        house.label.setText(str(number))
        house.one.setText(str(number))
        house.label.repaint()
        house.one.repaint()
    assert not listener.others & {house.one, house.label, house.list}


def test_a_field_that_went_with_the_keyboard_is_no_door_any_more(house, listener):
    house.one.setFocus()
    house.one.deleteLater()
    QApplication.sendPostedEvents(house.one, QEvent.Type.DeferredDelete.value)
    house.other.setFocus()
    press(house)
    assert is_heard(listener)
