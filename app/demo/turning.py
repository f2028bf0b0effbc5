"""Lets the window's event loop run until something has come about, for in the demo nobody else runs it. Main thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from app.errors import TimedOut
from app.saying import say

PATIENCE_S: Final = 30.0
TURN_MS: Final = 2


def turn(milliseconds: int = TURN_MS) -> None:
    """The window has its turn for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(what: str, done: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Turn by turn until it is so. Raises `TimedOut` where it never is."""
    deadline = time.monotonic() + patience_s
    while not done():
        if time.monotonic() > deadline:
            raise TimedOut(say("The window was waited for in vain: {what}.", what=what))
        turn()
