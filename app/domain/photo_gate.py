"""The photo gate: whether a picture may count as a shot, by its measures and the codes that were read in it. Pure.

Below the gate is what shows nothing (dark, washed out, empty, blurred), what shows the code of another unit or parcel
in the house, and, where the shot asks for a code, what shows none of this parcel, item or unit; a waybill shows
the parcel's own. It is refused with words that say what to do; a person may keep it all the same, with a reason that
stays with the photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.claims import CodeOf
from app.domain.picture_quality import Fault, Measured, fault_of
from app.saying import say

MOST_CODES = 16
"""Codes of one picture that are looked up; a sheet full of them is no shot of a piece."""
_SHOWN = 60
NO_CODE, NO_PARCEL_CODE = "no_code", "no_parcel_code"
LACKING = frozenset({NO_CODE, NO_PARCEL_CODE})
"""Why a picture is below the gate whose shot asks for a code: none of the piece was read, none of the parcel."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a picture file.

    Attributes:
        sha256: of the bytes that were judged, in hex: the picture that is kept must be that very one
        measured: how sharp and bright it is
        codes: the texts of the symbols in it, each once

    """

    sha256: str
    measured: Measured
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A code in a picture that belongs to something else in the house: whose is an LPN or a tracking number."""

    code: str
    whose: str


@dataclass(frozen=True, slots=True)
class Below:
    """Why a picture is below the gate: `why` for programs (`dark`, `other_code`), words and what to do for people."""

    why: str
    message: str
    hint: str


def judged(look: Look, strangers: Sequence[Stranger], *, lacks: CodeOf | None) -> Below | None:
    """Why this picture is below the gate, or None; `lacks`: whose code the shot asks for, where none such was read."""
    fault = fault_of(look.measured)
    if fault is not None:
        return _FAULTS[fault]
    if strangers:
        code, whose = strangers[0].code[:_SHOWN], strangers[0].whose[:_SHOWN]
        if code == whose:  # a parcel is called as its label reads
            message = say("This photo shows the code of {whose}, not of the piece on the bench.", whose=whose)
        else:
            message = say(
                "This photo shows the code {code} of {whose}, not of the piece on the bench.", code=code, whose=whose
            )
        return Below(
            "other_code",
            message,
            "Take the other piece out of the picture, then take the photo again.",
        )
    seen = ", ".join(code[:_SHOWN] for code in look.codes[:3]) or "none"
    if lacks is CodeOf.PARCEL:
        return Below(
            NO_PARCEL_CODE,
            say("The parcel's tracking number cannot be read in this photo (read: {seen}).", seen=seen),
            "Take it again with the whole shipping label, flat and sharp.",
        )
    if lacks is not None:
        return Below(
            NO_CODE,
            say("No code of this parcel, item or unit can be read in this photo (read: {seen}).", seen=seen),
            "Take it again with the parcel's label, the article's barcode or the serial number beside the piece, sharp "
            "and whole.",
        )
    return None


_FAULTS = {
    Fault.DARK: Below(
        "dark",
        "This photo is too dark: nothing can be proven by it.",
        "Switch the lamp on or take the cover off the lens, then take it again.",
    ),
    Fault.GLARING: Below(
        "glaring",
        "This photo is too bright: what it should show is washed out.",
        "Turn the lamp away, then take it again.",
    ),
    Fault.EMPTY: Below(
        "empty",
        "Nothing can be seen in this photo.",
        "Lay the piece into the picture, so that it fills most of it, then take it again.",
    ),
    Fault.BLURRED: Below(
        "blurred",
        "This photo is blurred.",
        "Hold it still, or a little further away, then take it again.",
    ),
}
