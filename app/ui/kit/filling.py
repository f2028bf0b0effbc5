"""A room that is seen, filled with other widgets: hidden for that moment, and shown whole, before anybody could see it.

Qt shows each widget that is put into a room that is seen in an event of its own, and lays out everything around the
room for each, up to the window. Whatever had the keyboard in it has it again, if it is still there. Main thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


@contextmanager
def filling(room: QWidget | None) -> Iterator[None]:
    """Put things into it within the block; where it is not seen, nothing else happens."""
    if room is None or not room.isVisible():
        yield
        return
    focused: QWidget | None = room.window().focusWidget()
    held = focused if focused is not None and room.isAncestorOf(focused) else None
    room.hide()
    try:
        yield
    finally:
        room.show()
        if held is not None and isValid(held) and held.isVisible():
            held.setFocus()
