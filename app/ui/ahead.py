"""What is loaded ahead once the window is up: no language waits for its words, no page for its modules and widgets.

In a lane of its own nothing of Qt is loaded: see `app.ui.application.QUIET`. What derives from Qt's classes is loaded
on the main thread, a module at a time, and the pages are made there, one at a time.

`Ahead` is made on the main thread; what it is given is called in its lane, and what is loaded then is kept out of the
sight of Python's collector: looking through it would hold the main thread for longer than a person should notice.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Slot

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.timers import once

START_MS = 300
"""After the window, and after the camera and the bench, which are waited for."""
LATER_MS = 1_200
"""The words of other languages: when the first page stands, and before anybody can have signed in who speaks them."""
PAUSE_MS = 15
"""Between two of them: keys, scans and paints have their turn."""
GO_S = 0.008
"""How long small things are done one after another in one turn; what takes longer has its turn alone."""
REST_MS = 2_000
"""After an act: acts that belong together follow one another more quickly, and a page takes long enough to be felt."""

LOOKING_MS = 200
"""While a page waits for what it looks up: that mostly takes less."""

log = logging.getLogger(__name__)


class Ahead(QObject):
    """Makes calls that load something, one job each, so that closing waits for one at most."""

    def __init__(self, loads: Iterable[Callable[[], object]], relay: Relay) -> None:
        super().__init__()
        self._loads, self._relay = tuple(loads), relay
        self._left = len(self._loads)
        self._lane = Lane("ahead")
        self._timer = once(LATER_MS, self.start, self)
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


class Spare(QObject):
    """Makes calls on the main thread, a few a turn, while nobody waits: for what a lane must not load, and for what is
    made of it.

    A page then stands at once when it is first asked for; whoever asks earlier has the rest done as usual. While acts
    follow one another, or a page waits for what it looks up, nothing is made: what they lead to is painted first.
    """

    def __init__(self, calls: Iterable[Callable[[], object]], busy: Callable[[], bool] = lambda: False) -> None:
        """`busy` tells whether somebody waits for something else."""
        super().__init__()
        self._busy, self._begun = busy, False
        self._calls: Iterator[Callable[[], object]] | None = iter(calls)
        self._timer = once(START_MS, self._on_turn, self)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything is there."""
        return self._calls is None

    @Slot(bool)
    def rest(self, begins: bool = True) -> None:  # noqa: FBT002 (a slot)
        """Somebody's act begins: go on when they pause. Before the first turn that is only the window's own question,
        which may be answered a good deal later."""
        if begins and self._calls is not None and self._begun:
            self._timer.start(REST_MS)

    def close(self) -> None:
        """Make no more."""
        self._calls = None
        self._timer.stop()

    def _on_turn(self) -> None:
        if self._calls is None:
            return
        self._begun = True
        if self._busy():
            self._timer.start(LOOKING_MS)
            return
        until = time.perf_counter() + GO_S
        for call in self._calls:
            call()
            if time.perf_counter() >= until:
                self._timer.start(PAUSE_MS)
                return
        self._calls = None
        gc.freeze()
