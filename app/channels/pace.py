"""How often a shop may be asked: a bucket that fills at its rate. It never sleeps: what must wait is told how long.

`Pace` is one program's own. `SharedPace` keeps its bucket on record: all programs of a house draw on the same one, and
whoever begins anew knows what is left, instead of asking in vain and believing that there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from app.ports import Bucket, Buckets

HELD_OFF_S: Final = 30.0
"""So long a shop is left alone that refused although it should not have: when its next one comes is not known then."""
MOST_TIMES: Final = 100.0
"""A shop that says that it may be asked so many times as often as documented means something else."""
_MOMENT: Final = timedelta(seconds=1)


class Pace:
    """`rate` requests a second, `burst` of them at once."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._documented = rate
        self._left = float(burst)
        self._at: datetime | None = None

    def wait(self, now: datetime, kept: int = 0) -> float:
        """Takes one that leaves `kept`, and returns 0; or takes none, and returns the seconds until there is one."""
        self._fill(now)
        if self._left >= 1 + kept:
            self._left -= 1
            return 0.0
        return (1 + kept - self._left) / self.rate

    def spare(self, now: datetime, kept: int) -> float:
        """Seconds until one can be taken that still leaves `kept` of them; takes none."""
        self._fill(now)
        return max(0.0, (1 + kept - self._left) / self.rate)

    def refused(self, now: datetime) -> None:
        """The shop says that there is none left: others may ask it, too. It is asked again a while later."""
        self._left, self._at = max(0.0, 1 - HELD_OFF_S * self.rate), now

    def told(self, rate: str | None) -> None:
        """The shop says how often it may be asked now, a second; less than it documents is not believed."""
        try:
            now = float(rate or "")
        except ValueError:
            return
        if self._documented <= now <= MOST_TIMES * self._documented:
            self.rate = now

    def _fill(self, now: datetime) -> None:
        if self._at is not None:
            self._left = min(self.burst, self._left + max(0.0, (now - self._at).total_seconds()) * self.rate)
        self._at = now


class SharedPace(Pace):
    """The same, kept under the channel's and its own name; without `buckets` it is one program's own after all."""

    def __init__(self, rate: float, burst: int, buckets: Buckets | None, channel: str, name: str) -> None:
        super().__init__(rate, burst)
        self._buckets, self._channel, self._name = buckets, channel, name
        self._asked_at: datetime | None = None

    def wait_to_hear(self, now: datetime, kept: int, heard_at: datetime) -> float:
        """As `wait`, for something that was heard to its end last when it was asked for at `heard_at`.

        `kept` are for whoever got no answer: they are left alone only while the last who asked was heard, and less long
        ago than one takes to come.
        """
        return self._shared(now, partial(self._take_to_hear, now, kept, heard_at))

    def wait(self, now: datetime, kept: int = 0) -> float:
        """See the base."""
        return self._shared(now, partial(super().wait, now, kept))

    def refused(self, now: datetime) -> None:
        """See the base."""
        super().refused(now)
        if self._buckets is not None:
            self._buckets.turn(self._channel, self._name, lambda _: self._bucket(now))

    def _take_to_hear(self, now: datetime, kept: int, heard_at: datetime) -> float:
        every, gone = 1 / self.rate, (now - heard_at).total_seconds()
        lost = self._asked_at is None or self._asked_at > heard_at + _MOMENT
        wait = super().wait(now, 0 if lost or not 0 <= gone < every else kept)
        if not wait:
            self._asked_at = now
            return 0.0
        return min(wait, max(self.spare(now, 0), every - gone))

    def _shared(self, now: datetime, take: Callable[[], float]) -> float:
        """Take from what is on record; nothing is kept where nothing was taken."""
        if self._buckets is None:
            return take()
        waits: list[float] = []

        def change(known: Bucket | None) -> Bucket | None:
            if known is not None:
                lacks = (known.full_at - now).total_seconds() * self.rate
                self._left, self._at, self._asked_at = (
                    min(self.burst, max(0.0, self.burst - lacks)),
                    now,
                    known.asked_at,
                )
            waits.append(take())
            return None if waits[-1] else self._bucket(now)

        self._buckets.turn(self._channel, self._name, change)
        return waits[-1]

    def _bucket(self, now: datetime) -> Bucket:
        lacks = timedelta(seconds=(self.burst - self._left) / self.rate)
        return Bucket(now + lacks, self._asked_at or now)
