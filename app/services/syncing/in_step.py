"""How far the shops are in step with the records: what waits, what a person must decide, what differs.

The same figures stand in the window and in the report `sync`. Frozen values; any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from statistics import median
from typing import Final, Protocol

from app.services.looking import Record

LIVE: Final = timedelta(hours=24)
"""What the window counts as told and confirmed lately."""
LATE: Final = timedelta(seconds=60)
"""A message that waits longer than this is behind: retries of an answering shop are at most 15 s apart."""
_SHARE: Final = Decimal("0.0001")


class Wanted(StrEnum):
    """Which messages are asked for."""

    HELD = "held"
    """Those that a person must decide, the oldest first."""
    WAITING = "waiting"
    """Those on their way, the oldest first."""
    CONFIRMED = "confirmed"
    """Those that the shop has, the newest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of messages that is asked for.

    Attributes:
        words: a unit's LPN, or how a SKU or a channel's name begins; empty asks for all
        after: the key that ended the page before; empty is the first page

    """

    wanted: Wanted
    channel: str = ""
    words: str = ""
    after: str = ""
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Messages:
    """A page of messages; `after` asks for the next one, and is empty where there is none."""

    rows: tuple[Record, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class ShopStanding:
    """Where one channel stands.

    Attributes:
        waiting: messages on their way
        held: messages that a person must decide
        retried: of those on their way, how many were tried more than once
        oldest: when the oldest of those on their way was made
        tried_again_at: when the next of those that rest is tried
        told: messages made in the period, and how many of them the shop has confirmed
        median_s: seconds from a message to its confirmation, of the newest
        pulled_at: when anything was last read from the shop to its end
        problem: why the shop does not answer, or why it is not worked, in words
        listings: listings that were compared with the shop
        differing: how many of them show another quantity than they should
        worked: whether this program works it now; None where that cannot be told

    """

    channel: str
    waiting: int = 0
    held: int = 0
    retried: int = 0
    oldest: datetime | None = None
    tried_again_at: datetime | None = None
    told: int = 0
    confirmed: int = 0
    median_s: float | None = None
    pulled_at: datetime | None = None
    problem: str = ""
    listings: int = 0
    differing: int = 0
    worked: bool | None = None

    @property
    def accuracy(self) -> Decimal | None:
        """The share of what was told that the shop has confirmed; None where nothing was told."""
        return share(self.confirmed, self.told)

    @property
    def agreed(self) -> Decimal | None:
        """The share of its compared listings that show what they should."""
        return share(self.listings - self.differing, self.listings)

    def lag_s(self, now: datetime) -> float | None:
        """How far it is behind: the age of the oldest that waits, else what a message took lately."""
        return self.median_s if self.oldest is None else max(0.0, (now - self.oldest).total_seconds())


@dataclass(frozen=True, slots=True)
class InStep:
    """All channels together, and each by itself."""

    shops: tuple[ShopStanding, ...] = ()

    @property
    def waiting(self) -> int:
        return sum(shop.waiting for shop in self.shops)

    @property
    def held(self) -> int:
        return sum(shop.held for shop in self.shops)

    @property
    def differing(self) -> int:
        return sum(shop.differing for shop in self.shops)

    @property
    def listings(self) -> int:
        return sum(shop.listings for shop in self.shops)

    @property
    def accuracy(self) -> Decimal | None:
        """Over all channels."""
        return share(sum(shop.confirmed for shop in self.shops), sum(shop.told for shop in self.shops))

    @property
    def oldest(self) -> datetime | None:
        """The oldest message that waits."""
        return min((shop.oldest for shop in self.shops if shop.oldest is not None), default=None)

    def lag_s(self, now: datetime) -> float | None:
        """Of the channel that is furthest behind; where nothing waits, what a message took lately."""
        if self.oldest is not None:
            return max(0.0, (now - self.oldest).total_seconds())
        return max((shop.median_s for shop in self.shops if shop.median_s is not None), default=None)

    def late(self, now: datetime) -> bool:
        """Whether something waits longer than an answering shop lets it."""
        return self.oldest is not None and now - self.oldest > LATE


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many listings of each channel were compared with it, and the drift that stands, as `Reads.drifts` has it."""

    listings: dict[str, int]
    drifted: tuple[Record, ...] = ()

    def differing(self, channel: str) -> int:
        """How many listings of a channel differ."""
        return sum(each["channel"] == channel for each in self.drifted)


class ShopReads(Protocol):
    """What can be read of the work on the channels. Any thread."""

    def shop_standings(self, since: datetime | None, until: datetime | None = None) -> tuple[ShopStanding, ...]:
        """Every channel that anything is on record of, by name; told and confirmed are those made in this period."""

    def agreement(self) -> Agreement:
        """What was found when the listings were compared last."""

    def message_page(self, asked: Asked) -> Messages:
        """A page of messages to the channels, by the keys that they are kept under."""


class Working(Protocol):
    """The channels as this program works them."""

    def standing(self) -> Sequence[tuple[str, str]]:
        """Each channel that is worked, with why it does not answer, in words; empty where it does."""

    @property
    def unusable(self) -> Sequence[tuple[str, str]]:
        """Channels that are set up and not worked, each with the reason."""


def in_step(
    reads: ShopReads,
    channels: Collection[str],
    since: datetime | None,
    *,
    until: datetime | None = None,
    agreement: Agreement | None = None,
    working: Working | None = None,
) -> InStep:
    """The channels that are set up, and those on record; `agreement` is read where it is not given.

    Raises `StoreError`.
    """
    known = {shop.channel: shop for shop in reads.shop_standings(since, until)}
    agreed = reads.agreement() if agreement is None else agreement
    worked = None if working is None else dict(working.standing())
    lacking = {} if working is None else dict(working.unusable)
    names = sorted({*channels, *known, *agreed.listings})
    return InStep(tuple(_shop(name, known, agreed, worked, lacking) for name in names))


def _shop(
    name: str,
    known: dict[str, ShopStanding],
    agreed: Agreement,
    worked: dict[str, str] | None,
    lacking: dict[str, str],
) -> ShopStanding:
    found = known.get(name, ShopStanding(name))
    problem = lacking.get(name) or (worked or {}).get(name) or found.problem
    return replace(
        found,
        listings=agreed.listings.get(name, 0),
        differing=agreed.differing(name),
        problem=problem,
        worked=None if worked is None else name in worked,
    )


def rows(step: InStep, now: datetime) -> Iterator[Record]:
    """The report: a row a channel."""
    for shop in step.shops:
        lag = shop.lag_s(now)
        yield {
            "channel": shop.channel,
            "told": shop.told,
            "confirmed": shop.confirmed,
            "accuracy": shop.accuracy,
            "waiting": shop.waiting,
            "needs_human": shop.held,
            "retried": shop.retried,
            "oldest_waiting_at": shop.oldest,
            "lag_s": None if lag is None else Decimal(str(round(lag, 1))),
            "median_s": None if shop.median_s is None else Decimal(str(round(shop.median_s, 1))),
            "pulled_at": shop.pulled_at,
            "listings": shop.listings,
            "differing": shop.differing,
            "agreed": shop.agreed,
        }


def share(part: int, whole: int) -> Decimal | None:
    """Rounded down, so that only all is all."""
    return (Decimal(part) / Decimal(whole)).quantize(_SHARE, ROUND_FLOOR) if whole else None


def middle(seconds: Collection[float]) -> float | None:
    """The median; None of nothing."""
    return median(seconds) if seconds else None
