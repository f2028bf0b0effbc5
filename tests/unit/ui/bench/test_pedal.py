"""The foot switch: it takes the photo wherever the focus is, not inside typed text, and held it does nothing twice."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.bench.pedal import REST_S, Pedal
from app.ui.camera import Choices


class Foot:
    """A window with a button and a field, and a foot."""

    def __init__(self, qtbot, key):
        self.window = QWidget()
        qtbot.addWidget(self.window)
        row = QHBoxLayout(self.window)
        self.button, self.field = QPushButton("Danger"), QLineEdit()
        row.addWidget(self.button)
        row.addWidget(self.field)
        self.taken: list[float] = []
        self.time = 100.0
        self.choices = Choices()
        self.choices.choose(pedal=key)
        self.pedal = Pedal(self.choices, lambda: self.taken.append(self.time), self.window)
        self.pedal.now = lambda: self.time
        self.pedal.listen(True)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def press(self, on, *, key=Qt.Key.Key_F13, text="", repeats=False, after=1.0):
        self.time += after
        on.setFocus()
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, repeats)
        QApplication.sendEvent(on, event)
        return len(self.taken)


@pytest.fixture
def foot(qtbot):
    made = Foot(qtbot, "F13")
    yield made
    made.pedal.listen(False)


def test_it_acts_wherever_the_focus_is_but_not_inside_typed_text(foot):
    assert foot.press(foot.button) == 1
    assert foot.press(foot.window) == 2
    assert foot.press(foot.field) == 2
    assert foot.press(foot.button, key=Qt.Key.Key_F14) == 2


def test_held_down_it_does_nothing_twice(foot):
    foot.press(foot.button)
    for _ in range(20):
        foot.press(foot.button, repeats=True, after=0.03)
    for _ in range(20):  # a switch that repeats by itself
        foot.press(foot.button, after=REST_S / 4)
    assert len(foot.taken) == 1
    assert foot.press(foot.button, after=REST_S * 1.1) == 2


def test_behind_another_page_it_is_deaf(foot):
    foot.pedal.listen(False)
    assert foot.press(foot.button) == 0


def test_a_key_with_a_sign_is_left_to_the_scanner_first(qtbot):
    foot = Foot(qtbot, "B")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "b")
    assert foot.press(foot.button, key=Qt.Key.Key_B, text="b") == 0  # not heard early: a code may hold it
    assert foot.pedal.takes(event)
    assert len(foot.taken) == 1
    foot.field.setFocus()
    assert not foot.pedal.takes(event)
    foot.pedal.listen(False)


def test_without_a_pedal_no_event_comes_by(qtbot, monkeypatch):
    heard: list[object] = []

    def hear(_pedal: Pedal, _watched: object, event: object) -> bool:
        heard.append(event)
        return False

    monkeypatch.setattr(Pedal, "eventFilter", hear)
    foot = Foot(qtbot, "")
    assert foot.press(foot.button) == 0
    assert heard == []


def test_a_pedal_that_is_chosen_later_is_heard(qtbot):
    foot = Foot(qtbot, "")
    foot.choices.choose(pedal="F13")
    assert foot.press(foot.button) == 1
    foot.choices.choose(pedal="")
    assert foot.press(foot.button) == 1
    foot.pedal.listen(False)
