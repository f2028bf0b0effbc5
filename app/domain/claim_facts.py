"""What happens to claims and to photos before they leave the house, as facts that the records keep. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money
from app.domain.redaction import Box


@dataclass(frozen=True, slots=True)
class ClaimOpened:
    """A claim gets the next number.

    Attributes:
        cases: what the desk is asked to decide about, in its own words of data
        order_number: the order that it is about, as the marketplace numbers it; empty where nobody told one
        whole_order: it was opened for the order, not for a unit

    """

    number: str
    desk: str
    desk_version: int
    cases: tuple[str, ...]
    client: str
    platform: str
    order_number: str
    rma: str
    lpns: tuple[str, ...]
    whole_order: bool = False


@dataclass(frozen=True, slots=True)
class ClaimDated:
    """From when the desk counts its days."""

    number: str
    lpn: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ClaimPacked:
    """A pack of it was written, to be given to the desk.

    Attributes:
        sha256: of the whole file
        copies: of each photo in it its key, the hash of the original and that of the copy

    """

    number: str
    lpn: str
    sha256: str
    size: int
    copies: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimFiled:
    """It was handed in at its desk, which has given it a `reference` or none."""

    number: str
    lpn: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ClaimClosed:
    """How it ended."""

    number: str
    lpn: str
    outcome: str
    note: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class PhotoRedacted:
    """A person decided what is covered on a photo; no boxes: that there is nothing to cover.

    Attributes:
        subject: the LPN, else the parcel, that the audit entry is found by
        sha256: of the original that was looked at

    """

    photo: str
    subject: str
    sha256: str
    boxes: tuple[Box, ...] = ()


ClaimFact = ClaimOpened | ClaimDated | ClaimPacked | ClaimFiled | ClaimClosed | PhotoRedacted
