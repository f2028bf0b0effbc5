"""The live picture: how often it changes, how old it is when it is drawn, and what it costs the main thread.

A camera of 1920 × 1080 at 30 pictures a second stands before a widget of the bench's size; codes are read beside it.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from app.background.code_lane import CodeLane
from app.background.live import Live
from app.devices.darkroom import OpenCvDarkroom
from app.devices.frames import decoded
from app.devices.reading import Cascade
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.ports import Frame
from app.ui.camera import LivePicture
from app.ui.theme import look
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch

NAME = "preview"
FPS = 15
LEAST_FPS = 12.0
MOST_SHARE = 5.0
MOST_AGE_MS = 150.0
MOST_PAINT_MS = 20.0
SECONDS = 10.0


class Watched(LivePicture):
    """Notes when a picture is shown first, how old it is then, and how long it takes to draw."""

    def __init__(self, watch: Stopwatch) -> None:
        super().__init__()
        self.watch_of = watch
        self.pictures = 0
        self._drawn: Frame | None = None
        self._drawn_at = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - the name is Qt's
        begun = time.perf_counter()
        super().paintEvent(event)
        frame, now = self._frame, time.monotonic()
        if frame is None or frame is self._drawn:
            return
        self.watch_of.add("drawing one", time.perf_counter() - begun)
        self.watch_of.add("age when drawn", now - frame.captured_at)
        if self._drawn is not None:
            self.watch_of.add("from one to the next", now - self._drawn_at)
        self._drawn, self._drawn_at = frame, now
        self.pictures += 1


def measure(options: Options) -> Result:
    """As long as a person looks at it: ten seconds, or as many pictures as rounds were asked for."""
    seconds = max(1.0, options.rounds / FPS) if options.rounds else (2.0 if options.quick else SECONDS)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        look.dress(app, "light")
    watch = Stopwatch()
    widget = Watched(watch)
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        live = Live(_camera, OpenCvDarkroom, Path(folder), fps=FPS, codes=CodeLane(Cascade, lambda _: None))
        live.start()
        widget.resize(374, 226)
        widget.watch(live)
        widget.aim("sole", "Sole", "Space")
        widget.show()
        _run_until_drawn(widget)
        begun, begun_cpu, shown = time.perf_counter(), time.thread_time(), widget.pictures
        _run(seconds)
        wall, cpu = time.perf_counter() - begun, time.thread_time() - begun_cpu
        rate = (widget.pictures - shown) / wall
        widget.close()
        live.close()
    return _result(watch, rate, 100 * cpu / wall)


def _result(watch: Stopwatch, rate: float, share: float) -> Result:
    figures = (
        Figure("seconds for 15 pictures", FPS / max(rate, 0.1), FPS / LEAST_FPS, "s"),
        Figure("main thread, share of the time", share, MOST_SHARE, "%"),
        Figure("age when drawn, p95", watch.of("age when drawn").quantile(0.95), MOST_AGE_MS, "ms"),
        Figure("drawing one, p99", watch.of("drawing one").quantile(0.99), MOST_PAINT_MS, "ms"),
    )
    return Result(NAME, watch.series(), figures, (f"{rate:.1f} pictures a second, of at most {FPS}",))


def _camera() -> SceneCamera:
    pixels = decoded(picture("front"))
    if pixels is None:
        raise RuntimeError("the drawn picture cannot be read")
    return SceneCamera(np.resize(pixels, (1080, 1920, 3)), fps=30)


def _run(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _run_until_drawn(widget: Watched) -> None:
    for _ in range(100):
        _run(0.1)
        if widget.pictures > 2:
            return
    raise RuntimeError("no live picture came")
