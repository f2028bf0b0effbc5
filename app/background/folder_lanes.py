"""Lanes for folders that may hang, as a share that went away does: one a folder, and whoever asks waits a while only.

A job is reported as `TimedOut` that long after it was given, also where another one hangs before it: that one keeps its
own folder's lane and nothing else. What is late is dropped; what had not begun never begins.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from app.background.lanes import Lane, OnError, Ticket
from app.errors import TimedOut
from app.saying import say

PATIENCE_S: Final = 5.0
LEFT_AFTER_S: Final = 1.0
"""A job at work only reads, or copies: at the end nobody waits long for it."""

T = TypeVar("T")


class FolderLanes:
    """Made and called on one thread; both calls of a job come in other threads, and exactly one of them does."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lanes: dict[Path, Lane] = {}
        self._open: set[_Asked] = set()

    def submit(self, folder: Path, job: Callable[[], T], on_done: Callable[[T], None], on_error: OnError) -> None:
        """Do it in the lane of this folder; after `close` nothing is taken, and nothing comes back."""
        asked = _Asked(folder, on_done, on_error, self._patience_s)
        self._open = {one for one in self._open if one.is_open} | {asked}
        lane = self._lanes.setdefault(folder, Lane("photo folder"))
        asked.ticket = lane.submit(job, asked.done, asked.failed)
        if lane.closed:
            asked.drop()

    def close(self) -> None:
        """Drop what waits; what hangs is left behind."""
        for lane in self._lanes.values():
            lane.close(LEFT_AFTER_S)
        for asked in self._open:
            asked.drop()


class _Asked:
    """A job, and who hears of it."""

    def __init__(self, folder: Path, on_done: Callable[[Any], None], on_error: OnError, patience_s: float) -> None:
        self._folder, self._on_done, self._on_error = folder, on_done, on_error
        self._first = threading.Lock()
        self.ticket: Ticket | None = None
        self._alarm = threading.Timer(patience_s, self._late)
        self._alarm.daemon = True
        self._alarm.start()

    @property
    def is_open(self) -> bool:
        """Whether nobody was told yet, or somebody is just being told."""
        return not self._first.locked() or self._alarm.is_alive()

    def done(self, value: object) -> None:
        """In the lane."""
        if self.drop():
            self._on_done(value)

    def failed(self, error: BaseException) -> None:
        """In the lane."""
        if self.drop():
            self._on_error(error)

    def drop(self) -> bool:
        """Nobody else is told; whether nobody was before."""
        first = self._first.acquire(blocking=False)
        self._alarm.cancel()
        self._alarm.join()
        return first

    def _late(self) -> None:
        if not self._first.acquire(blocking=False):
            return
        if self.ticket is not None:
            self.ticket.cancel()
        said = say("The photo folder {name} does not answer.", name=self._folder.name)
        hint = say("The bench goes on without it. Take the photo with the camera, or choose a file from elsewhere.")
        self._on_error(TimedOut(said, hint))
