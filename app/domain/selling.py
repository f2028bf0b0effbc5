"""Where a graded unit is sold or kept for: one place for each, by its client's rules; and what a bundle can offer.

A unit has one home at a time, and one listing of that home offers it: what two shops offer, two buyers can have bought
before either shop tells. Units of a bundle, those kept for a live sale and those of the exchange pool are on no listing
of their own. Without a rule a unit goes to the ordinary listing of its grade that came first. A rule whose place has no
listing yet offers nothing: no other place takes over unasked. Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Kinds of places that a unit can be allocated to."""

    LISTING = "listing"
    OUTLET = "outlet"
    MARKETPLACE = "marketplace"
    BUNDLE = "bundle"
    LIVE = "live"
    EXCHANGE = "exchange"


LISTED = frozenset({Place.LISTING, Place.OUTLET, Place.MARKETPLACE})
"""Places whose units stand on a listing of their own article and grade."""


@dataclass(frozen=True, slots=True)
class Home:
    """The place of a unit; a marketplace is named by its `channel`, a bundle by its SKU. Refuses a home half named."""

    place: Place = Place.LISTING
    channel: str = ""
    bundle: str = ""

    def __post_init__(self) -> None:
        """The records refuse it, too."""
        if (self.place is Place.MARKETPLACE) != bool(self.channel) or (self.place is Place.BUNDLE) != bool(self.bundle):
            msg = f"{self.place} with the channel {self.channel!r} and the bundle {self.bundle!r} is no home"
            raise ValueError(msg)


ORDINARY = Home()


@dataclass(frozen=True, slots=True)
class SellingRule:
    """Where a client wants units of a grade; the lowest `rank` comes first.

    Attributes:
        sku: the article it is for; empty: every article of the client that has no rule of its own
        keep: how many units of an article the home holds at most; None: all that come

    """

    rank: int
    home: Home
    sku: str = ""
    keep: int | None = None


def choose(rules: Iterable[SellingRule], held: Mapping[Home, int], barred: Collection[Place] = ()) -> Home:
    """The home of one more unit: of the first rule with room for it, by rank; those of the article itself come alone.

    `held` says how many units of the article each home has. `barred` are places that the unit has just left for good.
    """
    open_rules = sorted(rules, key=lambda rule: rule.rank)
    own = [rule for rule in open_rules if rule.sku] or open_rules
    for rule in own:
        if rule.home.place not in barred and (rule.keep is None or held.get(rule.home, 0) < rule.keep):
            return rule.home
    return ORDINARY


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing of an article and grade: an outlet's, or one of a house system that `books` and sells to nobody."""

    key: str
    channel: str
    outlet: bool = False
    books: bool = False

    @classmethod
    def of(cls, key: str, channel: str, params: Mapping[str, object] | None) -> Listed:
        """As its row of `listings` has it."""
        said = params or {}
        return cls(key, channel, bool(said.get("outlet")), bool(said.get("books")))


def seller(home: Home, listings: Iterable[Listed]) -> Listed | None:
    """The one listing that offers a unit of this home: of those that fit the first, by the order they are given in."""
    return next((listed for listed in listings if not listed.books and _fits(home, listed)), None)


def bookkeepers(home: Home, listings: Iterable[Listed]) -> tuple[Listed, ...]:
    """Those that hear of a unit of this home beside the one that offers it."""
    return tuple(listed for listed in listings if listed.books and home.place in LISTED)


def idle(listings: Iterable[Listed], homes: Iterable[Home]) -> tuple[Listed, ...]:
    """Listings that sell, but to which no unit comes: neither an ordinary one nor one of these homes."""
    among = tuple(listings)
    sought = [seller(home, among) for home in (ORDINARY, *homes)]
    return tuple(listed for listed in among if not listed.books and listed not in sought)


def _fits(home: Home, listed: Listed) -> bool:
    match home.place:
        case Place.LISTING:
            return not listed.outlet
        case Place.OUTLET:
            return listed.outlet
        case Place.MARKETPLACE:
            return listed.channel == home.channel
    return False


def bundles(needed: Mapping[str, int], pools: Mapping[str, int]) -> int:
    """How many bundles the pools of their components make up: of each SKU the pieces there by the pieces needed.

    A bundle of nothing, or of no pieces of something, is none.
    """
    if not needed or any(pieces < 1 for pieces in needed.values()):
        return 0
    return min(pools.get(sku, 0) // pieces for sku, pieces in needed.items())
