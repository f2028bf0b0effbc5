"""The photo gate at the bench: which shots ask for a code, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.claims import InFrame, shot_named
from app.domain.photo_gate import Below, judged
from app.domain.rulebook import Rulebook

from .actions import TakePhoto
from .found import Found
from .own_codes import is_own_code, own_codes
from .refusal import Refused
from .state import Bench

BELOW_GATE = "photo_below_gate"
NO_CODE = "no_code"


def asks_for_code(state: Bench, shot: str, rules: Rulebook) -> InFrame:
    """Whether a shot asks for a code in the frame; where nobody could read any of this piece, none does."""
    if state.unit is None or not own_codes(state.unit, state.parcel):
        return InFrame.NO
    named = shot_named(rules.claims(state.unit.rules), shot)
    return named.code if named is not None else InFrame.NO


def codes_asked_for(state: Bench, shots: Sequence[str], rules: Rulebook) -> dict[str, list[str]]:
    """Of these shots, those that ask for a code in the frame, each with the codes of which any will do."""
    asking = [shot for shot in shots if asks_for_code(state, shot, rules) is not InFrame.NO]
    return {shot: list(own_codes(state.unit, state.parcel)) for shot in asking if state.unit is not None}


def shows_own_code(state: Bench, codes: tuple[str, ...]) -> bool:
    """Whether one of the codes that were read in a picture is of the open parcel, its item or the open unit."""
    return any(is_own_code(state.unit, state.parcel, code) for code in codes)


def refuse_below_gate(state: Bench, action: TakePhoto, found: Found, rules: Rulebook) -> str:
    """Refuses a picture below the gate, unless the action gives its reason; then it says what was overruled. A code
    that is only asked for may be missing: that is said, and the photo is taken.

    Where nothing was seen of the picture there is nothing to judge: what an older version of the program took, it took.
    """
    below = _below(state, action, found, rules)
    if below is None:
        return ""
    asked = below.why == NO_CODE and asks_for_code(state, action.shot, rules) is InFrame.ASKED
    if not (action.overrule.strip() or asked):
        raise Refused(BELOW_GATE, below.message, below.hint)
    return below.why


def _below(state: Bench, action: TakePhoto, found: Found, rules: Rulebook) -> Below | None:
    if found.look is None:
        return None
    lacks = asks_for_code(state, action.shot, rules) is not InFrame.NO and not shows_own_code(state, found.look.codes)
    return judged(found.look, found.strangers, lacks_code=lacks)
