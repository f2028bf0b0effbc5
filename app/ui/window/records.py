"""The records in the window's head, while they are out of reach: said plainly, and asked again until they answer.

What the bench holds meanwhile it hands in itself, with the first question that reaches the records; so all that is
needed is to ask. Whether they answer is looked up in the reading lane first: a lost network keeps nobody waiting. Main
thread.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal, Slot

from app.background.timers import every
from app.services.inspecting import Standing
from app.services.outlasting import KEPT_HERE
from app.ui.parts import Parts
from app.ui.words import _, ngettext, number

log = logging.getLogger(__name__)

LOOK_MS = 2000
UNREACHABLE = "database_unreachable"


class RecordsWatch(QObject):
    """Hears every answer of the bench.

    Signals:
        said(str, str): words and their tone; empty words where the records answer

    """

    said = Signal(str, str)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._away = self._looking = False
        self._held = 0
        self._timer = every(LOOK_MS, self.look, self)
        self._timer.stop()
        parts.desk.stood.connect(self._on_stood)

    @property
    def away(self) -> bool:
        """Whether the records were out of reach with the newest answer."""
        return self._away

    def look(self) -> None:
        """Ask whether the records answer again, unless that is being asked."""
        if not self._away or self._looking:
            return
        self._looking = True
        reads = self._parts.station.reads
        self._parts.read(lambda: reads.shift(datetime.now(UTC)), self._on_back, self._on_still_away)

    def retranslate(self) -> None:
        """Say it anew."""
        if not self._away:
            return
        words = _("Records out of reach")
        if self._held:
            held = ngettext("{steps} step held", "{steps} steps held", self._held, steps=number(self._held))
            words = f"{words} · {held}"
        self.said.emit(words, "bad")

    def stop(self) -> None:
        """Look no more."""
        self._away = False
        self._timer.stop()

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        reply, before = standing.reply, (self._away, self._held)
        kept = any(one["code"] == KEPT_HERE for one in reply.get("warnings", ()))
        error = reply.get("error")
        self._away = kept or bool(error and error["code"] == UNREACHABLE)
        self._held = self._held + kept if self._away else 0
        if (self._away, self._held) == before:
            return
        if self._away:
            self._timer.start()
            self.retranslate()
        else:
            self._timer.stop()
            self.said.emit("", "")

    def _on_back(self, _: object) -> None:
        self._looking = False
        if self._away and not self._parts.desk.busy:
            self._parts.desk.ask()

    def _on_still_away(self, error: BaseException) -> None:
        self._looking = False
        log.debug("The records are still out of reach: %s", error)
