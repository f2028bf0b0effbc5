"""The bench page in a real window over a real station: SQLite, evidence on disk, the demo's catalogue, lanes.

`Hands` works it as a person does: keys to the window, touches on widgets by their name, codes as the scanner gives
them; each waits until the bench has answered. The camera is the test's: a picture is drawn and is there at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap import Stations
from app.demo import load_catalogue
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.access import Role
from app.domain.bench import actions as do
from app.services.inspecting import Request
from app.services.station import Station
from app.ui.application import open_window
from app.ui.bench.page import BenchPage
from app.ui.bench.pieces import Scene
from app.ui.desk import Desk
from app.ui.kit import Pulse
from app.ui.theme import look
from app.ui.window import StationWindow
from tests.bench_screen import words

PEOPLE = {"LN-07": ("Li Na", Role.INSPECTOR, "482913774"), "MO-01": ("Maria Ortiz", Role.SUPERVISOR, "605518293")}
KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "Backspace": Qt.Key.Key_Backspace,
    "Esc": Qt.Key.Key_Escape,
    "F6": Qt.Key.Key_F6,
    "F10": Qt.Key.Key_F10,
    "−": Qt.Key.Key_Minus,
    "+": Qt.Key.Key_Plus,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
}
PATIENCE_MS = 10_000


def prepare(station: Station) -> None:
    """The demo's goods with their pictures, and two people."""
    for badge, (name, role, pin) in PEOPLE.items():
        station.add_user(badge, name, role, pin)
    load_catalogue(station)


@dataclass
class Hands:
    """A person at the page."""

    window: StationWindow
    page: BenchPage
    desk: Desk
    folder: Path
    acts: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    units_shown: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        assert self.page.presenter.scene is not None
        return self.page.presenter.scene

    @property
    def title(self) -> str:
        return words(self.scene.stage.head.title)

    def settle(self) -> Hands:
        """Until the bench has answered everything."""
        wait_until(lambda: not self.desk.busy)
        QApplication.processEvents()
        wait_until(lambda: self.page.is_whole)  # what stands beside the question follows it
        return self

    def sign_in(self, badge: str = "LN-07") -> Hands:
        self.desk.send(Request(do.SignIn(badge), pin=PEOPLE[badge][2]))
        return self.settle()

    def press(self, *keys: str) -> Hands:
        for key in keys:
            self.acts.append(key)
            focused = cast("QWidget | None", self.window.focusWidget())
            QTest.keyClick(self.window if focused is None else focused, KEYS.get(key) or Qt.Key(ord(key)))
            self.settle()
        return self

    def type(self, text: str) -> Hands:
        target = self.window.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        return self

    def touch(self, *names: str) -> Hands:
        for name in names:
            self.acts.append(name)
            QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)
            self.settle()
        return self

    def button(self, name: str) -> QAbstractButton:
        found = [one for one in self.page.findChildren(QAbstractButton, name) if one.isVisible()]
        assert found, f"nothing to touch is called {name}; there is {self.touchable()}"
        return found[0]

    def touchable(self) -> list[str]:
        return [one.objectName() for one in self.page.findChildren(QAbstractButton) if one.isVisible()]

    def scan(self, *codes: str) -> Hands:
        for code in codes:
            self.acts.append(f"scan {code}")
            self.window.take_scan(code)
            self.settle()
        return self

    def read(self) -> Hands:
        """Until what the page looks up has come (titles, what waits, pictures)."""
        done: list[bool] = []
        self.page.parts.read(lambda: True, done.append, cast("Callable[[BaseException], None]", done.append))
        wait_until(lambda: bool(done) and not self.page.parts.waits.anybody)  # what came may lead to another look-up
        QApplication.processEvents()
        return self

    def shutter(self, shot: str, on_file: Callable[[Path], None]) -> None:
        """Draws a picture of its own; of a proof with the unit's code in it."""
        state = self.desk.standing.state if self.desk.standing is not None else None
        unit = state.unit.lpn if state is not None and state.unit is not None else self.codes.get("proof", "")
        file = self.folder / f"{secrets.token_hex(6)}.jpg"
        file.write_bytes(picture(f"{shot} {file.stem}", unit if shot == "proof" else ""))
        on_file(file)

    def grab(self, file: Path | None) -> None:
        """The window drawn, and left as a picture where somebody wants one."""
        QApplication.processEvents()
        for pulse in self.window.findChildren(Pulse):
            pulse.hide()
        drawn = self.window.grab()
        if file is not None:
            assert drawn.save(str(file))


def wait_until(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not done():
        assert clock.elapsed() < PATIENCE_MS, "it did not come within the time that a test waits"
        QTest.qWait(1)


@contextmanager
def bench_window(folder: Path, *, size: tuple[int, int] = (1366, 768)) -> Iterator[Hands]:
    """The station window with the bench in front, over a station that has the demo's catalogue."""
    (folder / "shots").mkdir(parents=True, exist_ok=True)
    with Stations().open(folder / "profile") as station:
        if not station.reads.people():
            prepare(station)
        with open_window(station) as window:
            window.resize(*size)
            window.show()
            page = window.page("bench")
            assert isinstance(page, BenchPage)
            hands = Hands(window, page, window.parts.desk, folder / "shots")
            page.presenter._shutter = hands.shutter
            page.sounded.connect(hands.sounds.append)
            page.told.connect(lambda text, _tone: hands.told.append(text if isinstance(text, str) else text()))
            page.unit_asked.connect(hands.units_shown.append)
            yield hands.settle()


@contextmanager
def eyed_window(folder: Path, camera: SceneCamera, settings: str) -> Iterator[tuple[Station, StationWindow, BenchPage]]:
    """The same with this camera before it, set up as these lines of its settings say; takes photos by itself alone."""
    (folder / "shots").mkdir()
    (folder / "profile").mkdir(exist_ok=True)
    (folder / "profile" / "config.toml").write_text(settings)
    with Stations().open(folder / "profile") as opened:
        if not opened.reads.people():
            prepare(opened)
        station = replace(opened, eyes=replace(opened.eyes, open_camera=lambda: camera))
        with open_window(station) as window:
            window.resize(1366, 768)
            window.show()
            page = window.page("bench")
            assert isinstance(page, BenchPage)
            yield station, window, page


def dressed(theme: str = "light") -> QApplication:
    """The application in a theme, for scripts that only make pictures."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    look.dress(application, theme)
    return application
