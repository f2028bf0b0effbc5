"""All channels of a station at work, as the window and the commands are handed them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.errors import UsageError

from .reconciling import Compared
from .working import Account, Worker


class Lanes(Protocol):
    """What works the channels, each in a lane of its own."""

    def start(self) -> None:
        """Begin."""

    def wait_until_tried(self, seconds: float) -> bool:
        """Wait until every channel has tried all that there was to do; False where it took longer."""

    def wait_until_closed(self, stopped: Callable[[], bool]) -> None:
        """Wait until somebody closes them, or says that it was stopped."""

    def close(self) -> None:
        """End what is under way, and rest."""


class Door(Protocol):
    """Where shops reach us by themselves."""

    def open(self, host: str, port: int) -> int:
        """Hear from now on; the port, which the machine chooses for 0. Raises `UsageError`."""

    def close(self) -> None:
        """Hear no more."""


@dataclass(frozen=True, slots=True)
class Channels:
    """They are opened when this is made; close it in any case. Start and close it from one thread.

    Attributes:
        workers: the channels that could be opened
        lanes: what works them once they are started
        unusable: why a channel could not be opened, by its name
        door: where the shops are heard, once it is opened
        heard: the channels that can be heard there

    """

    workers: tuple[Worker, ...]
    lanes: Lanes
    unusable: tuple[tuple[str, str], ...] = ()
    door: Door | None = None
    heard: tuple[str, ...] = ()

    def listen(self, host: str, port: int) -> int:
        """Hear the shops there, until closed; the port. Raises `UsageError` where none of them sends anything."""
        if self.door is None or not self.heard:
            raise UsageError(
                "No channel that is set up sends events.", "Leave --listen out: all channels are asked by themselves."
            )
        return self.door.open(host, port)

    def start(self) -> None:
        """Work all channels until closed."""
        self.lanes.start()

    def once(self, seconds: float) -> bool:
        """Work until every pull is done and every message has been tried, or so many seconds have gone by."""
        self.lanes.start()
        return self.lanes.wait_until_tried(seconds)

    def standing(self) -> tuple[tuple[str, str], ...]:
        """Each channel with why it does not answer, in words; empty where it does. Any thread."""
        return tuple((worker.name, worker.problem) for worker in self.workers)

    def accounts(self) -> tuple[Account, ...]:
        """What each channel's work has come to."""
        return tuple(worker.account() for worker in self.workers)

    def compared(self) -> Iterator[Compared]:
        """What the ledger says beside what each channel shows. Not while they are at work."""
        for worker in self.workers:
            yield worker.compare()

    def close(self) -> None:
        """End in order: what is under way is waited for, what waits stays on record."""
        if self.door is not None:
            self.door.close()
        self.lanes.close()
        for worker in self.workers:
            worker.close()


OpenChannels = Callable[[], Channels]
