"""The films of a bench: begun and ended at its screen, handed to it when they lie in the evidence. Main thread.

A film of an unboxing ends with its parcel, and is kept as evidence of it; while nobody is signed in it waits. A film of
a destruction is offered as its proof; where nobody asks for that any more it is kept as evidence of the unit.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.background.bridge import Relay
from app.background.film_lane import Ended, FilmLane, Recorded
from app.domain.bench import actions as do
from app.domain.films import DESTRUCTION, UNBOXING, FilmOf
from app.errors import BenchError
from app.saying import say
from app.services.inspecting import Request, Standing

from .wording import Wording, phrase

_ENDED = {
    Ended.LENGTH: phrase("The film is as long as it may be and was ended. It is kept."),
    Ended.SIZE: phrase("The film is as large as it may be and was ended. It is kept."),
}


class Sends(Protocol):
    """The road to the bench, as far as it is used here."""

    def send(self, request: Request) -> None:
        """Queue a request."""


class BenchFilms(QObject):
    """One film at a time.

    Signals:
        changed(): a film was begun, or is over
        proved(Recorded): the film of a destruction is there; call `keep` where nobody wants it as proof
        told(object, str): what became of a film, as a wording, and its tone
        failed(object): no film, as a `BenchError`

    """

    changed = Signal()
    proved = Signal(object)
    told = Signal(object, str)
    failed = Signal(object)

    def __init__(
        self, lane: FilmLane, relay: Relay, desk: Sends, parent: QObject | None = None, *, unboxing: bool = False
    ) -> None:
        """`unboxing`: a film begins with each parcel."""
        super().__init__(parent)
        self._lane, self._relay, self._desk, self._unboxing = lane, relay, desk, unboxing
        self._unkept: list[Recorded] = []
        self._parcel = ""
        self._signed_in = False

    @property
    def of(self) -> FilmOf | None:
        """What is filmed now."""
        stands = self._lane.stands
        return stands.of if stands is not None else None

    def toggle(self, of: FilmOf) -> None:
        """End the film that is being made, else begin one."""
        if self.of is None:
            self._begin(of)
        else:
            self._lane.end()

    def keep(self, done: Recorded) -> None:
        """Have the bench keep a film as evidence of what it is of."""
        if not self._signed_in:
            self._unkept.append(done)
            return
        action = do.KeepFilm(done.of.kind, done.of.parcel_id, done.of.unit)
        self._desk.send(Request(action, file=done.file))

    def stood(self, standing: Standing) -> None:
        """Where the bench stands now: a parcel came, or is done with; somebody signed in, or out."""
        state = standing.state
        self._signed_in = state.operator is not None
        if self._signed_in and self._unkept:
            waiting, self._unkept = self._unkept, []
            for done in waiting:
                self.keep(done)
        before, self._parcel = self._parcel, state.parcel.parcel_id if state.parcel is not None else ""
        if before == self._parcel:
            return
        if self.of == FilmOf(UNBOXING, before):
            self._lane.end()
        elif self._parcel and self._unboxing and self.of is None:
            self._begin(FilmOf(UNBOXING, self._parcel))

    def _begin(self, of: FilmOf) -> None:
        home = self._relay.home
        if self._lane.begin(of, home(self._on_recorded), home(self._on_failed)):
            self.changed.emit()

    @Slot(object)
    def _on_recorded(self, done: Recorded) -> None:
        self.changed.emit()
        words = _ENDED.get(done.ended) or _kept(done)
        self.told.emit(words, "ok" if done.ended is Ended.ASKED else "warn")
        if done.of.kind == DESTRUCTION:
            self.proved.emit(done)
        else:
            self.keep(done)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.changed.emit()
        known = isinstance(error, BenchError)
        self.failed.emit(
            error if known else BenchError(say("The film failed: a fault of the program."), say("Film it again."))
        )


def _kept(done: Recorded) -> Wording:
    time = f"{int(done.seconds) // 60}:{int(done.seconds) % 60:02d}"
    if done.dropped > done.frames // 20:
        return phrase("Filmed {time}; {dropped} pictures were left out.", time=time, dropped=str(done.dropped))
    return phrase("Filmed {time}.", time=time)
