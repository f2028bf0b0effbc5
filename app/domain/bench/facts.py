"""What has to be written when an action is taken: facts in the past tense, in the order they happened.

The store gives each its key; the bench speaks of units by LPN, of parcels and lines by their record's key.
All facts of one action are written in one transaction with its log entry, or none is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.checklist import Finding
from app.domain.claim_facts import ClaimFact
from app.domain.disposition import Route, RouteOption
from app.domain.evidence import StoredPhoto
from app.domain.grading import Grade, Reason
from app.domain.photo_marks import PhotoMarked
from app.domain.returns import ParcelKind
from app.domain.rulebook import RulesRef
from app.domain.selling import Home, Place
from app.domain.stock import Account, Article, Move

from .found import UnitState
from .state import Fields, ParkedDraft, Product


@dataclass(frozen=True, slots=True)
class ParcelOpened:
    """A parcel was scanned for the first time."""

    parcel_id: str
    tracking: str
    key: str
    kind: ParcelKind
    description: str = ""


@dataclass(frozen=True, slots=True)
class ParcelReopened:
    """More came in under a finished parcel: `late_piece` or `tracking_reused`."""

    parcel_id: str
    why: str


@dataclass(frozen=True, slots=True)
class ParcelWithdrawn:
    """The scan of a parcel was undone before anything came of it."""

    parcel_id: str


@dataclass(frozen=True, slots=True)
class ParcelClosed:
    """A parcel ended: `complete`, `short` or `empty`."""

    parcel_id: str
    outcome: str


@dataclass(frozen=True, slots=True)
class LineCounted:
    """Pieces of an announced line changed their fate; negative numbers correct an earlier count.

    `reinstated` are pieces that were called off and came all the same: they are part of the line's quantity again.
    """

    line_id: str
    received: int = 0
    missing: int = 0
    wrong: int = 0
    reason: str = ""
    reinstated: int = 0


@dataclass(frozen=True, slots=True)
class UnitOpened:
    """A physical piece got its LPN."""

    lpn: str
    product: Product
    parcel_id: str
    line_id: str
    flags: tuple[str, ...]
    rules: RulesRef
    amazon_lpn: str = ""


@dataclass(frozen=True, slots=True)
class UnitAnnounced:
    """A piece that came before its announcement belongs to this line."""

    lpn: str
    line_id: str


@dataclass(frozen=True, slots=True)
class UnitReopened:
    """A unit was taken up for another inspection; `was` is the account it stood in."""

    lpn: str
    round: int
    was: Account
    rules: RulesRef


@dataclass(frozen=True, slots=True)
class UnitWithdrawn:
    """The scan of an item was undone: its LPN is void."""

    lpn: str


@dataclass(frozen=True, slots=True)
class InspectionWithdrawn:
    """A second inspection was undone before its grade."""

    lpn: str
    round: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flags of an open unit, after a change."""

    lpn: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SerialRead:
    """The serial number of a unit; empty where the reading was undone."""

    lpn: str
    serial: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the scale said of a unit; None where the reading was undone."""

    lpn: str
    grams: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer became durable; `settled_by` names the question whose choice answered it."""

    lpn: str
    round: int
    question: str
    choices: tuple[str, ...]
    note: str
    settled_by: str | None


@dataclass(frozen=True, slots=True)
class AnswerWithdrawn:
    """An answer was undone; it stays on record as withdrawn."""

    lpn: str
    round: int
    question: str


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """A durable picture became evidence of a unit or of a parcel (`lpn` empty); `below` names what was overruled."""

    lpn: str
    parcel_id: str
    round: int
    shot: str
    photo: StoredPhoto
    overrule: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class PhotoWithdrawn:
    """A shot was undone; the picture stays on record and on disk."""

    lpn: str
    round: int
    shot: str


@dataclass(frozen=True, slots=True)
class Graded:
    """An inspection was finished: grade and route, what proposed them and what they rest on."""

    lpn: str
    round: int
    rules: RulesRef
    proposed: Grade
    grade: Grade
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    regrade_reason: str
    options: tuple[RouteOption, ...]
    route: Route
    route_reason: str
    account: Account
    held: Reason | None
    cause: str = "inspection"


@dataclass(frozen=True, slots=True)
class Moved:
    """Stock moved: two ledger entries."""

    move: Move


