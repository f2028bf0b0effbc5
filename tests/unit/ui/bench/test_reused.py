"""Buttons that are told anew, and what is done with those that are not needed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.bench.reused import Reused


@pytest.fixture
def room(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _told(kept, *names):
    kept.begin()
    taken = [kept.take() for _ in names]
    for button, name in zip(taken, names, strict=True):
        button.setObjectName(name)
    kept.rest()
    return taken


def _names(room):
    return [one.objectName() for one in room.findChildren(QPushButton) if one.objectName()]


def test_the_same_buttons_are_told_anew(room):
    kept = Reused(lambda: QPushButton(room))
    first = _told(kept, "back", "park", "more")
    assert _told(kept, "short", "take") == first[:2]
    assert _names(room) == ["short", "take"]
    assert first[2].isHidden()


def test_what_was_given_back_is_taken_again(room):
    kept = Reused(lambda: QPushButton(room))
    kept.begin()
    first, second = kept.take(), kept.take()
    kept.give_back(1)
    kept.rest()
    assert second.isHidden()
    assert kept.unseen == [first]
    assert kept.take() is second


def test_a_button_on_which_a_finger_lies_gets_no_other_meaning(room, monkeypatch):
    kept = Reused(lambda: QPushButton(room))
    (pressed,) = _told(kept, "back")
    monkeypatch.setattr(QGuiApplication, "mouseButtons", staticmethod(lambda: Qt.MouseButton.LeftButton))
    (other,) = _told(kept, "destroy")
    assert other is not pressed
    assert pressed.objectName() == "back"
    assert _names(room) == ["destroy"]
