"""The desk: the only road from the window to the bench. Every page sends its requests here and hears every answer.

The bench works in its own lane, one action after another, and nothing is said before its facts are durable. Scans may
queue behind an action that is under way; whoever sends something that was meant for what stands on the screen asks
`busy` first, for the screen may be another one when its turn comes. Several pages send, and each hears every answer:
whoever must know whether an answer is its own looks at `answered`. Lives on the main thread.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

from PySide6.QtCore import QObject, Signal, Slot

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.precedence import Precedence
from app.domain.bench import actions as do
from app.domain.print_jobs import PrintJob
from app.services.inspecting import Inspecting, Request, Standing
from app.ui.calm import Calm

Listen = Callable[[Callable[[PrintJob], None]], None]
"""Has itself called with each label whose job has ended, in any thread."""

log = logging.getLogger(__name__)


class Desk(QObject):
    """Sends requests to the bench.

    Attributes:
        answered: the very request whose answer is being told, while `stood` or `failed` is emitted; else none
        standing: where the bench stood with the newest answer

    Signals:
        stood(Standing): an action was answered, taken or refused
        worked(bool): something is under way, or nothing any more
        failed(str): the bench could not be asked at all, in words
        printed(PrintJob): what became of a label

    """

    stood = Signal(object)
    worked = Signal(bool)
    failed = Signal(str)
    printed = Signal(object)

    def __init__(
        self,
        open_bench: Callable[[], Inspecting],
        lane: Lane,
        relay: Relay,
        listen: Listen = lambda _: None,
        first: Precedence | None = None,
    ) -> None:
        """`open_bench` is called in the lane, with the first request; before it `listen`, to hear of the labels.
        `first` is taken from each request until its answer had time to be painted."""
        super().__init__()
        self._listen = listen
        self._open_bench = open_bench
        self._lane = lane
        self._relay = relay
        self._calm = Calm(self, first)
        self._waiting: deque[Request] = deque()
        self.answered: Request | None = None
        self.standing: Standing | None = None

    @cached_property
    def _bench(self) -> Inspecting:
        self._listen(self._relay.home(self._on_printed))
        return self._open_bench()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._waiting)

    def send(self, request: Request) -> None:
        """Queue a request; the answer comes by `stood`."""
        self._waiting.append(request)
        self._calm.begin()
        if len(self._waiting) == 1:
            self.worked.emit(True)
        home = self._relay.home
        self._lane.submit(lambda: self._bench.work(request), home(self._on_stood), home(self._on_failed))

    def act(self, action: do.Action, *, pin: str = "", new_pin: str = "") -> Request:
        """Queue an action without a file; the request that it became."""
        request = Request(action, pin=pin, new_pin=new_pin)
        self.send(request)
        return request

    def paint_first(self) -> None:
        """The window says everything anew: what is looked up waits for its paint, too."""
        self._calm.keep()

    def ask(self) -> None:
        """Where the bench stands."""
        self.send(Request(do.AskState()))

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        self.standing = standing
        with self._answering():
            self.stood.emit(standing)

    @Slot(object)
    def _on_printed(self, job: PrintJob) -> None:
        self.printed.emit(job)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        log.error("The bench could not be asked: %s", error, exc_info=error)
        with self._answering():
            self.failed.emit(str(error))

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """The lane answers in the order in which it was asked, so the oldest request is the one."""
        self.answered = self._waiting.popleft()
        if not self._waiting:
            self.worked.emit(False)
        try:
            yield
        finally:
            self.answered = None
            self._calm.end()
