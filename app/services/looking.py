"""Looking things up: what commands and window may read, and how a unit is named by whoever asks.

Reads never change anything, and never hold a bench up. Results stream where they may be many.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from app.domain.identifiers import UnfittingCode, clean_scan, parse_label_code
from app.domain.saying import say
from app.errors import UserError

Record = Mapping[str, Any]
"""A record as the contract names its fields: texts, whole numbers, `Decimal` money beside its currency, aware times."""


class Reads(Protocol):
    """What can be read of the records. Any thread; each call has a view of its own that does not change meanwhile."""

    def stock(self, sku: str | None = None) -> Iterator[Record]:
        """A record per client and SKU with the quantity in each account."""

    def ledger(self, unit: str | None = None) -> Iterator[Record]:
        """The entries, oldest first."""

    def outbox(self, channel: str | None = None) -> Iterator[Record]:
        """The messages to channels, oldest first."""

    def certificates(self) -> Iterator[Record]:
        """The certificates by number."""

    def unit(self, lpn: str) -> Record | None:
        """Everything known of one unit."""


def unit_named(reads: Reads, named: str) -> Record:
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
