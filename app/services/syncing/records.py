"""What the work on the channels keeps on record, as ports: the outbox with its writes, the inbox, the levels.

Each call is one transaction, durable when it returns. Any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.channel import Announced, Event, Level, Listing, Sold
from app.domain.outbox import SoldSince, Turn, Work, Write
from app.domain.owing import Debt, Owed


@dataclass(frozen=True, slots=True)
class Standing:
    """How many messages of a channel wait, and how many a person must decide."""

    waiting: int = 0
    held: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing with what it should show, as far as we know.

    Attributes:
        base: what it showed when it was read first; None where it never was
        made: the sum of what we changed since
        sold: pieces that the channel says it sold since, less those cancelled
        busy: a write is on its way, so that nothing can be told now

    """

    listing_id: str
    listing: Listing
    base: Level | None
    made: int
    sold: int
    busy: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A leased listing at which absolute writes between these times may have put up again what was sold meanwhile."""

    work: Work
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many pieces a listing should show and shows, and what that is reckoned from, in plain values."""

    expected: int
    found: int
    reckoned: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a return as the import's `returns` file has it, by column."""

    external_id: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """An event of a channel that nobody has gone after yet; `listing` is the key of ours that it is about, or empty."""

    external_id: str
    kind: str
    keys: Mapping[str, str]
    listing: str = ""


class EventRecords(Protocol):
    """What the channels told by themselves."""

    def heard(self, channel: str, event: Event, at: datetime) -> bool:
        """Keep an event; False where it was told before, and then nothing is kept."""

    def to_do(self, channel: str, kind: str, most: int) -> tuple[Heard, ...]:
        """So many events of a kind of a channel that nobody has gone after yet, the oldest first."""

    def done(self, channel: str, events: Sequence[str]) -> None:
        """What these named was asked for."""

    def forget(self, channel: str, before: datetime) -> None:
        """Drop the events that were gone after and came before then."""


class OutboxRecords(Protocol):
    """The messages to the channels, and the writes that carry them."""

    def standing(self, channel: str) -> Standing:
        """What waits for a channel."""

    def claim(self, channel: str, owner: str, at: datetime, until: datetime, most: int) -> tuple[Work, ...]:
        """Lease so many listings that have something to do and that nobody else has, the longest waiting first."""

    def release(self, works: Sequence[Work], owner: str) -> None:
        """Give leases back."""

    def begin(self, work: Work, write: Write, owner: str, until: datetime) -> bool:
        """Put a write on record before it leaves; False where the lease is lost, and then it must not."""

    def again(self, work: Work, write: Write, owner: str, at: datetime, until: datetime) -> bool:
        """The same write goes out once more; False where the lease is lost."""

    def turn(self, work: Work, turn: Turn) -> None:
        """What became of a write; where it says so, its listing is watched from then on."""

    def claim_watched(self, channel: str, owner: str, at: datetime, until: datetime, most: int) -> tuple[Watched, ...]:
        """Lease so many watched listings that may be looked at and that nobody else has; `release` gives them back."""

    def sold_within(self, watched: Watched) -> int:
        """Pieces that the channel says it sold while the writes were on their way; rather too many than too few."""

    def surplus(self, watched: Watched, seen: Level) -> int:
        """Pieces that stand there too many by our own doing, going by a level that was just read."""

    def looked(self, watched: Watched, again_at: datetime | None) -> None:
        """The watch ends, or goes on at that time."""

    def debt(self, work: Work, seen: Level) -> Debt | None:
        """What the listing owes by the level that was just read; None where nothing hints at any debt."""

    def keep(self, work: Work, rows: Sequence[str], due: Owed, seen: Level) -> tuple[str, ...]:
        """Give the units of these messages to orders that are short of one, so that they never go on offer; those that
        were, by message."""

    def settle(self, rows: Sequence[str], seen: Level) -> None:
        """These messages cancel out, and the channel, which was just read, needs no change."""

    def hold(self, held: Mapping[str, str], at: datetime) -> None:
        """These messages are for a person, each with the words."""

    def put_off(self, work: Work, problem: str, next_at: datetime) -> None:
        """Nothing was sent: the channel did not answer when it was read."""

    def wake(self, channel: str) -> None:
        """The channel answers again: whatever was put off is tried at once."""

    def sold(self, listing_id: str, since: datetime, until: datetime | None = None) -> SoldSince:
        """Pieces that the channel says it sold since then, or between the two, less those cancelled."""

    def sold_after(self, listing_id: str, level: Level, until: datetime) -> SoldSince:
        """The same since a level was read; of a sale in its very second the level before may tell whether it is in."""

    def free_leases(self) -> None:
        """Leases of programs that ended without giving them back are open to all."""


class ShopRecords(Protocol):
    """What the channels tell."""

    def since(self, channel: str, stream: str) -> datetime | None:
        """How far a stream was read."""

    def reached(self, channel: str, stream: str, since: datetime, at: datetime) -> None:
        """A stream was read up to there."""

    def sales(self, channel: str, sales: Sequence[Sold], at: datetime) -> int:
        """Book what was sold and cancelled, each once; how many were new."""

    def returns(self, channel: str, lines: Sequence[Announced], at: datetime) -> tuple[Line, ...]:
        """What the import is to be given: all lines of each order of which something is new, or was refused before."""

    def called_off(self, channel: str, at: datetime) -> int:
        """Close what is awaited of returns that the channel says were called off, each once; how many pieces."""

    def taken(self, channel: str, lines: Sequence[Line], refused: Mapping[str, str]) -> None:
        """The import has them, but for those that it refused, each with the reason."""

    def offers(self, channel: str, only: Collection[str] | None = None) -> tuple[Offer, ...]:
        """The channel's listings, or only these, with what they should show."""

    def short_orders(self, listing_id: str, pieces: int) -> tuple[str, ...]:
        """The numbers of the orders that so many of its newest sold pieces without a unit belong to."""

    def hot(self, channel: str, since: datetime) -> tuple[str, ...]:
        """Listings of which something was told since then, by either side, and those that stand in drift."""

    def keep_drift(self, channel: str, looked_at: Collection[str], found: Mapping[str, Evidence], at: datetime) -> None:
        """These listings were compared, and those in `found` have drifted; the others are in order again."""

    def seen(self, channel: str, levels: Mapping[str, Level]) -> None:
        """What they show, by the listing's key; the first time it is what all is reckoned from."""
