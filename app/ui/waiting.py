"""How long pages have been waiting for what they look up: nothing for a second, then it is said, then what to do.

Owns the time of each look-up that is under way. Pages keep what stands there meanwhile; the window says the words.
Main thread.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from app.background.timers import once

SLOW_S: Final = 1.0
VERY_SLOW_S: Final = 5.0
PATIENCES: Final = (SLOW_S, VERY_SLOW_S)


class Waiting(QObject):
    """Signals: `changed(int)`: 0 nobody waits for long, 1 somebody does for a second, 2 for five."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._since: dict[object, float] = {}
        self.stage = 0
        self._timer = once(0, self._on_time, self)

    def begin(self) -> object:
        """A look-up begins; hand this to `end`."""
        mark = object()
        self._since[mark] = monotonic()
        if not self._timer.isActive():
            self._on_time()
        return mark

    def end(self, mark: object) -> None:
        """It was answered, or given up."""
        if self._since.pop(mark, None) is not None and self.stage:
            self._on_time()

    @Slot()
    def _on_time(self) -> None:
        waited = monotonic() - min(self._since.values(), default=monotonic())
        stage = sum(waited >= patience for patience in PATIENCES)
        ahead = [patience - waited for patience in PATIENCES if patience > waited]
        if self._since and ahead:
            self._timer.start(max(1, round(ahead[0] * 1000)))
        else:
            self._timer.stop()
        if stage != self.stage:
            self.stage = stage
            self.changed.emit(stage)
