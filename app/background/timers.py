"""Calls on the main thread after a while, or again and again; each belongs to an object and ends with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def every(milliseconds: int, call: Callable[[], None], owner: QObject) -> QTimer:
    """Call it again and again while its owner lives."""
    timer = QTimer(owner)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    timer.start()
    return timer


def once(milliseconds: int, call: Callable[[], None], owner: QObject) -> QTimer:
    """A timer that calls it once, `milliseconds` after each `start()`; started again it begins anew."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
