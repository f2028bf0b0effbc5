"""The doors by which keys come into the program: its windows, and whatever has the keyboard in each. Main thread.

A filter over the whole application hears the keys as well, and with them all that happens to anything: each paint, each
timer, each widget that is made. In Python that took a sixth of the main thread's work, and half as long again as making
a page does. Qt hands a key to the window, and the window to what has the keyboard in it or to the list that hangs open;
what has the keyboard is asked beforehand whether the key is a shortcut.

A window need not be the active one: where no window manager runs the keys go to what the pointer is over.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget


class Doors(QObject):
    """Has `listener`, an event filter, at every door; one that is put at a door later is asked before it."""

    def __init__(self, listener: QObject) -> None:
        super().__init__(listener)
        self._listener = listener
        self._windows: list[QWindow] = []
        self._doors: list[QObject] = []

    def open(self, application: QApplication) -> None:
        """From now on, at the windows that there are, shown or not, and at those that come to the fore later."""
        application.focusWindowChanged.connect(self._on_window)
        application.focusChanged.connect(self._on_focus)
        for widget in application.topLevelWidgets():
            widget.winId()  # a window that was not shown yet has no handle before
            self._on_window(widget.windowHandle())

    def close(self, application: QApplication) -> None:
        """No more."""
        application.focusWindowChanged.disconnect(self._on_window)
        application.focusChanged.disconnect(self._on_focus)
        for window in filter(shiboken6.isValid, self._windows):
            window.focusObjectChanged.disconnect(self._on_keyboard)
        for door in filter(shiboken6.isValid, self._doors):
            door.removeEventFilter(self._listener)
        self._windows.clear()
        self._doors.clear()

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        """Where nothing within a window has the keyboard the window's own widget is asked."""
        self._windows = [one for one in self._windows if shiboken6.isValid(one)]
        if window is None or window in self._windows:
            return
        self._windows.append(window)
        window.focusObjectChanged.connect(self._on_keyboard)
        for door in (window, *(one for one in QApplication.topLevelWidgets() if one.windowHandle() is window)):
            self._listen(door)
        self._on_keyboard(window.focusObject())

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """For a list that hangs open: it is a window that never becomes the active one."""
        self._on_keyboard(now)

    @Slot(QObject)
    def _on_keyboard(self, now: QObject | None) -> None:
        """What had it in the same window is no door any more."""
        if not isinstance(now, QWidget):
            return
        window = now.window()
        self._doors = [one for one in self._doors if shiboken6.isValid(one)]
        for door in tuple(self._doors):
            if isinstance(door, QWidget) and door is not now and not door.isWindow() and door.window() is window:
                door.removeEventFilter(self._listener)
                self._doors.remove(door)
        self._listen(now)

    def _listen(self, door: QObject) -> None:
        door.installEventFilter(self._listener)
        if door not in self._doors:
            self._doors.append(door)
