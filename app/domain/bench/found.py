"""What an action resolved to in the records: everything the reducer must know and may not look up itself.

It is logged beside the action, so that a replay needs nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.access import Operator
from app.domain.checklist import Answer
from app.domain.disposition import Route
from app.domain.evidence import StoredPhoto
from app.domain.grading import Grade
from app.domain.photo_gate import Look, Stranger
from app.domain.returns import Parcel, ReturnOrder
from app.domain.rulebook import RulesRef
from app.domain.stock import Account

from .state import Candidate, ParkedDraft, Product


class UnitState(StrEnum):
    """What a unit on record is about."""

    OPEN = "open"
    PARKED = "parked"
    FINISHED = "finished"
    AWAITS_INSPECTION = "awaits_inspection"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit as the records have it.

    Attributes:
        account: where its stock stands
        work: kind of the open work order, or empty
        newest_code: code of its newest label that counts (park tags left out), or empty
        unprinted: that label certainly never came out of its printer
        codes: every text that names it in a picture: LPN, codes of its prints, serial
        hazard: what its quarantine tag says of the danger, or empty
        parked_by: who parked it, as its newest park tag says, or empty
        offered: it was offered to the shops
        bench: name of the station that has it open
        graded_by: key of the person who gave its newest grade
        route_reason: what was said for its newest route; where a law forbids it, the derogation that was claimed

    """

    lpn: str
    product: Product
    parcel_id: str
    line_id: str
    state: UnitState
    account: Account
    round: int
    rules: RulesRef
    flags: tuple[str, ...] = ()
    serial: str = ""
    grams: int | None = None
    answers: tuple[Answer, ...] = ()
    grade: Grade | None = None
    route: Route | None = None
    held: bool = False
    work: str = ""
    newest_code: str = ""
    template: str = ""
    unprinted: bool = False
    prints: int = 0
    codes: tuple[str, ...] = ()
    hazard: str = ""
    parked_by: str = ""
    offered: bool = False
    bench: str = ""
    graded_by: str = ""
    route_reason: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A picture given as proof, the codes that were read in it, and whether it was on record before.

    Of a film `codes` are those that its first and its last second show, `at_one_end` those of only one of them, and
    `stills` the pictures of both.
    """

    photo: StoredPhoto
    codes: tuple[str, ...]
    known: bool = False
    at_one_end: tuple[str, ...] = ()
    stills: tuple[StoredPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked up for one action; each field is filled only where the action needs it.

    Attributes:
        at: ISO 8601 time with offset, of the station's clock
        key: a new record key, should one be needed
        next_lpn: the number that the next unit gets
        next_parcel: the number that the next parcel without a code gets
        operator: the person whose badge and PIN were right
        witness: likewise, for a destruction
        badge: a badge on record that was scanned
        parcel: the parcel that a code names, or the open one as the records have it now
        tracking_key: normal form of a scanned tracking number, empty where it cannot be one
        products: catalogue articles that a code or SKU names, over all clients, each with its rules' versions
        unit: the unit that an LPN, a label or an action names
        serial_holder: LPN of a unit in stock with the scanned serial number
        draft: the parked unit with its parcel
        photo: the durable picture
        look: what was seen in that picture before it was kept
        strangers: the codes in it that belong to something else in the house
        proof: the picture of a destruction
        scale: a scale was set up at the bench
        fba: what Amazon said of the piece whose LPN was scanned

    """

    at: str = ""
    key: str = ""
    next_lpn: int = 0
    next_parcel: int = 0
    operator: Operator | None = None
    witness: Operator | None = None
    badge: str = ""
    parcel: Parcel | None = None
    tracking_key: str = ""
    products: tuple[Candidate, ...] = ()
    unit: UnitRecord | None = None
    serial_holder: str = ""
    draft: ParkedDraft | None = None
    photo: StoredPhoto | None = None
    look: Look | None = None
    strangers: tuple[Stranger, ...] = ()
    proof: Proof | None = None
    scale: bool = False
    fba: ReturnOrder | None = None
