"""The program with a window: from the first line to the exit code.

1. what Qt needs is looked at, so that a machine without a display is told so in words, not by an abort;
2. the QApplication is made, with the house's style, fonts and words;
3. whatever nobody caught is written to the log from now on, and shown in the window: never silently;
4. the window opens over the station, its lanes start with their first job;
5. a signal from outside (SIGTERM, SIGINT) closes the window as its button does: what was acknowledged is safe anyway.

`open_window` is the part that tests and the demo share with the program.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from types import FrameType, TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QLoggingCategory, Qt
from PySide6.QtWidgets import QApplication

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.precedence import BENCH
from app.background.timers import every
from app.domain.print_jobs import PrintJob
from app.domain.symbols import Code
from app.services.station import Station
from app.ui import qt_messages
from app.ui.ahead import Ahead, Spare
from app.ui.calm import Calm
from app.ui.camera import open_live
from app.ui.collecting import Collecting
from app.ui.desk import Desk, Listen
from app.ui.kit import ScrollColumn
from app.ui.kit.painting import line_height
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.scanner.wedge import Wedge, manner_of
from app.ui.theme import Type, look
from app.ui.window import StationWindow
from app.ui.window.filling import show_filling
from app.ui.words import LANGUAGES, formats
from app.ui.words.catalogue import catalogue

log = logging.getLogger(__name__)

ROOMS = {
    "signin": ("signin", "SignInPage"),
    "bench": ("bench.seeing", "bench_page"),
    "stock": ("stock.view", "StockPage"),
    "work": ("work.view", "WorkPage"),
    "imports": ("imports.view", "ImportsPage"),
    "unit": ("unit.view", "UnitPage"),
    "settings": ("settings.page", "SettingsPage"),
}
"""Where each page is made, and by what; the module's `AHEAD`, where it has one, are the pieces that it takes then."""


def _page(room: str, name: str, parts: Parts) -> Page:
    page: Page = getattr(import_module(f"app.ui.{room}"), name)(parts)
    return page


PAGES: dict[str, Callable[[Parts], Page]] = {name: partial(_page, *made) for name, made in ROOMS.items()}
"""Imported when they are first shown, on the main thread: the window is up before the last of them."""

LAST = ("page", "view")
"""Modules of a room that import most of the others."""

QUIET = "qt.multimedia*=false"
"""Qt's media backends speak while the system's loader holds its lock. Whoever listens in Python then waits for the
interpreter, and whoever imports a library there has it and waits for the loader: nothing would go on."""

PULSE_MS = 200
"""How often Python gets a turn while Qt sleeps: signals of the system are taken then."""


SWITCH_S = 0.001
"""How long the main thread waits for Python's lock behind a lane that computes; usual are five milliseconds."""


ALONE = ("QT_NO_GUI_THREADPOOL", "1")
"""Qt shares out each larger fill to threads and waits for them. On two cores, on which camera and bench are at work, it
mostly waits for its turn: a paint that takes half a millisecond alone took five with their help."""


def make_application() -> QApplication:
    """The one QApplication of this process, dressed."""
    QLoggingCategory.setFilterRules(QUIET)  # whoever made the application: what it prevents stops everything
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    sys.setswitchinterval(SWITCH_S)
    os.environ.setdefault(*ALONE)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(["regrade"])
    application.setApplicationName("Regrade")
    application.setApplicationDisplayName("Regrade")
    application.setDesktopFileName("regrade")
    look.dress(application)
    return application


class _Seen:
    """Codes that the camera saw, for a window that is not made yet when the camera begins to look. Main thread."""

    window: StationWindow | None = None

    def __call__(self, code: Code) -> None:
        if self.window is not None:
            self.window.take_seen(code.text)


