"""The real window over a station, offscreen: its scanner sends F24 before each code, its camera sees what is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType

from PySide6.QtCore import QElapsedTimer, QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.config import ScannerSettings
from app.devices.scene_camera import SceneCamera
from app.services.station import Station
from app.ui.application import make_application, open_window
from app.ui.bench.page import BenchPage
from app.ui.scanner.wedge import Wedge, manner_of
from app.ui.theme import look
from app.ui.window import StationWindow
from app.ui.words import language
from tests.pictures import drawn

SIZE = (1366, 768)
FPS = 30
PATIENCE_MS = int(os.environ.get("PATIENCE", "15000"))
_SOUND = ("qt.multimedia", "qt.core.library")
"""A machine without a loudspeaker says so while Qt looks for one."""


@dataclass
class Place:
    """A window that somebody may work at; `faults` are exceptions and Qt's warnings since it was opened."""

    window: StationWindow
    application: QApplication
    camera: SceneCamera
    wedge: Wedge
    faults: list[str] = field(default_factory=list)

    @property
    def bench(self) -> BenchPage:
        page = self.window.page("bench")
        assert isinstance(page, BenchPage)
        return page


def until(what: str, done: Callable[[], object]) -> None:
    """The window has its turn until it is so. The clock of its camera and its chips wake this up."""
    clock = QElapsedTimer()
    clock.start()
    while not done():
        assert clock.elapsed() < PATIENCE_MS, f"The window was waited for in vain: {what}."
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def turn() -> None:
    """Whatever waits for the window now."""
    QApplication.processEvents()


@contextmanager
def window_over(station: Station, *, sees_codes: bool = False, size: tuple[int, int] = SIZE) -> Iterator[Place]:
    """The window, until the block ends. Fails where anything went wrong unseen."""
    application = make_application()
    look.dress(application, "light")
    camera = SceneCamera(drawn("empty"), fps=FPS)
    faults: list[str] = []
    with _overheard(faults), open_window(seen_through(station, camera, sees_codes=sees_codes)) as window:
        wedge = Wedge(manner_of(window.parts.station.settings.scanner), window)
        wedge.scanned.connect(window.take_scan)
        wedge.listen(application)
        window.resize(*size)
        window.show()
        window.activateWindow()
        until("where the bench stands", lambda: window.parts.desk.standing is not None and not window.parts.desk.busy)
        try:
            yield Place(window, application, camera, wedge, faults)
        finally:
            wedge.leave_off(application)
    turn()
    language.speak("en")
    assert faults == [], faults


def seen_through(station: Station, camera: SceneCamera, *, sees_codes: bool) -> Station:
    """The same station with this camera, and a scanner that says when it begins."""
    settings = station.settings.model_copy(
        update={
            "camera": station.settings.camera.model_copy(update={"read_codes": sees_codes}),
            "scanner": ScannerSettings(prefix="F24", suffix="Enter"),
        }
    )
    return replace(station, settings=settings, eyes=replace(station.eyes, open_camera=lambda: camera))


@contextmanager
def _overheard(faults: list[str]) -> Iterator[None]:
    """Exceptions that nobody caught, and Qt's own warnings."""
    hook = sys.excepthook

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        faults.append(f"{kind.__name__}: {error}")
        hook(kind, error, trace)

    def on_message(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        told = kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
        of_this_machine = words.startswith(("PulseAudio", "This plugin does not support "))
        if told and not (str(where.category).startswith(_SOUND) or of_this_machine):
            faults.append(f"Qt: {where.category}: {words}")

    sys.excepthook = on_error
    before = qInstallMessageHandler(on_message)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook
