"""Where a bench stands. The step is computed from the state, never stored, so the two cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.access import Operator
from app.domain.checklist import Answer, Subject
from app.domain.disposition import Route
from app.domain.evidence import StoredPhoto
from app.domain.grading import Grade
from app.domain.money import Money
from app.domain.returns import Parcel
from app.domain.rulebook import RulesRef
from app.domain.stock import Account, Article

FBA = "fba"
CALLED_OFF = "called_off"
"""Of a piece whose return was called off: it is inspected as any other."""
SAY_NOTHING = frozenset({FBA, CALLED_OFF})
"""Flags that say nothing of what is in the box."""
"""The flag of a piece that was at Amazon's: it is sold only after a second inspection."""

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""What stands on a label: names and values, as `label_data` gives them."""


class Step(StrEnum):
    """What the bench is about, as the contract names it."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    PARCEL = "parcel"
    ITEM = "item"
    CHECKLIST = "checklist"
    PHOTOS = "photos"
    GRADE = "grade"
    ROUTE = "route"
    LABEL = "label"
    VERIFY_LABEL = "verify_label"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Product:
    """A catalogue article with its prices as they stood when it was scanned.

    Attributes:
        photo: name of its reference picture, as the station keeps it, or empty
        identified: False for a piece that nobody could name; it is booked under a placeholder SKU
        instructions: what its client asks for, in the client's words
        spoken: the languages of the instructions, in their order; empty where the client names none
        shots: photos that its client asks for besides the checklist's
        forbidden: routes that its client does not want

    """

    article: Article
    title: str
    category: str = ""
    codes: tuple[str, ...] = ()
    price: Money | None = None
    cost: Money | None = None
    weight_g: int | None = None
    weight_tolerance_g: int | None = None
    accessories: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    serial_tracked: bool = False
    data_bearing: bool = False
    battery: bool = False
    hygiene: bool = False
    expiry_tracked: bool = False
    identified: bool = True
    instructions: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    forbidden: tuple[Route, ...] = ()
    size: str = ""
    colour: str = ""
    photo: str = ""
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that a code may mean, with the versions of the rules that its inspection would follow."""

    product: Product
    rules: RulesRef


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo of the open unit."""

    name: str
    photo: StoredPhoto
    overrule: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """A step taken on the open unit, with what it replaced: enough for `back` to restore it exactly."""

    kind: str
    name: str = ""
    grams: int | None = None
    owed: bool = False
    regrade: tuple[Grade, str] | None = None
    regrade_taken: bool = False
    route: tuple[Route, str] | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The physical piece on the bench, from its scan to its grade.

    Attributes:
        flags: what makes the full checklist necessary (`wrong_item`, `no_code`, `weight_off`, `serial_mismatch`); and
            `fba`, which does not: it was at Amazon's, and is sold only after a second inspection; nor `called_off`
        round: 1 for the first inspection, 2 for the second
        was: the account it comes from in a second inspection
        trail: the steps taken so far, newest last: what `back` undoes
        prints: labels and tags printed for it so far

    """

    lpn: str
    product: Product
    parcel_id: str
    line_id: str
    rules: RulesRef
    flags: tuple[str, ...] = ()
    serial: str = ""
    grams: int | None = None
    answers: tuple[Answer, ...] = ()
    shots: tuple[Shot, ...] = ()
    round: int = 1
    was: Account | None = None
    regrade: tuple[Grade, str] | None = None
    regrade_taken: bool = False
    route: tuple[Route, str] | None = None
    trail: tuple[Undo, ...] = ()
    prints: int = 0

    @property
    def subject(self) -> Subject:
        """What checklist and rules need to know of it."""
        product = self.product
        return Subject(
            category=product.category,
            flags=frozenset(self.flags) - SAY_NOTHING,
            data_bearing=product.data_bearing,
            battery=product.battery,
            hygiene=product.hygiene,
            expiry_tracked=product.expiry_tracked,
            serial_tracked=product.serial_tracked,
            accessories=product.accessories,
            components=product.components,
        )


@dataclass(frozen=True, slots=True)
class Label:
    """The newest print of a finished unit, to be scanned back.

    Attributes:
        template: the kind of label
        fields: what stands on it
        held: the unit then waits for a supervisor
        lines: what an older version of the program kept in the place of fields

    """

    lpn: str
    template: str
    code: str
    sequence: int
    fields: Fields = ()
    held: bool = False
    void: bool = False
    lines: tuple[str, ...] = ()

    def says(self, name: str) -> str:
        """What stands on the label under this name, empty where nothing does."""
        return said_by(self.fields, name) if self.fields else _said_before(self.lines, name)


def said_by(fields: Fields, name: str) -> str:
    """The value of one of a label's fields, or empty."""
    return next((value for known, value in fields if known == name), "")


def _said_before(lines: tuple[str, ...], name: str) -> str:
    """The same of lines: title, code, `B · open box`, client."""
    title, _, graded, client = (*lines, "", "", "", "")[:4]
    grade, _, work = graded.partition(" · ")
    return {"title": title, "client": client, "grade": grade, "work": work.replace(" ", "_")}.get(name, "")


@dataclass(frozen=True, slots=True)
class ParkedDraft:
    """What is put aside with a parked unit: its draft, or its label that was not verified yet."""

    parcel: Parcel | None
    unit: Unit | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything a bench has to remember.

    Attributes:
        operator: who is signed in
        badge: a badge that was scanned and whose PIN is awaited
        parcel: the open parcel
        unit: the piece being inspected
        label: a finished unit's label that is not verified yet
        waits: LPN of a finished unit that waits for its review, still on the bench
        again: a finished parcel was scanned: what shall become of it
        whose: an item whose code several clients share, and the flags it will have
        last: the last label, which `reprint` and `void_label` mean
        shown: LPN of a finished unit whose label was just scanned: `danger` then means it
        scale: a scale is set up at this bench

    """

    operator: Operator | None = None
    badge: str = ""
    parcel: Parcel | None = None
    unit: Unit | None = None
    label: Label | None = None
    waits: str = ""
    again: Parcel | None = None
    whose: tuple[Candidate, ...] = ()
    whose_flags: tuple[str, ...] = ()
    last: Label | None = None
    shown: str = ""
    scale: bool = False
