"""Compares what the ledger says with what the channels show, listing by listing, and keeps what it saw.

A listing with a write on its way is passed over: nothing can be told of it then. The first look at a listing is what
all later ones are measured by.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.channel import Level
from app.domain.drift import Drift, drift
from app.errors import ChannelError, Rejected
from app.ports import Channel
from app.saying import Said

from .records import Evidence, Offer, ShopRecords

TOGETHER: Final = 50


@dataclass(frozen=True, slots=True)
class Drifted:
    """A listing that shows another quantity than it should, with what that is reckoned from."""

    channel: str
    offer: Offer
    seen: Level
    drift: Drift
    orders: tuple[str, ...] = ()
    """Numbers of the newest orders that no unit stands for, where it sold more than there were."""

    @property
    def proposal(self) -> Said:
        """What somebody may do about it."""
        return self.drift.proposal(self.channel, self.offer.listing.sku, self.seen.available)

    def evidence(self) -> dict[str, object]:
        """What it is reckoned from, in plain values."""
        base, seen = self.offer.base, self.seen
        return {
            "first_read_at": None if base is None else base.read_at.isoformat(),
            "first_available": None if base is None else base.available,
            "first_committed": None if base is None else base.committed,
            "changed_by_us": self.offer.made,
            "sold": self.offer.sold,
            "read_at": seen.read_at.isoformat(),
            "available": seen.available,
            "committed": seen.committed,
            "orders": list(self.orders),
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing one channel.

    Attributes:
        looked_at: how many listings were compared
        passed_over: how many have a write on its way, or could not be read
        problem: why the channel, or some of it, could not be read
        unanswered: keys of the listings that could not be read for now; what the channel refused is not among them

    """

    channel: str
    drifted: tuple[Drifted, ...] = ()
    looked_at: int = 0
    passed_over: int = 0
    problem: str = ""
    unanswered: frozenset[str] = frozenset()


def compare(
    shop: Channel, records: ShopRecords, look_for_sales: Callable[[], bool], only: Collection[str] | None = None
) -> Compared:
    """Read the listings of a channel, or only these, and say which have drifted. What the shop sold is read first."""
    if not shop.capabilities.reads:
        return Compared(shop.name)
    if shop.capabilities.sales:
        look_for_sales()
    offers = [offer for offer in records.offers(shop.name, only) if not offer.busy]
    seen: dict[str, Level] = {}
    problem, unanswered = "", set[str]()
    for start in range(0, len(offers), TOGETHER):
        some = offers[start : start + TOGETHER]
        for offer, level in zip(some, shop.read_all([each.listing for each in some]), strict=True):
            if isinstance(level, ChannelError):
                problem = str(level)
                if not isinstance(level, Rejected):
                    unanswered.add(offer.listing_id)
            else:
                seen[offer.listing_id] = level
    after = {offer.listing_id: offer for offer in records.offers(shop.name, only)}
    steady = [offer for offer in offers if offer.listing_id in seen and after.get(offer.listing_id) == offer]
    records.seen(shop.name, {offer.listing_id: seen[offer.listing_id] for offer in steady})
    found = tuple(_drifted(shop.name, steady, seen, records))
    if steady:
        kept = {
            each.offer.listing_id: Evidence(each.drift.expected, each.drift.found, each.evidence()) for each in found
        }
        at = max(seen[offer.listing_id].read_at for offer in steady)
        records.keep_drift(shop.name, [offer.listing_id for offer in steady], kept, at)
    return Compared(shop.name, found, len(steady), len(after) - len(steady), problem, frozenset(unanswered))


def _drifted(channel: str, offers: Sequence[Offer], seen: dict[str, Level], records: ShopRecords) -> Iterator[Drifted]:
    for offer in offers:
        level = seen[offer.listing_id]
        if offer.base is not None and (gone := drift(offer.base, offer.made, offer.sold, level)) is not None:
            short = gone.short(level.available)
            yield Drifted(channel, offer, level, gone, records.short_orders(offer.listing_id, short) if short else ())
