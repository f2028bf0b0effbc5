"""The station's window on the demo's catalogue, for whoever wants to try it without a camera, a scanner or goods.

Its camera sees what an inspector would lay before it: a moment after the bench asks for a parcel the next one lies
there, its label towards the lens, and the station reads it; then the article, each view that a photo is owed of, and
the new label to be read back. Everything else is the visitor's. Main thread; drawing has a lane of its own.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot

from app.background.lanes import Lane
from app.background.timers import once
from app.demo.catalogue import Catalogue, demo_folder, load_catalogue, read_catalogue
from app.demo.laying import laid_for
from app.demo.looking import parcel_sight
from app.devices.drawing.canvas import Pixels
from app.devices.drawing.sights import EMPTY, Sight, picture
from app.devices.scene_camera import SceneCamera
from app.services.inspecting import Standing
from app.services.looking import HitKind, Reads
from app.services.station import Station
from app.ui.application import run
from app.ui.window import StationWindow

CAMERA_SIZE: Final = (1920, 1080)
FETCH_MS: Final = 2500
"""So long an idle bench waits for its next parcel: one looks up first."""
HAND_MS: Final = 1200
"""So long a hand takes to lay the next thing there."""

log = logging.getLogger(__name__)


def try_station(station: Station) -> int:
    """The window until it is closed; the exit code. A new station is filled with the demo's catalogue first."""
    if not station.reads.people():
        load_catalogue(station)
    camera = SceneCamera(picture(EMPTY, *CAMERA_SIZE))
    eyes = replace(station.eyes, open_camera=lambda: camera)
    lane = Lane("table")
    try:
        return run(
            replace(station, eyes=eyes, load_demo=None),
            lambda window: VirtualTable(window, camera, lane, read_catalogue(demo_folder())),
        )
    finally:
        lane.close()


class VirtualTable(QObject):
    """Lays things before the camera while the window is open, and lives as long as it."""

    def __init__(self, window: StationWindow, camera: SceneCamera, lane: Lane, catalogue: Catalogue) -> None:
        super().__init__(window)
        self._parts = window.parts
        self._camera = camera
        self._lane = lane
        self._catalogue = catalogue
        self._coming = announced_trackings(demo_folder())
        self._soon: Sight | None = None
        self._there: Sight | None = None
        self._hand = once(HAND_MS, self._on_hand_free, self)
        self._fetch = once(FETCH_MS, self._on_parcel_due, self)
        window.parts.desk.stood.connect(self._on_stood)

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        laid = laid_for(standing, self._catalogue)
        if laid.at_once is not None:
            self._lay(laid.at_once)
        if laid.soon != self._soon:
            self._soon = laid.soon
            self._hand.stop()
            if laid.soon is not None:
                self._hand.start()
        if not laid.awaits_parcel:
            self._fetch.stop()
        elif not self._fetch.isActive():
            self._fetch.start()

    @Slot()
    def _on_hand_free(self) -> None:
        if self._soon is not None:
            self._lay(self._soon)

    @Slot()
    def _on_parcel_due(self) -> None:
        reads = self._parts.station.reads
        self._parts.read(lambda: next_parcel(reads, self._coming), self._on_parcel_found, self._on_none_found)

    def _on_parcel_found(self, tracking: str) -> None:
        standing = self._parts.desk.standing
        if tracking and standing is not None and laid_for(standing, self._catalogue).awaits_parcel:
            self._lay(parcel_sight(tracking))

    def _on_none_found(self, error: BaseException) -> None:
        log.warning("The next parcel of the demo could not be looked up: %s", error)

    def _lay(self, sight: Sight) -> None:
        """Drawn in the lane; what was to be drawn before it and is not begun yet is left out."""
        if sight != self._there:
            self._there = sight
            self._lane.submit_newest(lambda: picture(sight, *CAMERA_SIZE), self._show, self._not_drawn)

    def _show(self, pixels: Pixels) -> None:
        """In the lane."""
        self._camera.show(pixels)

    def _not_drawn(self, error: BaseException) -> None:
        """In the lane."""
        log.error("What lies before the virtual camera could not be drawn", exc_info=error)


def announced_trackings(resources: Path) -> tuple[str, ...]:
    """Every parcel that the demo announces, in its order."""
    with (resources / "returns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(dict.fromkeys(row["tracking"] for row in csv.DictReader(file) if row["tracking"]))


def next_parcel(reads: Reads, trackings: Sequence[str]) -> str:
    """The first of these that was not opened yet, or empty. Not on the main thread."""
    return next(_unopened(reads, trackings), "")


def _unopened(reads: Reads, trackings: Sequence[str]) -> Iterator[str]:
    for tracking in trackings:
        if not any(hit.kind is HitKind.PARCEL for hit in reads.search(tracking, 9)):
            yield tracking
