"""Goes and asks a shop for what its events name: the returns themselves, what was sold, and the level of a listing.

One lane, the channel's own. The first event is gone after at once; those that follow are gathered for a moment. A
return that the shop does not show yet is asked for again a few times, then left to the polls, which see it in any case.
What a program that ended had not asked for is on record, and is asked for by the next one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from app.domain.channel import Announced
from app.domain.outbox import pause_s
from app.errors import ChannelError, Rejected, Transient, UserError
from app.ports import Channel, Clock

from .pulling import Pulls
from .reconciling import compare
from .records import EventRecords, Heard, ShopRecords

GATHERED: Final = timedelta(seconds=1)
MOST: Final = 50
GIVE_UP: Final = 5
"""A return that so many looks did not show is left to the polls."""
KEPT: Final = timedelta(days=7)
"""So long an event's number is known again: an older one is refused for its time."""
SWEPT_EVERY: Final = timedelta(hours=12)

log = logging.getLogger(__name__)


class Errands:
    """The errands of one channel; `hear` may be called from any thread."""

    def __init__(self, shop: Channel, events: EventRecords, inbox: ShopRecords, clock: Clock, pulls: Pulls) -> None:
        self._shop, self._events, self._inbox, self._clock, self._pulls = shop, events, inbox, clock, pulls
        self._due: datetime | None = clock.now() if shop.capabilities.events else None
        self._not_before = clock.now()
        self._told = False
        self._swept = clock.now()
        self._failures = 0
        self._looks: Counter[str] = Counter()

    def hear(self) -> None:
        """An event is on record."""
        self._told = True

    def wait_s(self) -> float | None:
        """Seconds until something is to be asked for; None where nothing is."""
        now = self._clock.now()
        if self._told:
            self._told = False
            self._due = self._not_before if self._due is None else min(self._due, self._not_before)
        return None if self._due is None else max(0.0, (self._due - now).total_seconds())

    def step(self) -> None:
        """Ask for what the oldest events name. Raises nothing but `StoreError`."""
        now = self._clock.now()
        # Whatever ends this step, what is to be asked for stays so until it is known that nothing is.
        self._due = now + timedelta(seconds=pause_s(self._failures + 1))
        returns = self._events.to_do(self._shop.name, "return", MOST)
        stock = self._events.to_do(self._shop.name, "stock", MOST)
        if not returns and not stock:
            self._due = None
            return
        try:
            self._returns(returns)
            self._stock(stock)
        except (ChannelError, UserError) as fault:
            self._failures += 1
            asked = fault.retry_after if isinstance(fault, Transient) else None
            self._not_before = self._due = now + timedelta(seconds=max(pause_s(self._failures), asked or 0.0))
            log.info("%s: what it told of could not be asked for: %s", self._shop.name, fault)
            return
        self._failures = 0
        if now >= self._swept + SWEPT_EVERY:
            self._events.forget(self._shop.name, now - KEPT)
            self._swept = now
        self._not_before = self._due = self._clock.now() + GATHERED

    def _returns(self, told: Sequence[Heard]) -> None:
        if not told:
            return
        lines: tuple[Announced, ...] = ()
        try:
            lines = self._shop.pull_named([each.keys.get("return_id", "") for each in told])
        except Rejected as fault:  # asked again it says the same: that is like not showing them
            log.info("%s does not let its returns be asked for by their numbers: %s", self._shop.name, fault)
        self._pulls.take_returns(lines)
        shown = {line.columns.get("rma", "") for line in lines}
        self._events.done(self._shop.name, [each.external_id for each in told if self._is_over(each, shown)])

    def _is_over(self, event: Heard, shown: set[str]) -> bool:
        if event.keys.get("return_id", "") not in shown:
            self._looks[event.external_id] += 1
            if self._looks[event.external_id] < GIVE_UP:
                return False
            log.info("%s does not show a return that it told of; the polls will", self._shop.name)
        self._looks.pop(event.external_id, None)
        return True

    def _stock(self, told: Sequence[Heard]) -> None:
        """A listing that the shop refuses is left to a person: its event is gone after. Raises `Transient` where others
        are to be asked for again."""
        ours = {each.listing for each in told} - {""}
        waiting, problem = frozenset[str](), ""
        if ours:
            if not self._pulls.look_for_sales():
                raise Transient(self._pulls.told.problem)
            compared = compare(self._shop, self._inbox, lambda: True, ours)
            for each in compared.drifted:
                log.info("%s", each.proposal)
            waiting, problem = compared.unanswered, compared.problem
            if problem:
                log.info("%s: not every listing could be compared: %s", self._shop.name, problem)
        self._events.done(self._shop.name, [each.external_id for each in told if each.listing not in waiting])
        if waiting:
            raise Transient(problem)
