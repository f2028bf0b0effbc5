"""Up to when a shop's sales are on record, however they came there: by a poll, or because somebody had to know.

A shop may be asked for its orders so seldom that who asks last is never answered; so what one has read serves all, and
while it does not answer nobody asks. One lane, the channel's own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from app.ports import Clock


class SalesTold(Protocol):
    """Where a shop's sales come from; implemented by `app.services.syncing.pulling.Pulls`."""

    def look_for_sales(self) -> bool:
        """Read all that was sold up to now; False where the channel does not tell it now."""

    def sales_read_at(self) -> datetime | None:
        """When the sales were asked for that were last read to their end; None where they never were."""

    def sales_rest_until(self) -> datetime | None:
        """Before then a shop that did not answer is not asked; None where it may be asked."""


class NoSales:
    """Of a channel that tells none."""

    def look_for_sales(self) -> bool:
        return False

    def sales_read_at(self) -> datetime | None:
        return None

    def sales_rest_until(self) -> datetime | None:
        return None


class SalesKnown:
    """What is known of one shop's sales."""

    def __init__(self, clock: Clock, told: SalesTold) -> None:
        self._clock, self._told = clock, told

    def up_to(self, wanted: datetime) -> datetime | None:
        """Read them where they are not known up to then; up to when they are known now, None where nothing was read."""
        known = self._told.sales_read_at()
        if known is not None and known >= wanted:
            return known
        asked = self._clock.now()
        return asked if self._told.look_for_sales() else self._told.sales_read_at()

    def is_news_since(self, known: datetime | None) -> bool:
        """Whether more may be had than what was known up to then."""
        rests = self._told.sales_rest_until()
        return rests is None or self._clock.now() >= rests or self._told.sales_read_at() != known
