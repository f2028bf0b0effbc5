"""When listings are compared: those of which something was told lately every few minutes, all of them every night.

A round is walked a few listings a step, so that no message waits for it. Drift that is found is kept with its evidence.
One lane, the channel's own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from app.ports import Channel, Clock

from .reconciling import compare
from .records import ShopRecords

HOT_EVERY: Final = timedelta(minutes=4)
HOT_FOR: Final = timedelta(hours=1)
NIGHT_H: Final = 2
"""The hour, by this computer's clock, at which all are compared."""
A_STEP: Final = 20
COMPARED: Final = "compared"
"""The cursor that says when all were compared last."""

log = logging.getLogger(__name__)


class Rounds:
    """The rounds over one channel's listings; `look_for_sales` pulls them, and says whether that was possible."""

    def __init__(self, shop: Channel, records: ShopRecords, clock: Clock, look_for_sales: Callable[[], bool]) -> None:
        self._shop, self._records, self._clock = shop, records, clock
        self._look_for_sales = look_for_sales
        self._hot_due = clock.now() + HOT_EVERY
        self._all_due: datetime | None = None
        self._to_do: list[str] = []
        self._whole = self._begins = False

    def wait_s(self) -> float:
        """Seconds until something is to be compared."""
        if not self._shop.capabilities.reads:
            return HOT_EVERY.total_seconds()
        if self._to_do:
            return 0.0
        due = min(self._hot_due, self._when_all())
        return max(0.0, (due - self._clock.now()).total_seconds())

    def step(self) -> None:
        """Compare a few listings. Raises nothing but `StoreError`."""
        if not self._to_do:
            self._begin()
        some, self._to_do = self._to_do[:A_STEP], self._to_do[A_STEP:]
        if some:
            sales = self._look_for_sales if self._begins else (lambda: True)
            self._begins = False
            done = compare(self._shop, self._records, sales, frozenset(some))
            for each in done.drifted:
                log.info("%s", each.proposal)
            if done.problem:
                self._put_off(done.problem)
                return
        if not self._to_do:
            self._end()

    def _begin(self) -> None:
        now = self._clock.now()
        self._whole, self._begins = now >= self._when_all(), True
        self._hot_due = now + HOT_EVERY
        if self._whole:
            self._to_do = [offer.listing_id for offer in self._records.offers(self._shop.name)]
        else:
            self._to_do = list(self._records.hot(self._shop.name, now - HOT_FOR))

    def _end(self) -> None:
        if self._whole:
            now = self._clock.now()
            self._records.reached(self._shop.name, COMPARED, now, now)
            self._all_due = None

    def _put_off(self, problem: str) -> None:
        """The channel does not answer: the round is begun anew a while later."""
        log.info("%s could not be compared: %s", self._shop.name, problem)
        self._to_do = []
        self._hot_due = self._clock.now() + HOT_EVERY
        if self._whole:
            self._all_due = self._hot_due

    def _when_all(self) -> datetime:
        if self._all_due is None:
            last = self._records.since(self._shop.name, COMPARED)
            self._all_due = self._clock.now() if last is None else next_night(last)
        return self._all_due


def next_night(last: datetime) -> datetime:
    """The first time after `last` at which it is the hour of the night here."""
    here = last.astimezone()
    night = here.replace(hour=NIGHT_H, minute=0, second=0, microsecond=0)
    return night if night > here else night + timedelta(days=1)
