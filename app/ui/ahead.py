"""What is loaded ahead, in a lane of its own, once the window is up: no language waits for its words.

Nothing of Qt is loaded here: see `app.ui.application.QUIET`.

`Ahead` is made on the main thread; what it is given is called in its lane, and what is loaded then is kept out of the
sight of Python's collector: looking through it would hold the main thread for longer than a person should notice.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.timers import once

START_MS = 300
"""After the window, and after the camera and the bench, which are waited for."""

log = logging.getLogger(__name__)


class Ahead(QObject):
    """Makes calls that load something, one job each, so that closing waits for one at most."""

    def __init__(self, loads: Iterable[Callable[[], object]], relay: Relay) -> None:
        super().__init__()
        self._loads, self._relay = tuple(loads), relay
        self._left = len(self._loads)
        self._lane = Lane("ahead")
        self._timer = once(START_MS, self.start, self)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything is there."""
        return self._left == 0

    def start(self) -> None:
        """Begin at once."""
        self._timer.stop()
        for load in self._loads:
            self._lane.submit(load, self._relay.home(self._on_loaded), self._on_failed)

    def close(self) -> None:
        """Wait for what is being loaded."""
        self._timer.stop()
        self._lane.close()

    def _on_loaded(self, _: object) -> None:
        self._left -= 1
        if self.done:
            gc.freeze()

    def _on_failed(self, error: BaseException) -> None:
        """In the lane. Whoever needs it meets the same error, and says so."""
        log.info("Could not be loaded ahead: %s", error)
