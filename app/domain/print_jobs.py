"""A label's way through a printer: its job, the states that it can take, and what became of it.

    queued → sending → sent        the printer took all of it, and nobody knows more
                     → confirmed   the printer counted it, or the label was scanned back
                     → unknown     it may have come out, or not: a person must look
                     → failed      it certainly did not come out

Nothing is ever sent a second time by itself. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class JobState(StrEnum):
    """Where a print job stands, as the contract names it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"


GOOD = frozenset({JobState.SENT, JobState.CONFIRMED})
"""States that ask nothing of anybody."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One label on its way to one printer.

    Attributes:
        unit: LPN, or empty for the tag of a parcel
        kind: what it is a label of; `template` is the one that was chosen for it
        data: what the template is given
        reprint_of: the earlier job of this unit's label of this template, or empty

    """

    id: str
    unit: str
    code: str
    kind: str
    template: str
    client: str
    printer: str
    data: Mapping[str, str]
    state: JobState = JobState.QUEUED
    message: str = ""
    reprint_of: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a label that was given to a printer; `message` says what happened, what is safe, what to do."""

    state: JobState
    message: str = ""
