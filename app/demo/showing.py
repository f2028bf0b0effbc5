"""The demo's day in the real window, drawn offscreen: virtual scanner and camera, a picture of every step.

The station is the same but for what it sees with: its camera is the one that the day puts things before. Main thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from app.config import ScannerSettings
from app.demo.filming import Film
from app.demo.looking import Table
from app.demo.playing import Played, Player
from app.demo.script import Line, Memory
from app.demo.window_hands import CAMERA_SIZE, WindowHands
from app.devices.drawing.sights import EMPTY, picture
from app.devices.scene_camera import SceneCamera
from app.services.station import Station
from app.ui import qt_messages
from app.ui.application import make_application, open_window
from app.ui.scanner.wedge import Wedge, manner_of
from app.ui.window import StationWindow

WINDOW_SIZE: Final = (1366, 768)
FPS: Final = 25
SETTLE_S: Final = 10.0


def play_in_window(station: Station, table: Table, memory: Memory, lines: Iterable[Line], folder: Path) -> list[Played]:
    """Every line in the window over this station; the pictures are left in a folder."""
    application = offscreen_application()
    camera = SceneCamera(picture(EMPTY, *CAMERA_SIZE), fps=FPS)
    steps: list[Played] = []
    with qt_messages.to_the_log(), open_window(seen_through(station, camera)) as window:
        window.resize(*WINDOW_SIZE)
        window.show()
        wedge = scanner_of(window, application)
        film = Film(window, folder)
        hands = WindowHands(window, camera, lambda name: film.pass_by(len(steps) + 1, name))

        def told(step: Played) -> None:
            steps.append(step)
            hands.settle_picture()
            station.settle(SETTLE_S)  # a hand waits for the label before it goes on
            film.take(step)

        try:
            Player(hands, table, memory, told).play(lines)
        finally:
            film.close()
            wedge.leave_off(application)
    return steps


def offscreen_application() -> QApplication:
    """The application, on no display; whatever one there is already."""
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return make_application()


def seen_through(station: Station, camera: SceneCamera) -> Station:
    """The station with this camera. Codes come from its scanner alone, or the camera would be first with each."""
    camera_settings = station.settings.camera.model_copy(update={"read_codes": False, "live_fps": FPS})
    scanner_settings = ScannerSettings(prefix="F24", suffix="Enter")
    settings = station.settings.model_copy(update={"camera": camera_settings, "scanner": scanner_settings})
    return replace(station, settings=settings, eyes=replace(station.eyes, open_camera=lambda: camera))


def scanner_of(window: StationWindow, application: QApplication) -> Wedge:
    """What hears the scanner's keys, as in the program."""
    wedge = Wedge(manner_of(window.parts.station.settings.scanner), window)
    wedge.scanned.connect(window.take_scan)
    wedge.listen(application)
    return wedge
