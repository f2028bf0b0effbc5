"""A lane: a queue of jobs on one thread of its own, one after another, for one device or for the bench.

A job is a call without arguments. Its result goes to `on_done`, whatever it raises to `on_error`; both are called in
the lane's thread (see `app.background.bridge` for the main thread), and exactly one of them is, unless the job was
cancelled before it began. A job that takes longer than its time-out is reported as `TimedOut`; a thread cannot be
stopped from outside, so the lane stays behind it, and what the job brings afterwards is dropped.

Frozen values only cross: a job must not share what it changes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from app.errors import TimedOut

log = logging.getLogger(__name__)

T = TypeVar("T")
OnError = Callable[[BaseException], None]


class Ticket:
    """A job in a lane, as whoever gave it there holds it. Any thread."""

    def __init__(self) -> None:
        self._settled = threading.Lock()
        self._future: Future[None] | None = None

    def cancel(self) -> bool:
        """Take the job out of the queue; False where it has begun (its result then still comes)."""
        return self._future is not None and self._future.cancel() and self.settle()

    def settle(self) -> bool:
        """Whether the caller is the first to settle this job; the others stay silent."""
        return self._settled.acquire(blocking=False)


class Lane:
    """A serial queue on one thread, started with the first job. Any thread may submit.

    Close it: jobs that wait are cancelled, the one at work is waited for.
    """

    def __init__(self, name: str) -> None:
        """Name it after what it serves; the thread bears the name."""
        self.name = name
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._newest: Ticket | None = None
        self._closed = False

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
        if self._closed:
            return ticket
        try:
            ticket._future = self._pool.submit(self._run, job, on_done, on_error, ticket, timeout_s)  # noqa: SLF001 - the two are one thing
        except RuntimeError:  # closed between the two lines
            log.debug("The lane %s is closed; a job was not taken.", self.name)
        return ticket

    def submit_newest(self, job: Callable[[], T], on_done: Callable[[T], None], on_error: OnError) -> Ticket:
        """Queue a job in the place of the last one given here, where that one has not begun: frames never pile up.

        Call it from one thread only.
        """
        if self._newest is not None:
            self._newest.cancel()
        self._newest = self.submit(job, on_done, on_error)
        return self._newest

    def close(self) -> None:
        """Cancel what waits, and wait for what runs."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

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
