"""What passes between the house and a shop: listings, levels, changes, and what a shop has to tell.

Pure values, frozen. Quantities are whole pieces; times are aware, in UTC. What comes from a shop is text as the shop
wrote it: announced returns stand in the terms of the import's columns, and are judged by the import's own readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of channel can take, and so how a quantity is brought to it exactly once.

    Attributes:
        key: a write carries our key, and a second one with the same key and content is not applied again
        key_lasts: how long a key is remembered; after that an unknown fate is read back
        compare_and_set: a write names the quantity that it was reckoned from, and is refused where that has changed
        delta: a write says by how much; a key or compare-and-set makes it safe to send
        absolute: a write says how many; it is reckoned from a level read just before
        reads: a level can be read back
        shows_committed: a level says how many of its pieces are sold and not yet sent
        coalesces: one write may carry several units
        returns, reports, sales, events: what it has to tell
        settles: it can be told what came of a return

    """

    key: bool = False
    key_lasts: timedelta | None = None
    compare_and_set: bool = False
    delta: bool = False
    absolute: bool = False
    reads: bool = True
    shows_committed: bool = False
    coalesces: bool = True
    returns: bool = False
    reports: bool = False
    sales: bool = False
    events: bool = False
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Where units of one grade of an article are sold; `params` are what the channel's kind asks for."""

    client: str
    sku: str
    grade: str
    params: Mapping[str, str] = field(default_factory=dict)

    def param(self, name: str) -> str:
        """One of its parameters, or empty."""
        return self.params.get(name, "")


@dataclass(frozen=True, slots=True)
class Level:
    """How many pieces a channel offers of a listing, as it said at that time.

    Attributes:
        available: what can be bought; over all places where the channel knows several
        committed: sold and not yet sent; None where the channel does not say
        read_at: when we were told
        here: what is available at the listing's own place, which is what a write changes
        places: available by place (warehouse, location), where a write must name all of them

    """

    available: int
    committed: int | None
    read_at: datetime
    here: int
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a listing changes, for which units: one write may stand for several messages of the outbox.

    `at` is when it was decided; sent again it is the same, so that a key never stands for two contents.
    """

    delta: int
    units: tuple[str, ...]
    at: datetime

    def __post_init__(self) -> None:
        if self.delta == 0:
            raise ValueError("a change of nothing is no change")


@dataclass(frozen=True, slots=True)
class Applied:
    """The channel has taken a change.

    Attributes:
        accepted_at: when its answer came; nothing is confirmed before
        target: what the listing's own place was set to, or None where only a difference was sent
        seen: what was read back after it, where reading back is how this kind is sure; None where the answer is enough,
            or where nothing could be read just then: on an absolute kind it is to be read again, see `resurrected`

    """

    accepted_at: datetime
    target: int | None = None
    seen: Level | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to read: the answer is enough, or what was read back shows what was set."""
        return self.seen is None or self.target is None or self.seen.here == self.target


def resurrected(before: Level, delta: int, after: Level) -> int:
    """Pieces too many after an absolute write: those sold between reading and writing, which it put up again.

    Known only where the channel shows what is committed; 0 elsewhere. They are to be taken back at once.
    """
    if before.committed is None or after.committed is None:
        return 0
    return max(0, after.available + after.committed - before.available - before.committed - delta)


@dataclass(frozen=True, slots=True)
class Announced:
    """One line of a return that a shop announces; `external_id` is the same whenever the shop tells it again.

    `columns` stand in the terms of the import's `returns` file; further ones are notes. `withdrawn`: the buyer or the
    shop has called it off.
    """

    external_id: str
    columns: Mapping[str, str]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the pieces of an article in one return; what came in their place counts as missing."""

    sku: str
    received: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Sold:
    """Pieces that a shop sold, or that came back to sale by a cancelled order or line (`cancelled`).

    `keys` are the listing's parameters by which it is known here, such as `sku_id`. `in_all`: the quantity is that of
    the line cancelled by now, those told before included.
    """

    external_id: str
    order_id: str
    sku: str
    quantity: int
    at: datetime
    cancelled: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    in_all: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report as the marketplace wrote it, unpacked: `kind` is that of the import, `content` a table in UTF-8."""

    kind: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of what a shop has to tell.

    Attributes:
        items: what was told
        cursor: given to the next call, it goes on from here; empty at the end
        until: when the end is reached, the time from which the next pull begins
        wait_s: seconds before it is any use to go on

    """

    items: tuple[Item, ...]
    cursor: str = ""
    until: datetime | None = None
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """What a shop told us by itself; `external_id` is the same however often it is delivered.

    Attributes:
        kind: `return`, `stock`, `other`
        level: the quantity that it shows after a change of stock, else None

    """

    kind: str
    external_id: str
    at: datetime
    keys: Mapping[str, str] = field(default_factory=dict)
    level: Level | None = None
