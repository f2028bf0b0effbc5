"""Without a window manager nobody makes a window as large as it is asked to be: it takes the room itself."""

import pytest
from PySide6.QtWidgets import QMainWindow

from app.ui.window.filling import fill, show_filling


class Unmanaged(QMainWindow):
    """As on a display without a window manager: maximised by name, and as small as it may be."""


@pytest.fixture
def window(qtbot, monkeypatch):
    monkeypatch.setattr(Unmanaged, "showMaximized", QMainWindow.show)
    monkeypatch.setattr(Unmanaged, "isMaximized", lambda _: True)
    made = Unmanaged()
    qtbot.addWidget(made)
    made.resize(320, 240)
    return made


def test_a_window_that_nobody_maximises_fills_the_screen_itself(qtbot, window):
    show_filling(window)
    qtbot.waitUntil(lambda: window.geometry() == window.screen().availableGeometry())


def test_what_was_maximised_keeps_the_room_of_its_frame(window):
    window.show()
    room = window.screen().availableGeometry().adjusted(0, 30, 0, 0)
    window.setGeometry(room)
    fill(window)
    assert window.geometry() == room


def test_what_somebody_made_smaller_or_hid_stays_so(window, monkeypatch):
    small = window.size()
    fill(window)  # not seen yet, or not any more
    window.show()
    monkeypatch.setattr(Unmanaged, "isMaximized", lambda _: False)
    fill(window)
    assert window.size() == small
