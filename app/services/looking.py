"""Looking things up: what commands and window may read, and how a unit is named by whoever asks.

Reads never change anything, and never hold a bench up. Results stream where they may be many; what the window lists is
bounded and frozen, and so may cross threads. Words of people (titles, notes) are as they were given.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from app.domain.access import Operator
from app.domain.identifiers import UnfittingCode, clean_scan, parse_label_code
from app.domain.money import Money
from app.domain.stock import Article
from app.errors import UserError
from app.saying import say

Record = Mapping[str, Any]
"""A record as the contract names its fields: texts, whole numbers, `Decimal` money beside its currency, aware times."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on record; `last_seen_at` is when badge and PIN were last right."""

    operator: Operator
    disabled: bool = False
    last_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as the catalogue shows it now; `photo` is what `Station.reference` finds its picture by."""

    article: Article
    title: str
    category: str = ""
    size: str = ""
    colour: str = ""
    price: Money | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A unit whose grade was saved, as it stands now.

    Attributes:
        label: `printed` (not checked yet), `verified`, `void`, or empty where it has none
        operator: name of the person who graded it

    """

    lpn: str
    article: Article
    title: str
    grade: str
    route: str
    account: str
    held: bool
    label: str
    operator: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """What was graded at this station since a time.

    Attributes:
        median_s: seconds from a unit's scan to its saved grade, of first inspections
        grades: how often each grade was given, `A` first
        recovered: net of the routes that were taken, one sum a currency
        possible: net of the open routes that bring the most

    """

    units: int = 0
    median_s: float | None = None
    grades: tuple[tuple[str, int], ...] = ()
    recovered: tuple[Money, ...] = ()
    possible: tuple[Money, ...] = ()
    last: Finished | None = None


class WaitsFor(StrEnum):
    """What something is waiting for."""

    RESUME = "resume"
    REVIEW = "review"
    INSPECTION = "inspection"
    LABEL = "label"
    WORK = "work"
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class Waiter:
    """One that waits: a unit by its LPN, or an open parcel by its tracking number; `about` names the kind of work."""

    key: str
    since: datetime
    title: str = ""
    client: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """All that waits for the same thing: how many, and the oldest of them."""

    waits_for: WaitsFor
    count: int
    oldest: tuple[Waiter, ...]


class HitKind(StrEnum):
    """What a search can find."""

    UNIT = "unit"
    PARCEL = "parcel"
    ORDER = "order"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found.

    Attributes:
        by: the kind of code that matched: `lpn`, `label`, `tracking`, `order`, `rma`, `sku`, `barcode`, `serial`,
            `title`
        key: LPN, tracking number, order number, SKU: what it is known by
        about: title of an article; of a parcel or order, platform and order number
        state: account of a unit; `open` or `closed` of a parcel; `announced` of an order that has not come yet

    """

    kind: HitKind
    by: str
    key: str
    client: str
    about: str
    state: str = ""
    at: datetime | None = None


class Reads(Protocol):
    """What can be read of the records. Any thread; each call has a view of its own that does not change meanwhile."""

    def stock(self, sku: str | None = None) -> Iterator[Record]:
        """A record per client and SKU with the quantity in each account."""

    def ledger(self, unit: str | None = None) -> Iterator[Record]:
        """The entries, oldest first."""

    def outbox(self, channel: str | None = None) -> Iterator[Record]:
        """The messages to channels, oldest first."""

    def exchange_pool(self, client: str = "", sku: str = "") -> Iterator[Record]:
        """The units that are kept for exchanges, each with the order that it is reserved for, the longest first."""

    def allocations(self, client: str = "", sku: str = "", place: str = "") -> Iterator[Record]:
        """Where each unit on sale or kept is allocated to now."""

    def drifts(self, *, ended: bool = False) -> tuple[Record, ...]:
        """Listings that show another quantity than they should, the newest first: `channel`, `client`, `sku`, `grade`,
        `expected`, `found`, `difference`, `evidence`, `proposal` (words), `found_at`, `seen_at`, `ended_at`; those that
        are in order again only where `ended`."""

    def certificates(self) -> Iterator[Record]:
        """The certificates by number."""

    def unit(self, lpn: str, *, languages: bool = False) -> Record | None:
        """Everything known of one unit; `languages` adds every wording of what the rules said."""

    def articles(self, wanted: Collection[Article]) -> Mapping[Article, ArticleCard]:
        """Those of these that are in the catalogue, or at least were when a unit of them was scanned."""

    def clients(self) -> tuple[str, ...]:
        """Whoever has articles in the catalogue or goods in stock, by name."""

    def entries(self, article: Article, account: str, limit: int) -> tuple[Record, ...]:
        """The newest ledger entries behind one number of the stock page."""

    def messages(self, article: Article, limit: int) -> tuple[Record, ...]:
        """The newest messages to channels about an article."""

    def unlisted(self) -> tuple[tuple[Article, str], ...]:
        """Articles with stock of a grade that is offered nowhere, each with that grade."""

    def listed_at(self) -> frozenset[str]:
        """Every channel that a listing or a message names, whether this station works it or not."""

    def listed_in_vain(self, article: Article) -> tuple[tuple[str, str], ...]:
        """Its listings that no unit comes to, for another was first and no rule sends any: grade and channel."""

    def shift(self, since: datetime, user_id: str = "") -> Shift:
        """The shift at this station; of one person where one is named."""

    def last_units(self, limit: int) -> tuple[Finished, ...]:
        """What this station graded last, the newest first."""

    def waiting(self, rows: int) -> tuple[Queue, ...]:
        """Everything that waits for somebody in the house, with so many of the oldest of each kind."""

    def search(self, text: str, limit: int) -> tuple[Hit, ...]:
        """What a code or words of a title name, exact matches first; nothing for a badge."""

    def people(self) -> tuple[Person, ...]:
        """Everybody on record by badge; nobody at the very first start."""

    def last_operator(self) -> Operator | None:
        """Who acted at this bench last, and may still."""


class Units(Protocol):
    """What is asked for a unit alone."""

    def unit(self, lpn: str) -> Record | None:
        """Everything known of one unit."""


def unit_named(reads: Units, named: str) -> Record:
    """The unit that an LPN or the code of one of its labels names; refuses with words where there is none."""
    lpn = lpn_of(named)
    if found := reads.unit(lpn):
        return found
    raise UserError(
        say("No unit {lpn} is on record.", lpn=lpn),
        "Scan its label again, or look under another profile with --profile.",
        "unknown_unit",
    )


def lpn_of(named: str) -> str:
    """The LPN behind what was scanned or typed."""
    try:
        text = clean_scan(named).upper()
    except UnfittingCode as unfitting:
        raise UserError(unfitting.message, unfitting.hint, unfitting.code) from unfitting
    label = parse_label_code(text)
    return label[0] if label else text
