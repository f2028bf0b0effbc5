"""One claim: what its desk wants of it, what of that is there, and how much of its time is left.

Nothing is assumed: without the day from which a desk counts there is no countdown, and a text that the records do not
have is missing. Pure, frozen, any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.checklist import Finding
from app.domain.claims import ClaimCase, ClaimDesk
from app.domain.money import Money
from app.domain.redaction import Decision
from app.domain.returns import ReturnOrder

DUE_SOON = timedelta(days=7)
OF_A_DEFECT, WITH_ITS_CODE = "defect", "with_code"


class Outcome(StrEnum):
    """How a claim can end."""

    PAID = "paid"
    PART_PAID = "part_paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"


class Standing(StrEnum):
    """How a claim's time stands."""

    IN_TIME = "in_time"
    DUE = "due"
    OVERDUE = "overdue"
    NOT_COUNTED = "not_counted"  # nobody said from when
    NO_DEADLINE = "no_deadline"
    FILED = "filed"  # the desk has it: its days count no more
    CLOSED = "closed"  # it has its outcome


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was written: the hash and size of its file, and how many pictures are in it."""

    sha256: str
    size: int
    pictures: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it stands; people are named by badge.

    Attributes:
        since: from when its desk counts; None where nobody said
        filed_at: when it was handed in at the desk, which gave it `reference` or none; None while it was not
        outcome: empty while it is open

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
    opened_at: datetime
    opened_by: str = ""
    since: datetime | None = None
    packs: tuple[Pack, ...] = ()
    filed_at: datetime | None = None
    reference: str = ""
    outcome: str = ""
    note: str = ""
    amount: Money | None = None
    closed_at: datetime | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class ClaimPhoto:
    """A photo that may go into a claim; `decision` is the newest about what is covered on it, None: nobody looked.

    A `film` stays in the house: nothing can be covered on it.
    """

    key: str
    sha256: str
    shot: str
    of_parcel: bool
    at: datetime
    decision: Decision | None = None
    film: bool = False


@dataclass(frozen=True, slots=True)
class ClaimUnit:
    """What the records say of a unit that a claim is about.

    Attributes:
        order: the return that it was counted on, or what Amazon said of it; None where nobody announced it
        sold: SKU and title of what was announced
        weight_g: what the article weighs by its catalogue
        serial_tracked: whether each piece of the article has its number
        findings: of its newest inspection

    """

    lpn: str
    client: str
    sku: str
    title: str
    state: str
    account: str
    order: ReturnOrder | None
    findings: tuple[Finding, ...]
    photos: tuple[ClaimPhoto, ...]
    flags: tuple[str, ...] = ()
    serial: str = ""
    grams: int | None = None
    weight_g: int | None = None
    codes: tuple[str, ...] = ()
    amazon_lpn: str = ""
    disposition: str = ""
    removal_order: str = ""
    tracking: str = ""
    grade: str = ""
    sold: str = ""
    serial_tracked: bool = False


@dataclass(frozen=True, slots=True)
class Countdown:
    """Until when a claim may be made; `left` is negative once that is over, None where nothing is counted."""

    standing: Standing
    due: datetime | None = None
    left: timedelta | None = None

    @property
    def days(self) -> int | None:
        """Whole days left, 0 on the last one; negative once it is over."""
        return None if self.left is None else self.left // timedelta(days=1)

    @property
    def hours(self) -> int | None:
        """Whole hours beside them."""
        return None if self.left is None else (self.left % timedelta(days=1)) // timedelta(hours=1)


def countdown(desk: ClaimDesk, since: datetime | None, now: datetime, filed_at: datetime | None = None) -> Countdown:
    """How much time is left at a desk that counts from `since`; times are aware. Once the desk has it, none counts."""
    if filed_at is not None:
        return Countdown(Standing.FILED)
    if desk.deadline_days is None:
        return Countdown(Standing.NO_DEADLINE)
    if since is None:
        return Countdown(Standing.NOT_COUNTED)
    due = since + timedelta(days=desk.deadline_days)
    left = due - now
    if left < timedelta(0):
        return Countdown(Standing.OVERDUE, due, left)
    return Countdown(Standing.DUE if left <= DUE_SOON else Standing.IN_TIME, due, left)


def countdown_of(claim: Claim, desk: ClaimDesk, now: datetime) -> Countdown:
    """How a claim's time stands: what has its outcome is not due any more, however late it is."""
    return Countdown(Standing.CLOSED) if claim.outcome else countdown(desk, claim.since, now, claim.filed_at)


def is_urgent(clock: Countdown) -> bool:
    """Whether somebody must see to it: soon over, over, or nobody knows when."""
    return clock.standing in (Standing.DUE, Standing.OVERDUE, Standing.NOT_COUNTED)


def cases_named(desk: ClaimDesk, ids: Collection[str]) -> tuple[ClaimCase, ...]:
    """The cases of a desk by their names."""
    return tuple(case for case in desk.cases if case.id in ids)


def wanted_shots(cases: Sequence[ClaimCase]) -> tuple[str, ...]:
    """The photos that they want, each once."""
    return tuple(dict.fromkeys(shot for case in cases for shot in case.shots))


def wanted_texts(cases: Sequence[ClaimCase]) -> tuple[str, ...]:
    """What they want to read, each once."""
    return tuple(dict.fromkeys(text for case in cases for text in case.texts))


def missing_of(wanted: Iterable[str], there: Collection[str]) -> tuple[str, ...]:
    """What is wanted and not there."""
    return tuple(one for one in wanted if one not in there)


def in_order(shots: Sequence[tuple[str, str]], wanted: Sequence[str], most: int) -> tuple[tuple[str, ...], int]:
    """Which photos go to a desk that takes so many (pairs of key and shot), and how many are left out.

    What it asks for comes first, then what shows a defect, then the one that shows whose defect it is, then the rest;
    each in the order it was taken.
    """
    rank: Mapping[str, int] = {shot: place for place, shot in enumerate(wanted)}

    def place(shot: str) -> int:
        after = 0 if shot.startswith(OF_A_DEFECT) else 1 if shot == WITH_ITS_CODE else 2
        return rank.get(shot, len(rank) + after)

    ranked = [key for _, key in sorted(((place(shot), key) for key, shot in shots), key=lambda pair: pair[0])]
    return tuple(ranked[:most]), max(0, len(ranked) - most)
