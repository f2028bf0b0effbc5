"""A lane for each channel, so that one that hangs keeps up no other, and no bench waits for any of them.

A lane works its channel step by step until it is closed; between two steps it sleeps for as long as the step said, and
is woken when it is to end.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from app.background.lanes import Lane

PULSE_S = 0.2

log = logging.getLogger(__name__)


class Steps(Protocol):
    """The work of one channel."""

    @property
    def name(self) -> str:
        """The channel's name."""

    def step(self) -> float:
        """Do the next thing; the seconds until it is any use to come back."""

    def tried(self) -> bool:
        """Whether only time can help what is left."""


class SyncLanes:
    """Works channels until it is closed; open and close it from one thread."""

    def __init__(self, works: Sequence[Steps]) -> None:
        self._works = works
        self._ending = threading.Event()
        self._changed = threading.Condition()
        self._tried: set[str] = set()
        self._lanes = [Lane(f"channel {work.name}") for work in works]

    def start(self) -> None:
        """Begin, each channel in its lane."""
        for lane, work in zip(self._lanes, self._works, strict=True):
            lane.submit(self._until_closed(work), lambda _: None, _failed)

    def wait_until_tried(self, seconds: float) -> bool:
        """Wait until every channel has tried all that there was to do; False where it took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._tried) == len(self._works), seconds)

    def wait_until_closed(self, stopped: Callable[[], bool]) -> None:
        """Wait until `close` is called from elsewhere, or it was `stopped`.

        In short waits: one without end hears no signal on Windows, and elsewhere none that came just before it.
        """
        while not (stopped() or self._ending.wait(PULSE_S)):
            pass

    def close(self) -> None:
        """Let every channel end its step, and rest."""
        self._ending.set()
        for lane in self._lanes:
            lane.close()

    def _until_closed(self, work: Steps) -> Callable[[], None]:
        def run() -> None:
            while not self._ending.is_set():
                wait = work.step()
                if wait and work.name not in self._tried and work.tried():
                    with self._changed:
                        self._tried.add(work.name)
                        self._changed.notify_all()
                self._ending.wait(wait)

        return run


def _failed(error: BaseException) -> None:
    log.error("A fault of the program in the lane of a channel", exc_info=error)
