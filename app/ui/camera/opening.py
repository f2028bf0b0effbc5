"""A station's camera made ready for the window: its lanes, and the shutter that the bench presses. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.background.bridge import Relay
from app.background.code_lane import CodeLane
from app.background.live import Live, Still
from app.background.timers import once
from app.domain.symbols import Code
from app.errors import BenchError
from app.saying import say
from app.services.station import Station

from .live_picture import LivePicture

START_MS: Final = 150


def open_live(station: Station, relay: Relay, on_code: Callable[[Code], None]) -> Live:
    """The station's camera; codes that it scans are told on the main thread. Close it before the lanes of the bench.

    It begins to look a moment after the window: what it loads would keep the window from coming up at once.
    """
    settings, eyes = station.settings.camera, station.eyes
    codes = CodeLane(eyes.open_reader, relay.home(on_code)) if settings.read_codes else None
    live = Live(eyes.open_camera, eyes.open_darkroom, station.profile.spool, fps=settings.live_fps, codes=codes)
    once(START_MS, live.start, relay).start()
    return live


class Shutter(QObject):
    """Takes photos for the bench, one after another; shows each for a moment in the live picture.

    Signals:
        failed(BenchError): no photo was taken, in words with what to do

    """

    failed = Signal(object)

    def __init__(
        self, live: Live, relay: Relay, picture: LivePicture | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._live, self._relay, self._picture = live, relay, picture
        self._busy = False

    def __call__(self, _shot: str, on_file: Callable[[Path], None]) -> None:
        """Take a still; its file comes on the main thread. Pressed again before it came, nothing more is taken."""
        if self._busy:
            return
        self._busy = True

        def on_still(still: Still) -> None:
            self._busy = False
            if self._picture is not None:
                self._picture.freeze(still.preview)
            on_file(still.file)

        self._live.take_still(self._relay.home(on_still), self._relay.home(self._on_failed))

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, BenchError):
            self.failed.emit(error)
        else:
            self.failed.emit(BenchError(say("The photo was not taken: a fault of the program."), say("Take it again.")))
