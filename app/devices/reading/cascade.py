"""The order of the steps, quick ones first, and where they end."""

from __future__ import annotations

from collections.abc import Iterator

from app.devices.reading import engines, views
from app.devices.reading.doubts import believed
from app.devices.reading.locating import Locator
from app.devices.reading.views import Grey, View
from app.domain.symbols import Code
from app.ports import Frame

SLOW_EACH = 5
LARGEST_TO_ENLARGE = 4_000_000


class Cascade:
    def __init__(self) -> None:
        self._locator = Locator()
        self._misses = 0

    def read_frame(self, frame: Frame) -> tuple[Code, ...]:
        view = views.of_frame(frame)
        for step in self._quick(view):
            if step:
                self._misses = 0
                return step
        self._misses += 1
        if self._misses % SLOW_EACH:
            return ()
        return next((s for s in self._slow(view) if s), ())

    def read_still(self, frame: Frame) -> tuple[Code, ...]:
        return self._read(views.of_frame(frame))

    def read_grey(self, grey: Grey) -> tuple[Code, ...]:
        return self._read(views.of_grey(grey))

    def _read(self, view: View) -> tuple[Code, ...]:
        return next((s for steps in (self._quick, self._slow) for s in steps(view) if s), ())

    def _quick(self, view: View) -> Iterator[tuple[Code, ...]]:
        yield believed(engines.zxing_fast(view))
        yield believed(c for part in self._locator.bars(view) for c in engines.zxing_full(part))

    def _slow(self, view: View) -> Iterator[tuple[Code, ...]]:
        yield believed(engines.zxing_full(view))
        larger = view
        if view.grey.size <= LARGEST_TO_ENLARGE:
            larger = view.enlarged(2)
        sharp = larger.sharpened()
        yield believed(engines.zxing_full(sharp))
        yield believed(engines.zbar(view))
        yield believed(engines.zbar(sharp))