@dataclass(frozen=True, slots=True)
class Offered:
    """A sellable quantity changed for the shops: `op` is `add` or `take`; the store writes one row a listing.

    An added unit gets its place by its client's rules, of which those of `barred` places are passed over, or goes to
    the `home` that somebody chose.
    """

    lpn: str
    article: Article
    grade: Grade
    op: str
    home: Home | None = None
    barred: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Arranged:
    """Somebody's word about where a unit is sold: `what` is `moved` to another place, or `sold` by hand to `number`."""

    lpn: str
    what: str
    place: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExchangeReserved:
    """A unit of the exchange pool is kept for an order or RMA, until then."""

    lpn: str
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ExchangeEnded:
    """A reservation came to its end: the unit was `taken` (it ships to the buyer), or `released`."""

    lpn: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class LabelPrinted:
    """A label or tag is due to be printed; `code` is the text to scan back, `template` the kind of label."""

    lpn: str
    template: str
    code: str
    sequence: int
    fields: Fields
    reprint_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LabelVoided:
    """A print no longer counts."""

    lpn: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class LabelVerified:
    """The newest print was scanned back on its unit."""

    lpn: str
    code: str


@dataclass(frozen=True, slots=True)
class UnitParked:
    """A unit was put aside; its draft is kept whole for any bench of the house."""

    lpn: str
    draft: ParkedDraft


@dataclass(frozen=True, slots=True)
class UnitResumed:
    """A parked unit was taken up again."""

    lpn: str


@dataclass(frozen=True, slots=True)
class WorkOpened:
    """A route asks for work."""

    lpn: str
    kind: str


@dataclass(frozen=True, slots=True)
class WorkClosed:
    """The work that a route asked for ended."""

    lpn: str
    kind: str
    proof: str
    photo: StoredPhoto | None = None


@dataclass(frozen=True, slots=True)
class WorkCancelled:
    """The work that a route asked for is no longer wanted: the grade was taken back."""

    lpn: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitPut:
    """A unit's state after its grade: it awaits another inspection, or its way is closed."""

    lpn: str
    state: UnitState


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A supervisor's word on a finished unit."""

    lpn: str
    decision: str
    grade_before: Grade
    grade: Grade
    reason: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A unit was destroyed before a witness; `photo` may be a film, with a still of its first and its last second."""

    lpn: str
    photo: StoredPhoto
    code_read: str
    witness_id: str
    stills: tuple[StoredPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class FilmKept:
    """A film is evidence of a parcel or of a unit; `note` says why, where no act has taken it."""

    film: StoredPhoto
    shot: str
    lpn: str = ""
    parcel_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificateDue:
    """A certificate gets the next number of its kind: `destruction`, `donation`, `recycling`.

    `details` is what was said of it at closing, `content` what is frozen with its number (as JSON text; the lane fills
    it in), `replaces` the void one whose place it takes.
    """

    lpn: str
    kind: str
    details: Fields = ()
    content: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class CertificateVoided:
    """A certificate no longer counts; its number is never given again."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateCopied:
    """A certificate was written out as a document of this SHA-256, which differs from those of before."""

    number: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person took the bench."""

    user_id: str


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A person left the bench."""

    user_id: str


Fact = (
    ParcelOpened
    | ParcelReopened
    | ParcelWithdrawn
    | ParcelClosed
    | LineCounted
    | UnitOpened
    | UnitAnnounced
    | UnitReopened
    | UnitWithdrawn
    | InspectionWithdrawn
    | Flagged
    | SerialRead
    | Weighed
    | Answered
    | AnswerWithdrawn
    | PhotoKept
    | PhotoWithdrawn
    | Graded
    | Moved
    | Offered
    | Arranged
    | ExchangeReserved
    | ExchangeEnded
    | LabelPrinted
    | LabelVoided
    | LabelVerified
    | UnitParked
    | UnitResumed
    | WorkOpened
    | WorkClosed
    | WorkCancelled
    | UnitPut
    | Reviewed
    | Destroyed
    | FilmKept
    | CertificateDue
    | CertificateVoided
    | CertificateCopied
    | SignedIn
    | SignedOut
    | ClaimFact
    | PhotoMarked
)
