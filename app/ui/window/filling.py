"""The window fills the screen when the program opens it, whether or not there is a window manager to see to it.

A kiosk may have none: what is asked to be maximised stays as small as it may be there, and Qt says that it is
maximised all the same. Main thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMainWindow

from app.background.timers import once

PATIENCE_MS = 250
"""A window manager sizes a window before it is seen; where one is slower, it has the last word anyway."""
FILLS = 0.9
"""Of the screen's sides: the rest may be a frame, or what the manager keeps free."""


def show_filling(window: QMainWindow) -> None:
    """Show it maximised; where nobody has made it so a moment later, it takes the room itself."""
    window.showMaximized()
    once(PATIENCE_MS, partial(fill, window), window).start()


def fill(window: QMainWindow) -> None:
    """Take the whole room of its screen, if it is maximised by name only; whoever made it smaller meant it."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    is_full = frame.width() >= room.width() * FILLS and frame.height() >= room.height() * FILLS
    if window.isVisible() and window.isMaximized() and not is_full:
        window.setGeometry(room)
