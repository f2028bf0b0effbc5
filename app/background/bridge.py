"""The bridge from the lanes to the main thread: one relay, made there, that emits for them.

In PySide6 a signal of an object that lives in a worker calls lambdas and plain methods in the worker, even queued; so
there is one long-lived object on the main thread, and the only slot is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.background import plain_imports

plain_imports.give_back()  # here, since Qt came a line ago and hardly anything of the window yet

T = TypeVar("T")


class Relay(QObject):
    """Calls on the main thread what other threads hand it, in the order in which they did.

    Make it on the main thread and keep it as long as the window lives. `close` drops what still comes.
    """

    _handed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._handed.connect(self._on_handed, Qt.ConnectionType.QueuedConnection)

    def home(self, call: Callable[[T], None]) -> Callable[[T], None]:
        """The same call, but on the main thread, whoever calls it."""
        return partial(self._hand, call)

    def close(self) -> None:
        """Nothing is called any more: what it would speak to may be gone."""
        self._open = False

    def _hand(self, call: Callable[[Any], None], value: object) -> None:
        self._handed.emit(partial(call, value))

    @Slot(object)
    def _on_handed(self, call: Callable[[], None]) -> None:
        if QThread.currentThread() is not self.thread():
            raise RuntimeError("a relay must live on the thread that it serves")
        if self._open:
            call()
