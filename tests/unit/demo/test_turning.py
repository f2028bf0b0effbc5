"""The window gets its turns until something has come about."""

import pytest
from PySide6.QtCore import QTimer

from app.demo.turning import turn, until
from app.errors import TimedOut


def test_what_the_window_does_meanwhile_is_waited_for(qapp):
    done: list[int] = []
    QTimer.singleShot(20, qapp, lambda: done.append(1))
    until("a timer", lambda: bool(done))
    assert done == [1]


def test_a_turn_lets_what_is_due_happen(qapp):
    done: list[int] = []
    QTimer.singleShot(0, qapp, lambda: done.append(1))
    turn()
    assert done == [1]


def test_what_never_comes_is_told(qapp):
    with pytest.raises(TimedOut, match="godot"):
        until("godot", lambda: False, patience_s=0.05)
