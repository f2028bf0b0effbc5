"""How long pages have been waiting for what they look up: nothing for a second, then it is said, then what to do.

Owns the time of each look-up that is under way. Pages keep what stands there meanwhile; the window looks and says the
words. No object of Qt: a lane may be the last that lets go of it. Main thread.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

SLOW_S: Final = 1.0
VERY_SLOW_S: Final = 5.0
PATIENCES: Final = (SLOW_S, VERY_SLOW_S)


class Waiting:
    """What is being looked up, and since when."""

    def __init__(self) -> None:
        self._since: dict[object, float] = {}

    def begin(self) -> object:
        """A look-up begins; hand this to `end`."""
        mark = object()
        self._since[mark] = monotonic()
        return mark

    def end(self, mark: object) -> None:
        """It was answered, or given up."""
        self._since.pop(mark, None)

    @property
    def anybody(self) -> bool:
        """Whether anything is being looked up."""
        return bool(self._since)

    @property
    def stage(self) -> int:
        """0: nobody waits for long; 1: somebody does for a second; 2: for five."""
        now = monotonic()
        waited = now - min(self._since.values(), default=now)
        return sum(waited >= patience for patience in PATIENCES)
