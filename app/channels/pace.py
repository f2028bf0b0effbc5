"""How often a shop may be asked: a bucket that fills at its rate. It never sleeps: what must wait is told how long."""

from __future__ import annotations

from datetime import datetime


class Pace:
    """`rate` requests a second, `burst` of them at once."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._left = float(burst)
        self._at: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Takes one, and returns 0; or takes none, and returns the seconds until there is one."""
        self._fill(now)
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self.rate

    def spare(self, now: datetime, kept: int) -> float:
        """Seconds until one can be taken that still leaves `kept` of them; takes none."""
        self._fill(now)
        return max(0.0, (1 + kept - self._left) / self.rate)

    def empty(self, now: datetime) -> None:
        """The shop says that there is none left: others may ask it, too."""
        self._left, self._at = 0.0, now

    def _fill(self, now: datetime) -> None:
        if self._at is not None:
            self._left = min(self.burst, self._left + max(0.0, (now - self._at).total_seconds()) * self.rate)
        self._at = now
