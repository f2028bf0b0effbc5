"""Takes back what an absolute write put up again, at a shop that tells of its sales by orders only.

After the write the orders are read, a few seconds later and for many listings at once, for a shop may be asked for them
seldom; then the level tells whether what was sold meanwhile stands there once more. One lane, the dispatcher's own.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from app.domain.channel import Level
from app.domain.outbox import Work
from app.errors import ChannelError
from app.ports import Channel, Clock

from .records import OutboxRecords, Watched

AFTER: Final = timedelta(seconds=1.5)
"""So long after a write a shop's orders are looked at: one that was just placed may not be listed yet."""
AGAIN: Final = timedelta(seconds=1.5)
LONGEST: Final = timedelta(minutes=5)
"""At most so long until a listing is looked at again at which more was sold than there is."""
LEASE: Final = timedelta(seconds=90)
TOGETHER: Final = 50

log = logging.getLogger(__name__)

Correct = Callable[[Work, Level, int], None]
"""Takes so many pieces off a listing whose level was just read."""


class Watch:
    """The watch over one channel's listings; `look_for_sales` pulls them, and says whether that was possible."""

    def __init__(
        self, shop: Channel, records: OutboxRecords, clock: Clock, owner: str, look_for_sales: Callable[[], bool]
    ) -> None:
        able = shop.capabilities
        self.needed = able.absolute and able.sales and able.reads and not able.shows_committed
        self._shop, self._records, self._clock, self._owner = shop, records, clock, owner
        self._look_for_sales = look_for_sales
        self._next = clock.now()
        self._looks: Counter[str] = Counter()

    def expects(self, at: datetime) -> None:
        """A write has gone out: it is of use to look at that time."""
        self._next = min(self._next, at)

    def step(self, correct: Correct) -> bool:
        """Look at what is due; whether anything was."""
        now = self._clock.now()
        if not self.needed or now < self._next:
            return False
        self._next = now + AGAIN
        watched = self._records.claim_watched(self._shop.name, self._owner, now, now + LEASE, TOGETHER)
        if not watched:
            return False
        try:
            self._look(watched, correct)
        finally:
            self._records.release([each.work for each in watched], self._owner)
        return True

    def _look(self, watched: tuple[Watched, ...], correct: Correct) -> None:
        if not self._look_for_sales():
            for each in watched:
                self._records.looked(each, self._clock.now() + AGAIN)
            return
        sold = [each for each in watched if self._records.sold_within(each)]
        for each in watched:
            if each not in sold:
                self._end(each)
        levels = self._shop.read_all([each.work.listing for each in sold]) if sold else ()
        for each, level in zip(sold, levels, strict=True):
            self._one(each, level, correct)

    def _one(self, watched: Watched, level: Level | ChannelError, correct: Correct) -> None:
        if isinstance(level, ChannelError):
            self._records.looked(watched, self._clock.now() + AGAIN)
            return
        surplus = self._records.surplus(watched, level)
        here = min(surplus, level.here)
        if here > 0:
            log.info(
                "%s put %d sold pieces of %s up again; they are taken back",
                self._shop.name, here, watched.work.listing.sku,
            )  # fmt: skip
            correct(watched.work, level, here)
        self._looks[watched.work.listing_id] += 1
        looks = self._looks[watched.work.listing_id]
        if surplus > here:  # they are sold by now: what comes next to this listing is spoken for
            self._records.looked(watched, self._clock.now() + min(LONGEST, AGAIN * 2 ** min(looks - 1, 10)))
        elif surplus or looks > 1:
            self._end(watched)  # only now: whoever is killed in between looks again
        else:  # one that was sold between the orders and the level would hide what stands there too many
            self._records.looked(watched, self._clock.now() + AGAIN)

    def _end(self, watched: Watched) -> None:
        self._looks.pop(watched.work.listing_id, None)
        self._records.looked(watched, None)
