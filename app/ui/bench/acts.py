"""What a key, a touch or a command code does at the bench screen: sent to the bench, or done at hand.

A control carries its act, so that key, finger and code can never mean different things. Pure, frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.bench.actions import Action
from app.domain.films import FilmOf


class Page(StrEnum):
    """What may lie over the question of the moment, in the same card; `MOMENT` is the question itself."""

    MOMENT = "moment"
    MORE = "more"
    DANGER = "danger"
    SHORT = "short"
    SHORT_WHY = "short_why"
    EMPTY = "empty"
    NO_CODE_PARCEL = "no_code_parcel"
    NO_CODE_ITEM = "no_code_item"
    GRADE = "grade"
    GRADE_WHY = "grade_why"
    ROUTE_WHY = "route_why"
    ROUTE_LAW = "route_law"
    ROUTE_LAW_WHY = "route_law_why"
    REPRINT = "reprint"
    VOID = "void"
    NOTE = "note"
    PARKED = "parked"
    TYPED = "typed"
    REVIEW = "review"
    REVIEW_GRADE = "review_grade"
    REVIEW_WHY = "review_why"
    OVERRULE = "overrule"
    DESTROY = "destroy"
    WITNESS_PIN = "witness_pin"
    PROOF = "proof"
    WORK_PROOF = "work_proof"
    CERTIFICATE = "certificate"
    CERTIFICATE_DETAIL = "certificate_detail"


@dataclass(frozen=True, slots=True)
class Send:
    """An action for the bench."""

    action: Action


@dataclass(frozen=True, slots=True)
class Open:
    """Lay a page over the question; `subject` is what it is about (a grade, a route, a decision, a unit)."""

    page: Page
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """Take the newest page away again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Take a choice into the answer, or out of it, where several may hold."""

    choice: str


@dataclass(frozen=True, slots=True)
class GiveMarked:
    """Answer with the choices marked."""

    question: str


@dataclass(frozen=True, slots=True)
class Count:
    """One piece of a line more, or less, is missing."""

    line: str
    by: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason from the short list of its page: what the page is about is done for it."""

    words: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Take what stands in the page's field."""


@dataclass(frozen=True, slots=True)
class Write:
    """Give the keys to the page's field."""


@dataclass(frozen=True, slots=True)
class Shoot:
    """Take a photo for a shot."""

    shot: str


@dataclass(frozen=True, slots=True)
class Prove:
    """Take the photo that proves a destruction."""

    unit: str


@dataclass(frozen=True, slots=True)
class Film:
    """Begin a film of this, or end the one that is being made."""

    of: FilmOf


@dataclass(frozen=True, slots=True)
class Show:
    """Open the page of a unit; the bench stays as it is."""

    unit: str


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Ask for another person's badge; the bench stays as it is."""


Act = (
    Send
    | Open
    | Close
    | Mark
    | GiveMarked
    | Count
    | Reason
    | Typed
    | Write
    | Shoot
    | Prove
    | Film
    | Show
    | ChangePerson
)
