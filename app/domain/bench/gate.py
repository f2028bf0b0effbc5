"""The photo gate at the bench: which shots ask for a code, and what is refused."""

from __future__ import annotations

from app.domain.photo_gate import Below, judged

from .actions import TakePhoto
from .found import Found
from .judging import CODED_SHOT
from .own_codes import is_own_code
from .refusal import Refused
from .state import Bench

BELOW_GATE = "photo_below_gate"


def asks_for_code(shot: str) -> bool:
    """Whether a shot counts only with a code of this parcel, item or unit in the frame."""
    return shot == CODED_SHOT


def shows_own_code(state: Bench, codes: tuple[str, ...]) -> bool:
    """Whether one of the codes that were read in a picture is of the open parcel, its item or the open unit."""
    return any(is_own_code(state.unit, state.parcel, code) for code in codes)


def refuse_below_gate(state: Bench, action: TakePhoto, found: Found) -> str:
    """Refuses a picture below the gate, unless the action gives its reason; then it says what was overruled.

    Where nothing was seen of the picture there is nothing to judge: what an older version of the program took, it took.
    """
    below = _below(state, action, found)
    if below is None:
        return ""
    if not action.overrule.strip():
        raise Refused(BELOW_GATE, below.message, below.hint)
    return below.why


def _below(state: Bench, action: TakePhoto, found: Found) -> Below | None:
    if found.look is None:
        return None
    lacks = asks_for_code(action.shot) and not shows_own_code(state, found.look.codes)
    return judged(found.look, found.strangers, lacks_code=lacks)
