"""Films the bench in a lane of its own, out of the camera's newest frames, while work goes on.

The camera's lane offers its frames and is never kept waiting: what this lane cannot take in time is dropped and
counted. The main thread begins and ends a film and asks how it stands; it waits for nothing either. A film that has
become as long or as large as it may ends by itself, and says so. Where the disk fails the film ends there, and what was
written of it is found at the next start.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.background.lanes import Lane
from app.domain import matroska
from app.domain.evidence import StoredPhoto
from app.domain.films import Bounds, FilmOf
from app.errors import BenchError, Offline
from app.ports import Frame
from app.saying import say
from app.services.filming import Draft, Press, Shelf

MOST_WAITING: Final = 6
"""Frames that may wait: some 16 MB of them at full resolution of a usual camera."""

log = logging.getLogger(__name__)


class Ended(StrEnum):
    """Why a film ended."""

    ASKED = "asked"
    LENGTH = "length"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A film that lies in the evidence, not yet on record: for the bench to take."""

    of: FilmOf
    film: StoredPhoto
    file: Path
    seconds: float
    frames: int
    dropped: int
    ended: Ended


@dataclass(frozen=True, slots=True)
class FilmStands:
    """How the film stands that is being made; `frames` 0 says that no picture has come yet."""

    of: FilmOf
    seconds: float
    bytes: int
    frames: int
    dropped: int
    ending: bool


@dataclass(slots=True)
class _Take:
    """One film. `due_at` and `dropped` are the camera's lane's, the rest this lane's."""

    of: FilmOf
    on_recorded: Callable[[Recorded], None]
    on_failed: Callable[[BaseException], None]
    begun_at: float
    ending: bool = False
    due_at: float = 0.0
    dropped: int = 0
    draft: Draft | None = None
    press: Press | None = None
    first_at: float = 0.0
    last_ms: int = -1
    measures: tuple[int, int] = (0, 0)
    frames: int = 0


class FilmLane:
    """`offer` belongs to the camera's lane, `begin`, `end` and `stands` to the main thread; told is in this lane."""

    def __init__(self, open_press: Callable[[], Press], open_shelf: Callable[[], Shelf], bounds: Bounds) -> None:
        """`open_press` and `open_shelf` are called in the lane: what they load may take its time."""
        self._open_press, self._open_shelf, self.bounds = open_press, open_shelf, bounds
        self._gap = 1.0 / bounds.fps
        self._lane = Lane("film", gives_way=True)
        self._take: _Take | None = None

    @property
    def stands(self) -> FilmStands | None:
        """The film that is being made; none is None."""
        take = self._take
        if take is None:
            return None
        size = take.draft.size if take.draft is not None else 0
        seconds = time.monotonic() - take.begun_at
        return FilmStands(take.of, seconds, size, take.frames, take.dropped, take.ending)

    def begin(
        self, of: FilmOf, on_recorded: Callable[[Recorded], None], on_failed: Callable[[BaseException], None]
    ) -> bool:
        """Begin a film; False where one is being made. One of the two is told when it has ended, in the lane."""
        if self._take is not None:
            return False
        self._take = _Take(of, on_recorded, on_failed, time.monotonic())
        return True

    def end(self) -> None:
        """End the film after the frames that wait; ended already, nothing happens."""
        take = self._take
        if take is not None and not take.ending:
            take.ending = True
            self._finish(take, Ended.ASKED)

    def offer(self, frame: Frame) -> None:
        """A new frame: taken where one is due and there is room, else dropped."""
        take = self._take
        if take is None or take.ending or frame.captured_at < take.due_at - self._gap / 4:
            return
        take.due_at = max(take.due_at, frame.captured_at - self._gap) + self._gap  # on average as many as are asked for
        if self._lane.waiting >= MOST_WAITING:
            take.dropped += 1
            return
        self._lane.submit(lambda: self._write(take, frame), _nothing, lambda error: self._fail(take, error))

    def close(self) -> None:
        """Wait for the frame that is being written. A film that nobody ended is found at the next start."""
        self._lane.close()

    def _write(self, take: _Take, frame: Frame) -> None:
        if take is not self._take:
            return
        if take.press is None or take.draft is None:
            take.press, take.draft = self._open_press(), self._open_shelf().begin(take.of)
        jpeg, *measures = take.press.picture(frame)
        if take.frames == 0:
            take.measures, take.first_at = (measures[0], measures[1]), frame.captured_at
            take.draft.append(matroska.head(*take.measures, self.bounds.fps, datetime.now(UTC)))
        elif tuple(measures) != take.measures:
            return  # another camera was put in: the film is the first one's
        at_ms = max(round((frame.captured_at - take.first_at) * 1000), take.last_ms + 1)
        if at_ms > self.bounds.most_s * 1000:
            self._bound(take, Ended.LENGTH)
            return
        if take.draft.size + len(jpeg) + 64 > self.bounds.most_bytes:
            self._bound(take, Ended.SIZE)
            return
        take.draft.append(matroska.cluster(at_ms, jpeg))
        take.frames, take.last_ms = take.frames + 1, at_ms

    def _bound(self, take: _Take, why: Ended) -> None:
        if not take.ending:
            take.ending = True
            self._finish(take, why)

    def _finish(self, take: _Take, why: Ended) -> None:
        self._lane.submit(
            lambda: self._filed(take, why), lambda done: self._tell(take, done), lambda error: self._fail(take, error)
        )

    def _filed(self, take: _Take, why: Ended) -> Recorded | None:
        if take is not self._take:
            return None  # it failed meanwhile, and that was told
        if take.draft is None or take.frames == 0:
            if take.draft is not None:
                take.draft.forget()
            raise Offline(say("Nothing was filmed: the camera gave no picture."), say("See to the camera, film again."))
        film, file = take.draft.finish(*take.measures)
        return Recorded(take.of, film, file, max(take.last_ms, 0) / 1000, take.frames, take.dropped, why)

    def _tell(self, take: _Take, done: Recorded | None) -> None:
        if done is None:
            return
        self._take = None
        log.info("Filmed %.0f s, %d pictures, %d dropped.", done.seconds, done.frames, done.dropped)
        take.on_recorded(done)

    def _fail(self, take: _Take, error: BaseException) -> None:
        if take is not self._take:
            return
        self._take = None
        if not isinstance(error, BenchError):
            log.error("A fault of the program in the lane that films", exc_info=error)
        take.on_failed(error)


def _nothing(_: None) -> None:
    """A frame was written."""
