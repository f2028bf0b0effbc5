"""Python's collector, on the main thread alone while the window is open.

It runs wherever something is made, in a lane too; what it then takes away may be an object of Qt that belongs to the
main thread and is just being used or deleted there, and the program crashes. So it rests, and is asked at a pace of its
own whether there is something to do, with its own thresholds. Make it on the main thread; `close` gives it back.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Slot

from app.background.timers import every

PAUSE_MS = 500


class Collecting(QObject):
    """Collects what is garbage, on the thread that it was made on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = every(PAUSE_MS, self._on_time, self)

    @Slot()
    def _on_time(self) -> None:
        """The oldest generation that is due, and with it the younger ones, as the collector itself does."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if 0 < thresholds[generation] < counts[generation]:
                gc.collect(generation)
                return

    def close(self) -> None:
        """From now on it works where something is made, as it did before."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
