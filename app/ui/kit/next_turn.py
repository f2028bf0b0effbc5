"""A room that was filled is painted in the next turn: to fill it and to paint it takes a turn each, and between them
keys and scans have theirs. Until then it stands as it was. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.background.timers import once


class NextTurn(QObject):
    """`paint(room)` holds the paints of one room until the loop has gone round once."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self._timer = once(0, self._on_turn, self)

    def paint(self) -> None:
        """Not now. Where nobody sees it nothing is held."""
        if self._room.isVisible():
            self._room.setUpdatesEnabled(False)
            self._timer.start()

    @Slot()
    def _on_turn(self) -> None:
        self._room.setUpdatesEnabled(True)
