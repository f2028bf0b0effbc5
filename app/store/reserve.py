"""Room that is kept free on the bench's disk, so that what is open can be ended when it runs full.

While there is plenty, a file of the size of the reserve holds its room against other programs (`spool/reserve`; the
window makes it). When the rest runs out the file goes, and its room is there for what is open; no new parcel is begun
until there is room again. Without the file the same amount of free room counts as the reserve. Any thread.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.services.safekeeping import Room, RoomState
from app.store import durable

FILE = "reserve"
FLOOR = 32 << 20
"""So much beside the reserve is left for a few photos at once, before a full disk refuses them."""

log = logging.getLogger(__name__)


class Reserve:
    """The reserve of a profile; `size` in bytes."""

    def __init__(self, spool: Path, size: int) -> None:
        self._file = spool / FILE
        self._size = size

    def room(self) -> Room:
        """How much there is, and whether a parcel may be begun. Lets the reserve go where it is needed."""
        try:
            free = shutil.disk_usage(self._file.parent).free
        except OSError as error:
            log.warning("The disk does not say how much is free: %s", error.strerror)
            return Room(RoomState.SPENT, 0)
        held = self._held()
        state = self._state(free + held)
        if state is RoomState.SPENT and held:
            log.warning("The disk is nearly full: the reserve of %d MB is let go for what is open.", held >> 20)
            with suppress(FileNotFoundError):
                self._file.unlink()
        return Room(state, free + held)

    def hold(self) -> bool:
        """Take the reserve where there is plenty of room; True where it is held."""
        if not self._size:
            return False
        if self._held():
            return True
        try:
            if shutil.disk_usage(self._file.parent).free < 3 * self._size:
                return False
            draft = self._file.with_name(f".{FILE}.{os.getpid()}")
            draft.unlink(missing_ok=True)
            descriptor = durable.create(draft)
            try:
                _allocate(descriptor, self._size)
            finally:
                os.close(descriptor)
            durable.move(draft, self._file)
        except OSError as error:
            log.info("The reserve on the disk was not taken: %s", error.strerror)
            return False
        return True

    def _held(self) -> int:
        try:
            return self._file.stat().st_size
        except OSError:
            return 0

    def _state(self, free: int) -> RoomState:
        if free < self._size + FLOOR:
            return RoomState.SPENT
        return RoomState.LOW if free < 4 * self._size else RoomState.ENOUGH


def _allocate(descriptor: int, size: int) -> None:
    """Real room on the disk, not only a length."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
        return
    piece = bytes(1 << 20)
    for start in range(0, size, len(piece)):
        durable.write_all(descriptor, piece[: size - start])
