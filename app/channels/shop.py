"""What every connector is made of: its settings, its credentials, its clock, and plain answers for what it lacks.

Owns credentials in memory: each is revealed once, when a connector is built, is hidden in the log from then on, and
stands in no repr. A token that the shop renews is kept here, and goes back to where its reference points if that is
the keyring. A connector overrides what its shop can do; what it cannot stays empty here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from app import config
from app.config import ChannelSettings
from app.domain.channel import (
    Announced,
    Applied,
    Capabilities,
    Change,
    Counted,
    Document,
    Event,
    Level,
    Listing,
    Page,
    Sold,
)
from app.errors import ChannelError, ConfigError, Rejected
from app.logs import keep_secret
from app.ports import Buckets, Clock
from app.saying import say


class Credentials:
    """The credentials of one channel. Raises `ConfigError` for one that must be there and is not."""

    __slots__ = ("_keep", "_references", "_shop", "_values")

    def __init__(
        self,
        settings: ChannelSettings,
        reveal: Callable[[str], str] = config.reveal,
        keep: Callable[[str, str], None] = config.keep,
    ) -> None:
        self._shop = settings.name
        self._references = dict(settings.credentials)
        self._values = {name: reveal(reference) for name, reference in self._references.items()}
        self._keep = keep

    def __repr__(self) -> str:
        return f"Credentials({', '.join(sorted(self._values))})"

    def need(self, name: str) -> str:
        """One that the channel cannot work without."""
        if value := self._values.get(name):
            return value
        raise ConfigError(
            say("The channel {shop} lacks the credential {name}.", shop=self._shop, name=name),
            "Add it under [channel.credentials], as env:VARIABLE or keyring:NAME.",
        )

    def get(self, name: str, otherwise: str = "") -> str:
        """One that may be left out."""
        return self._values.get(name) or otherwise

    def renew(self, name: str, value: str) -> None:
        """The shop gave a new one."""
        keep_secret(value)
        self._values[name] = value
        if (reference := self._references.get(name)) is not None:
            self._keep(reference, value)


@dataclass(frozen=True, slots=True)
class Token:
    """A token that a shop gave for a while; not shown."""

    value: str = field(repr=False)
    good_until: datetime


@dataclass(slots=True)
class Surroundings:
    """What a connector is given from outside: the clock, and in tests another transport and other secrets.

    `buckets` is where it is kept how often a shop may still be asked; without it each connector counts by itself.
    """

    clock: Clock
    transport: httpx.BaseTransport | None = None
    reveal: Callable[[str], str] = field(default=config.reveal, repr=False)
    keep: Callable[[str, str], None] = field(default=config.keep, repr=False)
    buckets: Buckets | None = None

    def credentials(self, settings: ChannelSettings) -> Credentials:
        return Credentials(settings, self.reveal, self.keep)


class Shop:
    """The part of a connector that is the same for all; implements `app.ports.Channel` for a shop that can nothing."""

    capabilities = Capabilities(reads=False)
    report_kinds: tuple[str, ...] = ()

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        self.name = settings.name
        self.client = settings.client
        self.settings = settings
        self.clock = around.clock
        self.credentials = around.credentials(settings)

    def read(self, listing: Listing) -> Level:
        del listing
        raise Rejected(say("{shop} tells no quantities.", shop=self.name), "Nothing was changed.")

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        return tuple(self._level_or_fault(listing) for listing in listings)

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        raise NotImplementedError

    def pull_returns(self, since: datetime, cursor: str = "") -> Page[Announced]:
        del since, cursor
        return Page(())

    def pull_named(self, returns: Sequence[str]) -> tuple[Announced, ...]:
        del returns
        return ()

    def pull_reports(self, kind: str, cursor: str = "") -> Page[Document]:
        del kind, cursor
        return Page(())

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        del since, cursor
        return Page(())

    def settle_return(self, named: str, pieces: Sequence[Counted], key: str) -> datetime:
        del named, pieces, key
        raise Rejected(say("{shop} is not told of returns.", shop=self.name), "Settle it at the shop.")

    def look(self) -> None:
        """Nothing can be looked at but by sending something."""
        return

    def let_in_until(self) -> datetime | None:
        """Until when its token is good that a person has to renew; None where that is not so, or nobody says."""
        return None

    def event(self, headers: Mapping[str, str], body: bytes) -> Event:
        del headers, body
        raise Rejected(say("{shop} sends no events.", shop=self.name), "It was not taken.", "no_events")

    def close(self) -> None:
        return None

    def _level_or_fault(self, listing: Listing) -> Level | ChannelError:
        try:
            return self.read(listing)
        except ChannelError as fault:
            return fault

    def _param(self, listing: Listing, name: str) -> str:
        """A parameter that a listing must have here."""
        if value := listing.param(name):
            return value
        raise Rejected(
            say(
                "The listing of {sku}, grade {grade}, at {shop} has no {name}.",
                sku=listing.sku,
                grade=listing.grade,
                shop=self.name,
                name=name,
            ),
            "Nothing was sent. Add it to the listings file and import that again.",
        )

    def _target(self, listing: Listing, change: Change, expected: Level | None) -> int:
        """The quantity to set: what was just read, and the change. Never below 0: what is not there was sold."""
        if expected is None:
            raise ValueError("an absolute write needs the level that was just read")
        target = expected.here + change.delta
        if target < 0:
            raise Rejected(
                say(
                    "{shop} offers {here} of {sku}, so {number} cannot be taken back: they were sold meanwhile.",
                    shop=self.name,
                    here=expected.here,
                    sku=listing.sku,
                    number=-change.delta,
                ),
                "Nothing was changed. Look at the orders, then settle it with the buyer or keep the piece for them.",
                "channel_sold_meanwhile",
            )
        return target
