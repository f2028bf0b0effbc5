"""Whether there is a display on which a window can be opened; asked before Qt, which would end the program, is loaded.

Qt is loaded late for another reason, too: from then on its bindings read the source of every module that is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from app.errors import BenchError


class NoDisplay(BenchError):
    """There is nowhere to open a window."""

    default_code = "no_display"
    default_hint = (
        "Start it on the bench PC's own desktop. Without one, `regrade demo --out DIR` plays a shift, "
        "and `regrade play` works a bench by script."
    )


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be opened at all; Qt itself would end the program."""
    if platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def must_have_display() -> None:
    """Raises `NoDisplay`."""
    if not has_display():
        raise NoDisplay("There is no display on which a window could be opened.")
