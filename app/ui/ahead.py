"""What is loaded ahead, in a lane of its own, once the window is up: no page and no tone waits for it at its first use.

`Ahead` is made on the main thread; modules are imported in its lane, and what is loaded then is kept out of the sight
of Python's collector: looking through it would hold the main thread for longer than a person should notice.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QObject

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.timers import once

START_MS = 300
"""After the window, and after the camera and the bench, which are waited for."""

log = logging.getLogger(__name__)


class Ahead(QObject):
    """Loads modules by their name, one job each, so that closing waits for one at most."""

    def __init__(self, names: Iterable[str], relay: Relay) -> None:
        super().__init__()
        self._names, self._relay = tuple(names), relay
        self._left = len(self._names)
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
        for name in self._names:
            self._lane.submit(lambda name=name: import_module(name), self._relay.home(self._on_loaded), self._on_failed)  # type: ignore[misc]

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
