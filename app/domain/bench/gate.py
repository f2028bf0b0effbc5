"""The photo gate at the bench: which shots ask for a code, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.claims import ClaimShot, CodeOf, InFrame, shot_named
from app.domain.photo_gate import LACKING, Below, judged
from app.domain.rulebook import Rulebook

from .actions import TakePhoto
from .found import Found
from .own_codes import is_own_code, own_codes
from .refusal import Refused
from .state import Bench

BELOW_GATE = "photo_below_gate"


def asks_for_code(state: Bench, shot: str, rules: Rulebook) -> InFrame:
    """Whether a shot asks for a code in the frame; where nobody could read any of this piece, none does."""
    named = _named(state, shot, rules)
    if state.unit is None or named is None or not own_codes(state.unit, state.parcel, named.code_of):
        return InFrame.NO
    return named.code


def codes_asked_for(state: Bench, shots: Sequence[str], rules: Rulebook) -> dict[str, list[str]]:
    """Of these shots, those that ask for a code in the frame, each with the codes of which any will do."""
    asking = [shot for shot in shots if asks_for_code(state, shot, rules) is not InFrame.NO]
    return {
        shot: list(own_codes(state.unit, state.parcel, _code_of(state, shot, rules)))
        for shot in asking
        if state.unit is not None
    }


def lacks_code(state: Bench, shot: str, rules: Rulebook, codes: Sequence[str]) -> CodeOf | None:
    """Whose code a shot asks for that is not among those that were read in its picture; None where it lacks none."""
    if asks_for_code(state, shot, rules) is InFrame.NO:
        return None
    of = _code_of(state, shot, rules)
    return None if any(is_own_code(state.unit, state.parcel, code, of) for code in codes) else of


def _code_of(state: Bench, shot: str, rules: Rulebook) -> CodeOf:
    named = _named(state, shot, rules)
    return named.code_of if named is not None else CodeOf.PIECE


def _named(state: Bench, shot: str, rules: Rulebook) -> ClaimShot | None:
    return None if state.unit is None else shot_named(rules.claims(state.unit.rules), shot)


def refuse_below_gate(state: Bench, action: TakePhoto, found: Found, rules: Rulebook) -> str:
    """Refuses a picture below the gate, unless the action gives its reason; then it says what was overruled. A code
    that is only asked for may be missing: that is said, and the photo is taken.

    Where nothing was seen of the picture there is nothing to judge: what an older version of the program took, it took.
    """
    below = _below(state, action, found, rules)
    if below is None:
        return ""
    asked = below.why in LACKING and asks_for_code(state, action.shot, rules) is InFrame.ASKED
    if not (action.overrule.strip() or asked):
        raise Refused(BELOW_GATE, below.message, below.hint)
    return below.why


def _below(state: Bench, action: TakePhoto, found: Found, rules: Rulebook) -> Below | None:
    if found.look is None:
        return None
    lacks = lacks_code(state, action.shot, rules, found.look.codes)
    return judged(found.look, found.strangers, lacks=lacks)
