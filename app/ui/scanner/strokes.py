"""A key as the listening needs it, and the text that a row of keys holds.

Pure: no Qt, no clock. Signs that a scanner makes by detours are put right here: GS sent as Ctrl+], as Alt+029 or as a
visible substitute becomes U+001D, and so does a Tab within a code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

STX, ETX, EOT, GS, RS = "\x02", "\x03", "\x04", "\x1d", "\x1e"
STAMPS_WRAP = 1 << 32
"""X counts milliseconds in 32 bits: after seven weeks it begins anew."""


class Sort(Enum):
    """What a key can be in a scan.

    HAND stands for whatever no scanner sends: arrows, Backspace, Escape, shortcuts.
    """

    CHARACTER = auto()
    ALT_DIGIT = auto()
    ENTER = auto()
    TAB = auto()
    MARK = auto()
    MODIFIER = auto()
    HAND = auto()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key that went down.

    Attributes:
        text: what it writes
        stamp: when it was pressed, in the window system's milliseconds; 0 where it does not say
        arrived: when the window heard of it, in milliseconds of a clock of its own
        repeat: it is held down and repeats by itself
        key: whatever is needed to give it back; nothing here looks into it

    """

    sort: Sort
    text: str = ""
    stamp: int = 0
    arrived: float = 0.0
    repeat: bool = False
    key: object = None


def gap_ms(earlier: Stroke, later: Stroke) -> float:
    """How long after the one the other was pressed. The clock of arrival serves only where there are no stamps."""
    if earlier.stamp and later.stamp:
        gap = later.stamp - earlier.stamp
        return max(0, gap + STAMPS_WRAP if gap < -STAMPS_WRAP // 2 else gap)
    return max(0.0, later.arrived - earlier.arrived)


def text_of(strokes: Iterable[Stroke], substitute: str = "") -> str:
    """The code that a row of keys holds, without what begins and ends it."""
    text, digits = "", ""
    for stroke in strokes:
        if stroke.sort is Sort.ALT_DIGIT:
            digits += stroke.text
            continue
        text += _composed(digits)
        digits = ""
        if stroke.sort in {Sort.CHARACTER, Sort.TAB}:
            text += stroke.text
    text = (text + _composed(digits)).strip(STX + ETX + "\t").replace("\t", GS)
    return text.replace(substitute, GS) if substitute else text


def _composed(digits: str) -> str:
    """The sign that Alt and digits on the number pad mean, as a keyboard of Windows takes them."""
    number = int(digits) if digits else 0
    return bytes([number]).decode("cp1252", "ignore") if 0 < number < 256 else ""
