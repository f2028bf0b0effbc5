"""The station window on a database with a history, and hands that work it by keys, as a person and a scanner would.

The window, its lanes, the records, the evidence and the camera's lanes are the program's own; before the camera lies
one picture, a little different for each photo. What the hands themselves need of the main thread is left out where a
heartbeat is listening.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Stations
from app.config import ScannerSettings
from app.devices.frames import decoded
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.access import Role
from app.domain.bench import actions as do
from app.services.inspecting import Standing
from app.services.station import Station
from app.ui import application
from app.ui.bench.page import BenchPage
from app.ui.scanner.wedge import Wedge, manner_of
from app.ui.window import StationWindow
from tests.benchmarks.history import Announced

BADGE, PIN = "BN-01", "482913774"
KEYS = {"Enter": Qt.Key.Key_Return, "Space": Qt.Key.Key_Space}
SIZE = (1366, 768)
PATIENCE_S = 60.0
TURN_MS = 1
HANDS_MS = 2_500
"""To scan a badge and type a PIN takes a person longer."""
Pixels = np.typing.NDArray[np.uint8]
On = Callable[[str, float], None]
"""Hears of each act: its name, and the seconds from its last key to the next state painted."""


class PaintedWindow(StationWindow):
    """Notes when it was painted last: everything of it is drawn by then, and handed to the screen."""

    painted_at = 0.0

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted_at = time.perf_counter()
        return done


class House(QObject):
    """One window and its operator, who is signed in."""

    def __init__(self, window: PaintedWindow, camera: SceneCamera, app: QApplication, pixels: Pixels) -> None:
        super().__init__()
        self.window, self._camera, self._app = window, camera, app
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext
        self._wedge = Wedge(manner_of(window.parts.station.settings.scanner), window)
        self._wedge.scanned.connect(window.take_scan)
        self._wedge.listen(app)
        self._answers = 0
        self._answered_at = self._began = 0.0
        self._pixels = pixels
        self._photos = 0
        window.parts.desk.stood.connect(self._on_stood)
        turn_until(lambda: self._answers > 0)
        turn(HANDS_MS)
        window.parts.desk.act(do.SignIn(BADGE), pin=PIN)
        turn_until(lambda: isinstance(window.front, BenchPage) and not window.parts.desk.busy)

    @property
    def standing(self) -> Standing:
        standing = self.window.parts.desk.standing
        if standing is None:
            raise RuntimeError("the bench never said where it stands")
        return standing

    def inspect(self, parcel: Announced, on: On) -> None:
        """One parcel to its end: the best choice of whatever is expected."""
        self.act("scan parcel", lambda: self._scan(parcel.tracking), on)
        while (step := self._next(parcel.barcode)) is not None:
            self.act(*step, on)

    def act(self, name: str, make: Callable[[], None], on: On) -> None:
        """One act, until its answer is painted: first what is asked next, then all of it."""
        before = self._answers
        make()
        turn_until(lambda: self._answers > before and self.window.painted_at > self._answered_at)
        error = self.standing.reply.get("error")
        if error:
            message = f"The benchmark's operator was refused at {name}: {error}"
            raise RuntimeError(message)
        on(name, self.window.painted_at - self._began)
        turn_until(lambda: self._page().is_whole)
        turn(0)  # what that drew is painted before the turn ends
        on(f"{name}, the cards beside it too", self.window.painted_at - self._began)
        turn_until(lambda: not self.window.parts.desk.busy)

    def reach(self, go: Callable[[], object], there: Callable[[], bool]) -> float:
        """The seconds from an act to the first paint after what it asked for is there."""
        begun = time.perf_counter()
        go()
        turn_until(there)
        seen = time.perf_counter()
        self.window.update()
        turn_until(lambda: self.window.painted_at >= seen)
        return self.window.painted_at - begun

    def _next(self, item: str) -> tuple[str, Callable[[], None]] | None:
        reply = self.standing.reply
        expects = reply["expects"]
        if "answer" in expects:
            key = "Enter" if expects["answer"].get("multiple") else self._bench().scene_key()
            return "answer", lambda: self._press(key)
        if "photo" in expects:
            with self.aside():
                self._next_picture()
            return "photo", lambda: self._press("Space")
        if "accept" in expects:
            return "accept", lambda: self._press("Enter")
        if "code" in expects:
            return "scan label", lambda: self._scan(expects["code"])
        return None if reply["step"] == "idle" else ("scan item", lambda: self._scan(item))

    def _page(self) -> BenchPage:
        page = self.window.page("bench")
        if not isinstance(page, BenchPage):
            raise TypeError("the bench is no bench")
        return page

    def _bench(self) -> _Seen:
        return _Seen(self._page())

    def _focus(self) -> QWidget:
        focused: QWidget | None = self.window.focusWidget()
        return self.window if focused is None else focused

    def _press(self, key: str) -> None:
        self._began = time.perf_counter()
        QTest.keyClick(self._focus(), KEYS.get(key) or Qt.Key(ord(key)))

    def _scan(self, code: str) -> None:
        """One key a turn, as a scanner types them."""
        focus = self._focus()
        QTest.keyClick(focus, Qt.Key.Key_F24)
        for sign in code:
            QTest.keyClicks(focus, sign)
            turn(0)
        self._began = time.perf_counter()
        QTest.keyClick(focus, Qt.Key.Key_Return)

    def close(self) -> None:
        """Its scanner is laid aside: the next window has its own."""
        self._wedge.leave_off(self._app)

    def _next_picture(self) -> None:
        self._photos += 1
        chance = np.random.default_rng(self._photos)
        self._pixels[:64, :64] = chance.integers(0, 255, (64, 64, 3), np.uint8)
        self._camera.show(self._pixels)
        shown = time.monotonic()
        turn_until(lambda: self.window.parts.live.glimpse().at > shown)

    @Slot(object)
    def _on_stood(self, _: Standing) -> None:
        self._answers += 1
        self._answered_at = time.perf_counter()


class _Seen:
    """What the bench shows."""

    def __init__(self, page: BenchPage) -> None:
        self._page = page

    def scene_key(self) -> str:
        """The key of the first choice."""
        scene = self._page.presenter.scene
        if scene is None or not scene.stage.choices:
            raise RuntimeError("a question without choices")
        return scene.stage.choices[0].key


@contextmanager
def open_house(folder: Path, database: Path, around: AbstractContextManager[None] | None = None) -> Iterator[House]:
    """A station of its own on this database; `around` is entered as soon as the window is shown: nobody can ask
    anything of it before, and how long that takes is measured by `window_up`."""
    pixels = _pixels()
    camera = SceneCamera(pixels, fps=30)
    app = application.make_application()
    with Stations().open(folder, f"sqlite:///{database}", "warning") as station:
        if not any(person.operator.badge == BADGE for person in station.reads.people()):
            station.add_user(BADGE, "Bea Benchmark", Role.SUPERVISOR, PIN)
        with _painted(), application.open_window(_seen_through(station, camera)) as window:
            if not isinstance(window, PaintedWindow):
                raise TypeError("the window does not tell when it was painted")
            window.resize(*SIZE)
            window.show()
            with around or nullcontext(), closing(House(window, camera, app, pixels)) as house:
                yield house


@contextmanager
def _painted() -> Iterator[None]:
    made = vars(application)["StationWindow"]
    vars(application)["StationWindow"] = PaintedWindow
    try:
        yield
    finally:
        vars(application)["StationWindow"] = made


def _seen_through(station: Station, camera: SceneCamera) -> Station:
    settings = station.settings.model_copy(update={"scanner": ScannerSettings(prefix="F24", suffix="Enter")})
    return replace(station, settings=settings, eyes=replace(station.eyes, open_camera=lambda: camera))


def _pixels() -> Pixels:
    pixels = decoded(picture("front"))
    if pixels is None:
        raise RuntimeError("the drawn picture cannot be read")
    return np.resize(pixels, (1080, 1920, 3)).astype(np.uint8)


def turn(milliseconds: int = TURN_MS) -> None:
    """The window's loop runs for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def turn_until(done: Callable[[], bool]) -> None:
    """The window's loop runs until it is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            raise RuntimeError("the window was waited for in vain")
        turn()
