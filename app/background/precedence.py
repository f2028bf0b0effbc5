"""The bench goes first: what is looked up beside it begins when nothing is asked of the bench, or a little later.

Python lets one thread compute at a time, and whoever lets go for an instant, as the bench does at every statement, may
wait a millisecond for each: a scan that takes nine milliseconds alone took thirty beside a look-up that nobody needed
at that moment. Any thread may use it.
"""

from __future__ import annotations

from threading import Event
from typing import Final

LONGEST_S: Final = 0.15
"""Nobody waits longer than this at a time: an act whose file is looked at first may take as long."""


class Precedence:
    """Taken by whom it belongs to, given when that is done; others wait for it before they begin."""

    def __init__(self) -> None:
        self._free = Event()
        self._free.set()

    def take(self) -> None:
        """What begins from now on waits."""
        self._free.clear()

    def give(self) -> None:
        """Whoever waits begins."""
        self._free.set()

    @property
    def taken(self) -> bool:
        """Whether it has not been given."""
        return not self._free.is_set()

    def wait(self, seconds: float = LONGEST_S) -> None:
        """Until it is given, at most so long."""
        self._free.wait(seconds)


BENCH: Final = Precedence()
"""That of this program's bench: the window takes it for each act until what it led to is painted."""
