"""A lane for each printer, so that one that hangs keeps up no other, and the bench waits for none of them.

Lanes start with their first label. `settle` waits, within limits, until all of them have nothing left to do. `look_up`
finds the addresses of a printer's name: the system's own way has no limit, and where the network's directory is silent
it takes as long as all tries with all servers together.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from app.background.lanes import Lane, LaneThread
from app.background.precedence import BENCH
from app.ports import Address
from app.services.printing import DRAWING

log = logging.getLogger(__name__)


def look_up(host: str, port: int, seconds: float) -> tuple[Address, ...]:
    """Implements `app.ports.LookUp`. A look-up that takes longer is left behind; its thread ends when it does."""
    with suppress(OSError, UnicodeError):  # a number is its own address, and nobody need be asked
        return tuple(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST))
    answers: SimpleQueue[tuple[Address, ...] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(tuple(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except UnicodeError:
            answers.put(OSError(0, "no name that a computer can have"))
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits must hear of it
            answers.put(error)

    LaneThread(f"look up {host}", ask).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return found


class PrintLanes:
    """Implements `app.services.printing.Dispatch`. Any thread may dispatch; close it from the one that made it.

    Labels are drawn ahead behind the bench: nobody can want them before they have seen what they are about.
    """

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}
        self._open = 0
        self._closed = False
        self._changed = threading.Condition()

    def __call__(self, printer: str, work: Callable[[], object]) -> None:
        """Queue work for a printer; after `close` nothing is taken."""
        with self._changed:
            if self._closed:
                return
            behind = [BENCH] if printer == DRAWING else []
            lane = self._lanes.setdefault(printer, Lane(f"printer {printer}", behind=behind))
            self._open += 1
        lane.submit(work, self._on_done, self._on_error)

    def settle(self, seconds: float) -> bool:
        """Wait until nothing is left to do; False where it took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, seconds)

    def close(self) -> None:
        """Take nothing more; what waits is dropped and stays queued on record, what is under way is waited for."""
        with self._changed:
            self._closed = True
            lanes = list(self._lanes.values())
        for lane in lanes:
            lane.close()

    def _on_done(self, _: object) -> None:
        with self._changed:
            self._open -= 1
            self._changed.notify_all()

    def _on_error(self, error: BaseException) -> None:
        log.error("A fault of the program while printing", exc_info=error)
        self._on_done(None)
