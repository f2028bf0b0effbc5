"""The lane that looks through the evidence while the window is open: seldom at work, and never for long at a time.

After each photo it rests so long that it takes no more than its share of the time. It ends within moments, wherever it
is: the next program goes on there. What fails is said in the log, and tried again at the next hour.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from app.background.lanes import Lane
from app.errors import BenchError
from app.services.safekeeping import Looked, Rest

LOOK_EVERY_S: Final = 3600.0
FIRST_AFTER_S: Final = 60.0
"""The start belongs to the bench."""
HUNDRED: Final = 100

log = logging.getLogger(__name__)


class ScrubLane:
    """Start it and close it from the thread that made it.

    `due` says whether there is something to look at, `look` goes on with it; it is given how to rest. `percent` is the
    share of the time that reading may take. `first` is done at once, and again before each look.
    """

    def __init__(
        self,
        due: Callable[[], bool],
        look: Callable[[Rest], Looked],
        percent: int,
        first: Callable[[], object] = lambda: None,
    ) -> None:
        self._first = first
        self._due = due
        self._look = look
        self._idle = HUNDRED / percent - 1
        self._ended = threading.Event()
        self._lane = Lane("evidence")

    def start(self, after_s: float = FIRST_AFTER_S) -> None:
        """Begin in a while."""
        self._lane.submit(lambda: self._work(after_s), lambda _: None, self._on_error)

    def close(self) -> None:
        """Come to rest."""
        self._ended.set()
        self._lane.close()

    def rest(self, took_s: float) -> bool:
        """As long as the share asks for; False once it is to end."""
        return not self._ended.wait(took_s * self._idle)

    def _work(self, wait_s: float) -> None:
        self._first()
        while not self._ended.wait(wait_s):
            wait_s = LOOK_EVERY_S
            self._first()
            try:
                if self._due():
                    self._look(self.rest)
            except BenchError as error:
                log.warning("The evidence was not looked through: %s", error)

    def _on_error(self, error: BaseException) -> None:
        log.error("A fault of the program while looking through the evidence", exc_info=error)
