"""The lane in which checkpoints go to a folder elsewhere, so that a share that is away keeps nobody waiting.

Started with its first job. Closing it gives what waits a moment to arrive.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from app.background.lanes import Lane

PATIENCE_S: Final = 3.0
MOST_WAITING: Final = 4

log = logging.getLogger(__name__)


class CheckpointLane:
    """Implements `app.store.off_bench.Submit`. Any thread; close it from the one that made it."""

    def __init__(self) -> None:
        self._lane = Lane("checkpoints")

    def __call__(self, write: Callable[[], None]) -> None:
        """Have it called soon; not where the lane is behind already, for a call that waits takes this word along."""
        if self._lane.waiting < MOST_WAITING:
            self._lane.submit(write, lambda _: None, self._on_error)

    def close(self, last: Callable[[], None]) -> None:
        """One last call, then rest; what hangs is left behind, and said."""
        done = threading.Event()

        def failed(error: BaseException) -> None:
            self._on_error(error)
            done.set()

        self._lane.submit(last, lambda _: done.set(), failed)
        if not done.wait(PATIENCE_S):
            log.warning("The folder of the checkpoints does not answer; the newest one lies on this bench alone.")
        self._lane.close(patience_s=0.1 if not done.is_set() else PATIENCE_S)

    def _on_error(self, error: BaseException) -> None:
        log.error("A fault of the program while writing a checkpoint", exc_info=error)
