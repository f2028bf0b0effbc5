"""A lane: a queue of jobs on one thread of its own, one after another, for one device or for the bench.

A job is a call without arguments. Its result goes to `on_done`, whatever it raises to `on_error`; both are called in
the lane's thread (see `app.background.bridge` for the main thread), and exactly one of them is, unless the job was
cancelled before it began. A job that takes longer than its time-out is reported as `TimedOut`; a thread cannot be
stopped from outside, so the lane stays behind it, and what the job brings afterwards is dropped.

Frozen values only cross: a job must not share what it changes. What a job was made of goes back to whoever keeps house
(see `app.background.leavings`). No `ThreadPoolExecutor`: Python waits for its threads at
the end without any limit, so that a driver that hangs would keep the closed program alive, and the camera with it.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from time import monotonic
from typing import Any, Final, TypeVar

from app.background.leavings import LEAVINGS, Box
from app.background.precedence import LONGEST_S, Precedence
from app.errors import TimedOut

PATIENCE_S: Final = 15.0
"""A job that is at work may take this long while its lane is closed: longer than the records wait for a lock."""

PATIENT_S: Final = 0.5
"""So long in all a job lets others go first."""

LOW, LOWEST = 10, 19
"""By so much a thread that gives way is nicer than the program, at most as nice as threads can be: of a processor that
both want it has a tenth of what the main thread has."""

log = logging.getLogger(__name__)

T = TypeVar("T")
OnError = Callable[[BaseException], None]


class Ticket:
    """A job in a lane, as whoever gave it there holds it. Any thread."""

    def __init__(self) -> None:
        self._taken = threading.Lock()
        self._settled = threading.Lock()

    def begin(self) -> bool:
        """Whether the job may begin now: it was not cancelled."""
        return self._taken.acquire(blocking=False)

    def cancel(self) -> bool:
        """Take the job out of the queue; False where it has begun (its result then still comes)."""
        return self.begin() and self.settle()

    def settle(self) -> bool:
        """Whether the caller is the first to settle this job; the others stay silent."""
        return self._settled.acquire(blocking=False)


class LaneThread(threading.Thread):
    """The thread of a lane. It ends with its lane; one whose job hangs does not keep the program from ending.

    One that `gives_way` has a processor when nobody else wants it; where threads have no priority of their own (only
    Linux is known to give them one that anybody may lower) it takes turns like all.
    """

    def __init__(self, name: str, work: Callable[[], None], *, gives_way: bool = False) -> None:
        super().__init__(name=name, target=work, daemon=True)
        self._gives_way = gives_way

    def run(self) -> None:
        """Whatever libraries start from here inherits it."""
        if self._gives_way and sys.platform == "linux":
            mine = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, mine, min(LOWEST, os.getpriority(os.PRIO_PROCESS, mine) + LOW))
        super().run()


class Lane:
    """A serial queue on one thread, started with the first job. Any thread may submit.

    Close it: jobs that wait are cancelled, the one at work is waited for.
    """

    def __init__(self, name: str, *, gives_way: bool = False, behind: Iterable[Precedence] = ()) -> None:
        """Name it after what it serves; the thread bears the name. `gives_way`: nobody waits for what it computes, and
        it holds nothing that others want meanwhile, no transaction above all. `behind`: whom each job lets go first."""
        self.name = name
        self._gives_way = gives_way
        self._behind = tuple(behind)
        self._patience_s = PATIENT_S
        self._jobs: SimpleQueue[Box | None] = SimpleQueue()
        self._thread: LaneThread | None = None
        self._starting = threading.Lock()
        self._newest: Ticket | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether it is being closed: a job that can end early should."""
        return self._closed

    @property
    def waiting(self) -> int:
        """How many jobs have not begun, the cancelled ones among them."""
        return self._jobs.qsize()

    def submit(
        self,
        job: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError,
        *,
        timeout_s: float | None = None,
    ) -> Ticket:
        """Queue a job. After `close` nothing is taken, and nothing comes back."""
        ticket = Ticket()
        with self._starting:
            if self._closed:
                return ticket
            self._jobs.put([ticket, lambda: self._run(job, on_done, on_error, ticket, timeout_s)])
            if self._thread is None:
                self._thread = LaneThread(self.name, self._work, gives_way=self._gives_way)
                self._thread.start()
        return ticket

    def submit_newest(self, job: Callable[[], T], on_done: Callable[[T], None], on_error: OnError) -> Ticket:
        """Queue a job in the place of the last one given here, where that one has not begun: frames never pile up.

        Call it from one thread only.
        """
        if self._newest is not None:
            self._newest.cancel()
        self._newest = self.submit(job, on_done, on_error)
        return self._newest

    def close(self, patience_s: float = PATIENCE_S) -> bool:
        """Cancel what waits, and wait for what runs. False where that did not end in time: it is left behind."""
        with self._starting:
            self._closed = True
            self._jobs.put(None)
        if self._thread is None:
            return True
        self._thread.join(patience_s)
        if self._thread.is_alive():
            log.error("The lane %s did not come to rest within %g s; its job is left behind.", self.name, patience_s)
        return not self._thread.is_alive()

    def give_way(self) -> None:
        """Let those go first whom it is behind: before each job, and now and then in one that computes for long; in all
        no longer than `PATIENT_S` a job, however long they have it."""
        for first in self._behind:
            if not self._closed and self._patience_s > 0:
                begun = monotonic()
                first.wait(min(LONGEST_S, self._patience_s))
                self._patience_s -= monotonic() - begun

    def _work(self) -> None:
        while (box := self._jobs.get()) is not None:
            self._take(box)
            LEAVINGS.leave(box)

    def _take(self, box: Box) -> None:
        ticket, run = box
        self.give_way()
        if not self._closed and ticket.begin():
            run()
            self._patience_s = PATIENT_S
        else:  # what took its place has waited, too: else the newest of what comes quickly never had its turn
            self._patience_s = 0.0

    def _run(
        self,
        job: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError,
        ticket: Ticket,
        timeout: float | None,
    ) -> None:
        alarm = None
        if timeout is not None:
            alarm = threading.Timer(timeout, self._late, (on_error, ticket, timeout))
            alarm.daemon = True
            alarm.start()
        try:
            result = job()
        except BaseException as error:  # noqa: BLE001 - whatever it is, whoever waits must hear of it
            if ticket.settle():
                self._tell(on_error, error)
            return
        finally:
            if alarm is not None:
                alarm.cancel()
                alarm.join()
        if ticket.settle():
            self._tell(on_done, result)

    def _late(self, on_error: OnError, ticket: Ticket, timeout: float) -> None:
        if ticket.settle():
            self._tell(on_error, TimedOut(f"{self.name} did not answer within {timeout:g} s."))

    def _tell(self, call: Callable[[Any], None], value: object) -> None:
        try:
            call(value)
        except Exception:
            log.exception("What the lane %s had to say could not be taken", self.name)
