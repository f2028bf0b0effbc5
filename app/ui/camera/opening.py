"""A station's camera made ready for the window: its lanes, and the shutter that the bench presses. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from app.background.bridge import Relay
from app.background.code_lane import CodeLane
from app.background.film_lane import FilmLane
from app.background.live import Live, Still
from app.background.precedence import Precedence
from app.background.timers import once
from app.domain.symbols import Code
from app.errors import BenchError, TimedOut
from app.saying import say
from app.services.station import Station

from .live_picture import LivePicture

START_MS: Final = 150
PATIENCE_MS: Final = 6000
"""Longer than the lane gives a photo that it has begun with."""


def open_live(
    station: Station, relay: Relay, on_code: Callable[[Code], None], behind: Iterable[Precedence] = ()
) -> Live:
    """The station's camera; codes that it scans are told on the main thread, and are looked for behind whoever goes
    first. Close it before the lanes of the bench.

    It begins to look a moment after the window: what it loads would keep the window from coming up at once.
    """
    settings, eyes = station.settings.camera, station.eyes
    codes = CodeLane(eyes.open_reader, relay.home(on_code), scans=settings.read_codes, behind=behind)
    filming = station.filming
    film = FilmLane(filming.open_press, filming.open_shelf, filming.bounds) if filming is not None else None
    spool, fps = station.profile.spool, settings.live_fps
    live = Live(eyes.open_camera, eyes.open_darkroom, spool, fps=fps, codes=codes, film=film)
    once(START_MS, live.start, relay).start()
    return live


class Shutter(QObject):
    """Takes photos for the bench, one after another; shows each for a moment in the live picture.

    Signals:
        failed(BenchError): no photo was taken, in words with what to do

    """

    failed = Signal(object)

    def __init__(
        self,
        live: Live,
        relay: Relay,
        picture: LivePicture | None = None,
        parent: QObject | None = None,
        *,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._live, self._relay, self._picture = live, relay, picture
        self._awaited: object | None = None
        self._impatience = once(patience_ms, self._on_too_late, self)

    def __call__(self, _shot: str, on_file: Callable[[Path], None]) -> None:
        """Take a still; its file comes on the main thread. Pressed again before it came, nothing more is taken."""
        if self._awaited is not None:
            return
        awaited = self._awaited = object()
        self._impatience.start()

        def on_still(still: Still) -> None:
            if not self._comes(awaited):
                still.discard()
                return
            if self._picture is not None:
                self._picture.freeze(still.preview)
            on_file(still.file)

        def on_error(error: BaseException) -> None:
            if self._comes(awaited):
                self._fail(error)

        self._live.take_still(self._relay.home(on_still), self._relay.home(on_error))

    def _comes(self, awaited: object) -> bool:
        """Whether this is what is awaited, and not what nobody waits for any more."""
        if awaited is not self._awaited:
            return False
        self._awaited = None
        self._impatience.stop()
        return True

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, BenchError):
            self.failed.emit(error)
        else:
            self.failed.emit(BenchError(say("The photo was not taken: a fault of the program."), say("Take it again.")))

    @Slot()
    def _on_too_late(self) -> None:
        """The lane waits for a camera that hangs, and the photo behind it: who pressed must hear of it."""
        self._awaited = None
        self._fail(TimedOut(say("The camera gives no picture now.")))
