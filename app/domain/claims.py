"""Claims: what the desk of a marketplace wants to see before it pays, while the piece still lies on the bench.

A desk decides about one kind of claim (an appeal, a reimbursement, a dispute about a grade). Which of its cases a unit
may become follows from the platform, the buyer's reason and what was found; a case names the photos and the texts that
the desk wants. Pure: desks are data (see `resources/claims/`), frozen, any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.checklist import Finding, Severity
from app.domain.returns import ReturnOrder
from app.domain.texts import Texts


class InFrame(StrEnum):
    """Whether a shot asks for a code of the parcel, item or unit in the picture.

    What is `asked` for is missed in words, and the photo is taken; without what is `required` it is below the gate.
    """

    NO = "no"
    ASKED = "asked"
    REQUIRED = "required"


class CodeOf(StrEnum):
    """Whose code a shot asks for: any of the piece on the bench (parcel, item or unit), or the parcel's alone."""

    PIECE = "piece"
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class ClaimShot:
    """A photo that a desk wants, with how it is held."""

    id: str
    text: Texts = field(compare=False)
    hint: Texts | None = field(default=None, compare=False)
    code: InFrame = InFrame.NO
    code_of: CodeOf = CodeOf.PIECE


class Fault(StrEnum):
    """Whose the loss is by such a case."""

    BUYER = "buyer"
    CARRIER = "carrier"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Files:
    """In which form a desk takes its evidence.

    Attributes:
        pictures: most pictures of one claim
        picture_kb: most kilobytes (of 1000 bytes) of one
        checked: the day on which somebody read this at the desk itself; empty: nobody has

    """

    pictures: int
    picture_kb: int
    checked: str = ""


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """One thing that a desk decides about.

    Attributes:
        severities, codes: any of these was found
        reasons: words of the buyer's reason code, any of which must stand in it; none: whatever the reason
        not_reasons: with any of these in it there is nothing to claim: the buyer said so himself
        shots: photos that the desk wants for it
        texts: what it wants to read, in plain words of ours (`order_number`, `findings`)
        fault: whose the loss is; None for what no marketplace decides about

    """

    id: str
    text: Texts = field(compare=False)
    severities: tuple[Severity, ...] = ()
    codes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    not_reasons: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class ClaimDesk:
    """One version of what a desk wants.

    Attributes:
        platforms: the marketplaces whose desk it is; none: the house's own rule, for every unit
        origins: the ways by which the piece comes (`fba_removal`, `fba_return`, empty for a buyer's own parcel)
        deadline_days: days that a claim may be made in, None where nobody has it in writing
        counted_from: what they are counted from, in plain words
        source: where that stands
        files: the form in which it takes pictures; None for the house's own rule, which takes no claims

    """

    id: str
    version: int
    title: Texts = field(compare=False)
    platforms: tuple[str, ...]
    cases: tuple[ClaimCase, ...]
    shots: tuple[ClaimShot, ...]
    origins: tuple[str, ...] = ("",)
    deadline_days: int | None = None
    counted_from: str = ""
    source: tuple[str, ...] = ()
    files: Files | None = None


@dataclass(frozen=True, slots=True)
class PossibleClaim:
    """A case that a unit may become, and the desk that decides about it."""

    desk: ClaimDesk
    case: ClaimCase


def possible_claims(
    desks: Sequence[ClaimDesk], order: ReturnOrder | None, found: Sequence[Finding]
) -> tuple[PossibleClaim, ...]:
    """The cases that what was found may become, given whose return it is and why it was sent back."""
    return tuple(
        PossibleClaim(desk, case)
        for desk in desks
        if _decides(desk, order)
        for case in desk.cases
        if _is_case(case, order, found)
    )


def claim_shots(claims: Sequence[PossibleClaim]) -> tuple[str, ...]:
    """The photos that they want, each once."""
    return tuple(dict.fromkeys(shot for claim in claims for shot in claim.case.shots))


def shot_named(desks: Sequence[ClaimDesk], shot: str) -> ClaimShot | None:
    """A shot as a desk words it; where several want it, as the strictest does."""
    named = [one for desk in desks for one in desk.shots if one.id == shot]
    strictness = list(InFrame)
    return max(named, key=lambda one: strictness.index(one.code)) if named else None


def _decides(desk: ClaimDesk, order: ReturnOrder | None) -> bool:
    if not desk.platforms:
        return True
    return order is not None and order.platform in desk.platforms and order.origin in desk.origins


def _is_case(case: ClaimCase, order: ReturnOrder | None, found: Sequence[Finding]) -> bool:
    if not any(finding.severity in case.severities or finding.code in case.codes for finding in found):
        return False
    reason = re.sub(r"[^a-z]+", "_", order.reason_code.casefold()) if order is not None else ""
    if case.reasons and not any(word in reason for word in case.reasons):
        return False
    return not any(word in reason for word in case.not_reasons)
