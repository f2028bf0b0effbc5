"""Watches where objects of Qt end: one that a lane lets go of last takes the program down, once in a thousand times.

A test that only runs would not see it; so every class of the program's own that Qt knows tells its thread at its end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtCore import QObject

OURS: Final = ("app.", "tests.")
MAIN: Final = threading.main_thread()

_watched: set[type] = set()
_elsewhere: list[str] = []


def watch() -> None:
    """Have all classes that are loaded by now tell; those that were told before cost a look."""
    for kind in _kinds(QObject):
        if kind not in _watched and kind.__module__.startswith(OURS):
            _watched.add(kind)
            if "__del__" not in vars(kind):
                kind.__del__ = _ended


def ended_elsewhere() -> list[str]:
    """What ended outside the main thread since this was asked last: class and thread."""
    found = _elsewhere[:]
    del _elsewhere[: len(found)]
    return found


def _kinds(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def _ended(
    self: QObject,
    current: Callable[[], threading.Thread] = threading.current_thread,
    main: threading.Thread = MAIN,
) -> None:
    """Bound to what it asks: some objects end after this module."""
    if (thread := current()) is not main:
        _elsewhere.append(f"{type(self).__module__}.{type(self).__name__} in {thread.name}")