@contextmanager
def open_window(station: Station) -> Iterator[StationWindow]:
    """The window over a station; when the block ends its lanes have come to rest."""
    relay, collecting = Relay(), Collecting()
    calm = Calm(relay)
    behind = BENCH, calm.precedence
    bench, reading = Lane("bench"), Lane("reading", behind=[BENCH])
    desk = Desk(lambda: station.bench, bench, relay, _listening(station), BENCH)
    seen = _Seen()
    live = open_live(station, relay, seen, behind)
    ahead = Ahead(_loads(), relay)
    parts = Parts(station, desk, relay, reading, live, counting=Lane("counting", behind=behind), calm=calm)
    window = StationWindow(parts, PAGES)
    spare = Spare(_turns(window), lambda: parts.waits.anybody)
    desk.worked.connect(spare.rest)
    seen.window = window
    try:
        yield window
    finally:
        window.close()
        relay.close()
        ahead.close()
        spare.close()
        parts.ready.clear()
        live.close()
        parts.folders.close()
        for lane in (parts.importing, parts.counting, reading, bench):
            lane.close()
        window.deleteLater()
        # No loop runs any more that would do it: what stays would be there still when Python ends, and complain.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        collecting.close()
        BENCH.give()  # whoever asked last is no longer there to give it


def _listening(station: Station) -> Listen:
    """Printing is made where it is first asked for: in the bench's lane."""

    def listen(told: Callable[[PrintJob], None]) -> None:
        station.printing.listen(told)

    return listen


def _loads() -> Iterator[Callable[[], object]]:
    """Words and numbers only: libraries of Qt, and whatever derives from its classes, are loaded on the main thread."""
    for code in LANGUAGES:
        yield partial(catalogue, code)
        yield partial(formats.prepare, code)


def _turns(window: StationWindow) -> Iterator[Callable[[], object]]:
    """What the pages are made of, a file at a time, and then the pages, a piece at a time: who asks for one waits for
    no more than its first paint. The bench comes first."""
    yield _meet_classes
    yield from (partial(line_height, kind) for kind in Type)  # with a Chinese letter: another font is opened for each
    for rooms in (("kit", "bench"), ("stock", "work", "imports", "unit", "settings")):
        for room in rooms:
            modules = [module.name for module in iter_modules(import_module(f"app.ui.{room}").__path__)]
            for name in sorted(modules, key=LAST.__contains__):
                yield partial(import_module, f"app.ui.{room}.{name}")
        for room in rooms:
            if room in PAGES:
                yield from _made(window, room)


def _made(window: StationWindow, room: str) -> Iterator[Callable[[], object]]:
    """The pieces of a page, the page, and what is seen of it only later."""
    parts = window.parts
    for piece in getattr(import_module(f"app.ui.{ROOMS[room][0]}"), "AHEAD", ()):
        yield partial(parts.ready.make, piece, parts)
    yield partial(window.page, room)
    yield from window.page(room).ahead()


def _meet_classes() -> None:
    """Qt for Python makes itself known with all widgets there are, when it first meets one that Qt has made itself."""
    ScrollColumn("met")


def run(station: Station, furnish: Callable[[StationWindow], object] = lambda _: None) -> int:
    """Work until the window is closed; the exit code. `furnish` adds to the window before it is seen."""
    with qt_messages.to_the_log():
        return _run(station, furnish)


def _run(station: Station, furnish: Callable[[StationWindow], object]) -> int:
    application = make_application()
    look.choose(station.settings.window.theme)
    look.enlarge(station.settings.window.text_size / 100)
    with open_window(station) as window, _watched(station, window):
        wedge = Wedge(manner_of(station.settings.scanner), window)
        wedge.scanned.connect(window.take_scan)
        wedge.listen(application)
        furnish(window)
        show_filling(window)
        return application.exec()


@contextmanager
def _watched(station: Station, window: StationWindow) -> Iterator[None]:
    """Errors that nobody caught, and signals, while the window is open."""
    before = sys.excepthook, signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        log.critical("A fault of the program", exc_info=(kind, error, trace))
        window.show_fault()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        window.close()

    sys.excepthook = on_error
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    pulse = every(PULSE_MS, lambda: None, window)
    with (station.profile.logs / "crash.log").open("ab") as crash:
        faulthandler.enable(crash)
        try:
            yield
        finally:
            pulse.stop()
            faulthandler.disable()
            sys.excepthook = before[0]
            signal.signal(signal.SIGTERM, before[1])
            signal.signal(signal.SIGINT, before[2])
