"""A unit's photos: forty of twelve megapixels. When the first of them stand, when all, how the main thread fares."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.live import Live
from app.services.station import Station
from app.ui import application
from app.ui.desk import Desk
from app.ui.parts import Parts
from app.ui.unit.gallery import Gallery
from app.ui.unit.pictures import Pictures
from app.ui.unit.pieces import PhotoView
from tests.benchmarks.heartbeat import Heartbeat
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch
from tests.benchmarks.window_house import turn, turn_until
from tests.benchmarks.workbench import distinct, frame, jpeg

NAME = "window-gallery"
PHOTOS, SIDES = 40, (4000, 3000)
SCREEN = 6
LIMIT_FIRST_MS, LIMIT_OPEN_MS, LIMIT_HELD_MS = 1000.0, 300.0, 50.0
STEPS = 30


def measure(options: Options) -> Result:
    """From the gallery shown to its thumbnails; then it is scrolled, and one photo opened large."""
    application.make_application()
    watch, relay, lane = Stopwatch(), Relay(), Lane("reading")
    with tempfile.TemporaryDirectory(dir=options.place) as name:
        beat = Heartbeat()
        folder = Path(name)
        made = distinct(jpeg(frame(*SIDES)), NAME)
        for place in range(PHOTOS):
            (folder / f"{place:064x}").write_bytes(next(made))
        with beat.listening():
            for _ in range(options.times(3, 1)):
                _one(folder, relay, lane, watch)
    relay.close()
    lane.close()
    figures = (
        Figure(f"first {SCREEN} thumbnails", watch.of("first thumbnails").median, LIMIT_FIRST_MS, "ms"),
        Figure("one photo large", watch.of("opened large").median, LIMIT_OPEN_MS, "ms"),
        Figure("main thread held, at most", max(0.001, beat.worst.ms), LIMIT_HELD_MS, "ms"),
    )
    return Result(NAME, watch.series(), figures, (f"{PHOTOS} photos of 12 MP; worst: {beat.worst}",))


def _one(folder: Path, relay: Relay, lane: Lane, watch: Stopwatch) -> None:
    station = cast("Station", SimpleNamespace(photo_path=lambda sha256: folder / sha256))
    pictures = _Told(Parts(station, cast("Desk", None), relay, lane, cast("Live", None)))
    gallery = Gallery(pictures)
    gallery.resize(700, 560)
    gallery.show()
    turn(50)
    begun = time.perf_counter()
    gallery.show_photos([PhotoView(f"{place:064x}", f"Photo {place}", "") for place in range(PHOTOS)])
    turn_until(lambda: len(pictures.came) >= SCREEN)
    watch.add("first thumbnails", pictures.came[SCREEN - 1] - begun)
    turn_until(lambda: len(pictures.came) >= PHOTOS)
    watch.add("all thumbnails", pictures.came[-1] - begun)
    bar = gallery.scrolled.verticalScrollBar()
    for step in range(STEPS):
        begun = time.perf_counter()
        bar.setValue(bar.maximum() * step // STEPS)
        gallery.repaint()
        watch.add("scrolled a step", time.perf_counter() - begun)
        turn()
    begun = time.perf_counter()
    gallery._open(PHOTOS // 2)
    turn_until(lambda: len(pictures.came) > PHOTOS)
    gallery.repaint()
    watch.add("opened large", time.perf_counter() - begun)
    gallery.close()
    gallery.deleteLater()


class _Told(Pictures):
    """Notes when each picture was handed over."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.came: list[float] = []

    def photo(self, sha256: str, size: QSize, arrived: Callable[[QImage | None], None]) -> None:
        def noted(image: QImage | None) -> None:
            arrived(image)
            self.came.append(time.perf_counter())

        super().photo(sha256, size, noted)
