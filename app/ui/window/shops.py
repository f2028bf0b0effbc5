"""The shops in the window's head: how far they are in step, looked up in the lane while somebody works here.

Owns when that is done: every few seconds, one look at a time; the comparison with the shops, which looks through every
listing, once a minute. Main thread.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.background.timers import every
from app.ui.parts import Parts
from app.ui.work.said import chip_said
from app.ui.work.scene import Looked, read_work

log = logging.getLogger(__name__)

LOOK_MS = 5000


class ShopWatch(QObject):
    """Looks while it is told to.

    Signals:
        said(str, str): words and their tone; empty words where there are no shops

    """

    said = Signal(str, str)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._looked: Looked | None = None
        self._reading = self._wanted = False
        self._timer = every(LOOK_MS, self.look, self)

    def watch(self, wanted: bool) -> None:
        """Whether anybody is there to see it; who comes sees it at once."""
        self._wanted = wanted
        self.look()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if not self._wanted or self._reading:
            return
        self._reading = True
        station = self._parts.station
        channels = [one.name for one in station.settings.channel]
        now, before = datetime.now(UTC), self._looked
        look = partial(read_work, station.reads, channels, now, None, working=station.at_work, before=before)
        self._parts.read(look, self._on_looked, self._on_not_looked, lane=self._parts.counting)

    def retranslate(self) -> None:
        """Say it anew."""
        if self._looked is not None:
            self.said.emit(*chip_said(self._looked.step, self._looked.at))

    def stop(self) -> None:
        """Look no more."""
        self._wanted = False
        self._timer.stop()

    def _on_looked(self, looked: Looked) -> None:
        self._reading = False
        self._looked = looked
        self.retranslate()

    def _on_not_looked(self, error: BaseException) -> None:
        self._reading = False
        log.info("The shops could not be looked up: %s", error)
