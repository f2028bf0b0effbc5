"""Runs the program so that it kills itself at a named point: `python -m tests.e2e.failpoint POINT NTH play …`.

The points lie on both sides of whatever makes a fact durable. Nothing of the program is changed for it: its own
functions are wrapped from outside.
"""

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.__main__ import main
from app.channels.amazon import Amazon
from app.channels.shopify import Shopify
from app.devices.virtual_printer import VirtualPrinter
from app.store.outbox import SqlOutbox
from app.store.unit_of_work import SqlUnitOfWork

POINTS = {
    "commit": (SqlUnitOfWork, "commit"),
    "sync": (os, "fsync"),
    "rename": (Path, "replace"),
    "print": (VirtualPrinter, "send"),
}
CHANNEL_POINTS = {
    "sync_begin": ((SqlOutbox, "begin"), (SqlOutbox, "again")),
    "sync_apply": ((Amazon, "apply"), (Shopify, "apply")),
    "sync_turn": ((SqlOutbox, "turn"),),
}
"""Points in the work on the channels; whichever of them comes first."""
NAMES = tuple(f"{side}_{name}" for name in POINTS for side in ("before", "after"))


def wrapped(real: Callable[..., Any], side: str, count: int) -> Callable[..., Any]:
    """The same, but the count-th call of it is the last thing that this process does."""
    left = count

    @functools.wraps(real)
    def call(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*arguments, **named)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return call


if __name__ == "__main__":
    side, _, name = sys.argv[1].partition("_")
    for owner, attribute in CHANNEL_POINTS.get(name) or (POINTS[name],):
        setattr(owner, attribute, wrapped(getattr(owner, attribute), side, int(sys.argv[2])))
    sys.exit(main(sys.argv[3:]))
