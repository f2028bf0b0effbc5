"""Takes back what an absolute write put up again, at a shop that tells of its sales by orders only.

After the write the orders are read, a few seconds later and for many listings at once, for a shop may be asked for them
seldom; then the level tells whether what was sold meanwhile stands there once more. One lane, the dispatcher's own.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.channel import Level
from app.domain.outbox import Work
from app.errors import ChannelError
from app.ports import Channel, Clock

from .records import OutboxRecords, Watched
from .sales_known import SalesKnown

AFTER: Final = timedelta(seconds=1.5)
"""So long after a write a shop's orders are looked at: one that was just placed may not be listed yet."""
AGAIN: Final = timedelta(seconds=1.5)
LONGEST: Final = timedelta(minutes=5)
"""At most so long until a listing is looked at again at which more was sold than there is."""
LEASE: Final = timedelta(seconds=90)
TOGETHER: Final = 50
PATIENCE: Final = timedelta(seconds=3)
"""So long messages go first: what stood on offer twice is to be gone within ten seconds."""

log = logging.getLogger(__name__)

Correct = Callable[[Work, Level, int], None]
"""Takes so many pieces off a listing whose level was just read."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look at which nothing stood there too many: the orders of `asked_at`, the level of `read_at`."""

    until: datetime
    asked_at: datetime
    read_at: datetime


class Watch:
    """The watch over one channel's listings."""

    def __init__(self, shop: Channel, records: OutboxRecords, clock: Clock, owner: str, sales: SalesKnown) -> None:
        able = shop.capabilities
        self.works = able.absolute and able.sales and able.reads
        self.needed = self.works and not able.shows_committed
        """Whether each write is to be watched; where the level tells what was put up again, only one that did that, or
        after which it could not be read."""
        self._shop, self._records, self._clock, self._owner = shop, records, clock, owner
        self._sales = sales
        self._next = clock.now()
        self._looks: Counter[str] = Counter()
        self._in_order: dict[str, _Seen] = {}
        self._early: dict[str, datetime] = {}
        """By listing, orders that told of its earlier writes only, and were looked at."""
        self._known: datetime | None = None
        """Up to when the sales were known at the last look."""

    def expects(self, at: datetime) -> None:
        """A write has gone out: it is of use to look at that time."""
        self._next = min(self._next, at)

    def late(self, now: datetime) -> bool:
        """Whether it has waited so long for its turn that messages must wait for it."""
        return self.works and now - self._next > PATIENCE and self._sales.is_news_since(self._known)

    def step(self, correct: Correct) -> bool:
        """Look at what is due; whether anything was."""
        now = self._clock.now()
        if not self.works or now < self._next or not self._sales.is_news_since(self._known):
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
        now = self._clock.now()
        asked_at = self._known = self._sales.up_to(max(self._wanted(each) for each in watched))
        doubtful = []
        for each in watched:
            if asked_at is None or not self._is_news_of(each, asked_at, now):
                self._again(each, AGAIN)
            elif self._records.sold_within(each) and not self._was_in_order(each):
                doubtful.append(each)
            elif self._is_known(each, asked_at, now):
                self._end(each)
            else:
                self._again(each, AGAIN)
        if asked_at is None or not doubtful:
            return
        for each, level in zip(doubtful, self._shop.read_all([each.work.listing for each in doubtful]), strict=True):
            if isinstance(level, ChannelError):
                self._known = None  # what is known of its sales will do once the level can be read
                self._again(each, AGAIN)
            else:
                self._one(each, asked_at, level, correct)

    def _is_known(self, watched: Watched, asked_at: datetime, now: datetime) -> bool:
        """Whether what was sold until its last write is known, as far as it can be."""
        return asked_at >= min(now, self._wanted(watched))

    def _is_news_of(self, watched: Watched, asked_at: datetime, now: datetime) -> bool:
        """Whether these orders tell something of it. Where they cannot tell of its last write yet, they do of those
        before: what is known to be sold by then can only be fewer than was, so nothing is taken back that is there."""
        if self._is_known(watched, asked_at, now):
            return True
        listing = watched.work.listing_id
        if asked_at < watched.since + AFTER or self._early.get(listing) == asked_at:
            return False
        self._early[listing] = asked_at
        return True

    def _wanted(self, watched: Watched) -> datetime:
        """Up to when its sales must be known: its last write, and then the level that nothing was too many in.

        One that was just placed may not be listed yet.
        """
        seen = self._in_order.get(watched.work.listing_id)
        return watched.until + AFTER if seen is None or seen.until != watched.until else seen.read_at

    def _was_in_order(self, watched: Watched) -> bool:
        """Whether nothing stood there too many at the last look: no sale came between its orders and its level."""
        seen = self._in_order.get(watched.work.listing_id)
        if seen is None or seen.until != watched.until:
            return False
        listing = watched.work.listing_id
        return self._records.sold(listing, seen.asked_at).most == self._records.sold(listing, seen.read_at).least

    def _one(self, watched: Watched, asked_at: datetime, level: Level, correct: Correct) -> None:
        surplus = self._records.surplus(watched, level)
        here = min(surplus, level.here)
        if here > 0:
            log.info(
                "%s put %d sold pieces of %s up again; they are taken back",
                self._shop.name, here, watched.work.listing.sku,
            )  # fmt: skip
            correct(watched.work, level, here)
        listing = watched.work.listing_id
        if surplus > here:  # they are sold by now: what comes next to this listing is spoken for
            self._looks[listing] += 1
            self._again(watched, min(LONGEST, AGAIN * 2 ** min(self._looks[listing] - 1, 10)))
            return
        if not surplus and self._early.get(listing) != asked_at:
            self._in_order[listing] = _Seen(watched.until, asked_at, level.read_at)
        self._again(watched, AGAIN)  # what was taken back may itself have put something up again

    def _again(self, watched: Watched, after: timedelta) -> None:
        self._records.looked(watched, self._clock.now() + after)

    def _end(self, watched: Watched) -> None:
        self._looks.pop(watched.work.listing_id, None)
        self._in_order.pop(watched.work.listing_id, None)
        self._early.pop(watched.work.listing_id, None)
        self._records.looked(watched, None)
