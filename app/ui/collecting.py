"""Objects of Qt end on the main thread alone while the window is open.

Python's collector runs wherever something is made, in a lane too; what it then takes away may be an object of Qt that
belongs to the main thread and is just being used or deleted there, and the program crashes. So it rests, and is asked
at a pace of its own whether there is something to do, with its own thresholds. The same holds for what a lane's jobs
leave. Make it on the main thread; `close` gives both back.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.background.leavings import LEAVINGS
from app.background.timers import every

PAUSE_MS = 500


def collect_what_is_due() -> None:
    """The oldest generation that is due, and with it the younger ones, as the collector itself does."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return


class Collecting(QObject):
    """Collects what is garbage and what lanes leave, on the thread that it was made on."""

    _left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left.connect(self._on_left, Qt.ConnectionType.QueuedConnection)
        self._told_before = LEAVINGS.handed_to(self._left.emit)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = every(PAUSE_MS, self._on_time, self)

    @Slot()
    def _on_time(self) -> None:
        gc.disable()  # another station that was opened meanwhile has turned it on
        collect_what_is_due()

    @Slot()
    def _on_left(self) -> None:
        LEAVINGS.clear()

    def close(self) -> None:
        """From now on it works where something is made, as it did before. No lane is at work any more."""
        self._timer.stop()
        LEAVINGS.handed_to(self._told_before)
        LEAVINGS.clear()
        if self._was_on:
            gc.enable()
