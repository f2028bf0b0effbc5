"""The bench's disk in the window's head: it is there only when it has something to say. Pure words; main thread."""

from __future__ import annotations

from app.services.safekeeping import Room, RoomState
from app.ui.words import _

GIB = 1 << 30


def status_of(room: Room) -> tuple[str, str]:
    """Words and a tone; empty words where there is room enough."""
    if room.state is RoomState.SPENT:
        return _("Disk full: end what is open"), "bad"
    if room.state is RoomState.LOW:
        return _("Disk: {free} GiB left", free=f"{room.free / GIB:.1f}"), "warn"
    return "", "neutral"
