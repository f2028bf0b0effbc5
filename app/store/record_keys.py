"""The keys of records: UUIDv7 (RFC 9562) as text, which sort in the order in which they were made.

The keys of one millisecond count on from a random beginning (the RFC's 6.2), so no two benches begin alike. A maker
that takes the next millisecond for each further key, as the library's does, is minutes ahead of the clock after a file
of 100,000 lines; and whether an order was announced before or after a parcel came, on whichever bench, is told by their
keys. Any thread.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from queue import SimpleQueue

_TAIL = 74
"""Bits that follow the milliseconds, version and variant apart."""
_LOW = 62
_VERSION, _VARIANT = "7", 0b10


class RecordKeys:
    """Makes keys; `now` gives nanoseconds since 1970, `chance` so many random bits."""

    def __init__(self, now: Callable[[], int] = time.time_ns, chance: Callable[[int], int] = secrets.randbits) -> None:
        self._now = now
        self._chance = chance
        self._last: SimpleQueue[int] = SimpleQueue()  # one key: who takes it out makes the next, the others wait
        self._last.put(0)

    def new(self) -> str:
        """Above every key that was made here before, also where the clock was set back."""
        earliest = self._now() // 1_000_000 << _TAIL
        key = self._last.get()
        try:
            key = key + 1 if key >= earliest else earliest + self._chance(_TAIL)
        finally:
            self._last.put(key)
        high = f"{key >> _LOW:015x}"
        low = f"{_VARIANT << _LOW | key & (1 << _LOW) - 1:016x}"
        return f"{high[:8]}-{high[8:12]}-{_VERSION}{high[12:]}-{low[:4]}-{low[4:]}"


new_key = RecordKeys().new
"""A key for a record of this process."""
