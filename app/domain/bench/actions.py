"""What an operator can do at a bench, as data; secrets (PINs) and files are dealt with before and never stand here.

`ACTIONS` names each by its `do` of the operator script.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody takes the bench (the PIN is checked before)."""

    badge: str


@dataclass(frozen=True, slots=True)
class SignOut:
    """The bench is left as it stands."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Whatever the scanner read, cleaned."""

    code: str


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """An answer to the question of the moment; several choices only where the question takes them."""

    question: str
    choices: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakePhoto:
    """A frame for a named shot; its file is durable before this reaches the bench."""

    shot: str
    overrule: str = ""


@dataclass(frozen=True, slots=True)
class Weigh:
    """The scale's reading."""

    grams: int


@dataclass(frozen=True, slots=True)
class Accept:
    """Take what the bench proposes."""


@dataclass(frozen=True, slots=True)
class Regrade:
    """Another grade than proposed."""

    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChooseRoute:
    """Another route than proposed; `derogation` is the code under which the law allows what it else forbids."""

    to: str
    reason: str = ""
    derogation: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Undo one step."""


@dataclass(frozen=True, slots=True)
class Park:
    """Put the open unit aside, with a tag."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Take a parked unit up again."""

    unit: str


@dataclass(frozen=True, slots=True)
class MissingPieces:
    """Announced pieces that are not in the parcel; `client` where several clients announced that SKU in it."""

    sku: str
    quantity: int
    reason: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class CloseParcel:
    """End a short or empty parcel."""

    missing: tuple[MissingPieces, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class NoCode:
    """A parcel or an item has no readable code."""

    of: str
    sku: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """Something hazardous or forbidden: to quarantine at once."""

    kind: str


@dataclass(frozen=True, slots=True)
class Reprint:
    """Print the last label again, marked as a reprint."""

    reason: str


@dataclass(frozen=True, slots=True)
class VoidLabel:
    """The last label no longer counts."""

    reason: str


@dataclass(frozen=True, slots=True)
class CloseWork:
    """End the work that a route asked for; `details` is what its certificate says besides (`DETAILS`)."""

    unit: str
    kind: str
    proof: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A supervisor's word on a finished unit."""

    unit: str
    decision: str
    grade: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeepFilm:
    """Keep a film as evidence, of the parcel (its key) or the unit that is named, else of what is open at the bench."""

    kind: str = "unboxing"
    parcel_id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Destroy:
    """Carry out the route `destroy` (the witness's PIN and the proof are checked before); details as in `CloseWork`."""

    unit: str
    witness_badge: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AskState:
    """Say where the bench stands; changes nothing."""


Action = (
    SignIn
    | SignOut
    | Scan
    | GiveAnswer
    | TakePhoto
    | Weigh
    | Accept
    | Regrade
    | ChooseRoute
    | Back
    | Park
    | Resume
    | CloseParcel
    | NoCode
    | Danger
    | Reprint
    | VoidLabel
    | CloseWork
    | Review
    | KeepFilm
    | Destroy
    | AskState
)

ACTIONS: dict[str, type[Action]] = {
    "sign_in": SignIn,
    "sign_out": SignOut,
    "scan": Scan,
    "answer": GiveAnswer,
    "photo": TakePhoto,
    "weigh": Weigh,
    "accept": Accept,
    "regrade": Regrade,
    "route": ChooseRoute,
    "back": Back,
    "park": Park,
    "resume": Resume,
    "close_parcel": CloseParcel,
    "no_code": NoCode,
    "danger": Danger,
    "reprint": Reprint,
    "void_label": VoidLabel,
    "close_work": CloseWork,
    "review": Review,
    "film": KeepFilm,
    "destroy": Destroy,
    "state": AskState,
}
"""The actions by their name in the operator script and in the log."""
