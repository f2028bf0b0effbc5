"""A film of a destruction begun on the unit's page: the proof where it is still asked for, else kept as evidence.

Made in the lane that films, as the bench's films are; one at a time at a station. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.background.film_lane import Recorded
from app.domain.bench import actions as do
from app.domain.films import DESTRUCTION, FilmOf
from app.errors import BenchError
from app.services.inspecting import Request
from app.ui.parts import Parts
from app.ui.words import _, translated


class ProofFilm(QObject):
    """Signals: given(Path): the film that proves; failed(str, str): why there is none; changed(): begun, or over."""

    given = Signal(object)
    failed = Signal(object, object)
    changed = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.unit = ""
        self._awaited = False

    @property
    def can(self) -> bool:
        """Whether this station films."""
        return self._parts.live.film is not None

    @property
    def runs(self) -> bool:
        """Whether the destruction of this unit is being filmed now."""
        lane = self._parts.live.film
        stands = lane.stands if lane is not None else None
        return stands is not None and stands.of == FilmOf(DESTRUCTION, unit=self.unit)

    def toggle(self) -> None:
        """Begin a film of this unit's destruction, or end it."""
        lane = self._parts.live.film
        if lane is None or not self.unit:
            return
        if self.runs:
            lane.end()
        else:
            home = self._parts.relay.home
            self._awaited = True
            if lane.begin(FilmOf(DESTRUCTION, unit=self.unit), home(self._on_recorded), home(self._on_failed)):
                self.changed.emit()
            else:
                self._awaited = False
                self.failed.emit(_("Another film is being made."), _("End it by its red sign above, then film this."))

    def leave(self) -> None:
        """Nobody waits for a proof here any more: what is filmed ends, and is kept as evidence of the unit."""
        self._awaited = False
        if self.runs and self._parts.live.film is not None:
            self._parts.live.film.end()

    def _on_recorded(self, done: Recorded) -> None:
        self.changed.emit()
        if self._awaited and done.of.unit == self.unit:
            self._awaited = False
            self.given.emit(done.file)
            return
        standing = self._parts.desk.standing
        if standing is not None and standing.state.operator is not None:  # else the next start puts it on record
            self._parts.desk.send(Request(do.KeepFilm(done.of.kind, done.of.parcel_id, done.of.unit), file=done.file))

    def _on_failed(self, error: BaseException) -> None:
        self._awaited = False
        self.changed.emit()
        if isinstance(error, BenchError):
            self.failed.emit(translated(error.message), translated(error.hint))
        else:
            self.failed.emit(_("The film failed: a fault of the program."), _("Film it again."))
