"""A room that is seen, filled with other widgets: hidden for that moment, and shown whole, before anybody could see it.

Qt shows each widget that is put into a room that is seen in an event of its own, and lays out everything around the
room for each, up to the window. Main thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def filling(room: QWidget | None) -> Iterator[None]:
    """Put things into it within the block; where it is not seen, nothing else happens."""
    seen = room is not None and room.isVisible()
    if room is not None and seen:
        room.hide()
    try:
        yield
    finally:
        if room is not None and seen:
            room.show()
