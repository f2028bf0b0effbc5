"""Codes in the live picture, read in a lane of their own from the newest frame only.

A code is told when it was seen often enough (`app.domain.sightings`). Ten readings a second are enough for a hand that
holds a label still, and leave the cores to the rest. Nothing is read while `resting`.

Only what stands within a frame in the middle of the picture counts: labels lie about a bench, and nobody held those up.

For a photo that is taken by itself another question is asked of it: when a code that fits was in view, wherever
(`watched`, `fits`, `fitting_at`); nothing is told of that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from app.background.lanes import Lane
from app.background.precedence import Precedence
from app.domain.sightings import Sightings
from app.domain.symbols import Code
from app.ports import CodeReader, Frame

GAP_S: Final = 0.1
MIDDLE: Final = (0.72, 0.62)
"""What counts of a picture's width and height where no other frame is shown."""

log = logging.getLogger(__name__)


class CodeLane:
    """`offer` belongs to the camera's lane; `on_code` is called in this one."""

    def __init__(
        self,
        open_reader: Callable[[], CodeReader],
        on_code: Callable[[Code], None],
        *,
        scans: bool = True,
        behind: Iterable[Precedence] = (),
    ) -> None:
        """`open_reader` is called in the lane: what it loads may take its time. `scans`: codes are told at all.
        `behind`: whom each frame lets go first."""
        self.scans = scans
        self.resting = not scans
        self.watched = False
        self.fits: Callable[[str], bool] = _none
        self.fitting_at: float | None = None
        self.within = MIDDLE
        self._open_reader = open_reader
        self._reader: CodeReader | None = None
        self._sightings = Sightings()
        self._on_code = on_code
        self._lane = Lane("codes", gives_way=True, behind=behind)
        self._offered_at = 0.0

    def offer(self, frame: Frame) -> None:
        """A new frame; it takes the place of one that still waits."""
        if (self.resting and not self.watched) or frame.captured_at - self._offered_at < GAP_S:
            return
        self._offered_at = frame.captured_at
        self._lane.submit_newest(lambda: self._read(frame), self._tell, self._fail)

    def look_out(self, fits: Callable[[str], bool]) -> None:
        """What fits from now on: what was seen of another piece counts no more."""
        self.fits, self.fitting_at = fits, None

    def close(self) -> None:
        """Wait for the frame that is being read, and let go of the reader."""
        self._lane.close()
        self._reader = None

    def _read(self, frame: Frame) -> Sequence[Code]:
        if self._reader is None:
            self._reader = self._open_reader()
        found = self._reader.read_frame(frame)
        if self.watched and any(self.fits(code.text) for code in found):
            self.fitting_at = frame.captured_at
        if self.resting:
            return ()
        seen = [code for code in found if is_within(code, frame, self.within)]
        self._sightings, scanned = self._sightings.after(seen, frame.captured_at)
        return scanned

    def _tell(self, codes: Sequence[Code]) -> None:
        for code in codes:
            self._on_code(code)

    def _fail(self, error: BaseException) -> None:
        """One frame could not be read; the next one may."""
        log.error("Codes in the live picture could not be read", exc_info=error)


def _none(_: str) -> bool:
    return False


def is_within(code: Code, frame: Frame, part: tuple[float, float]) -> bool:
    """Whether a code's middle stands in the middle part of its picture, given by shares of width and height."""
    sides = zip(zip(*code.corners, strict=True), (frame.width, frame.height), part, strict=True)
    return all(abs((min(ends) + max(ends)) / 2 - side / 2) <= side * share / 2 for ends, side, share in sides)
