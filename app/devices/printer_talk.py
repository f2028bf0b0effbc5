"""What is asked of a label printer, and how its answers are read: one dialect a language. Pure: texts and numbers.

Sources: Zebra's ZPL II programming guide (`~HQES`: bits of the error word; `~JX`: discards a format that is not
whole; `odometer.total_label_count`, answered in quotes), TSC's TSPL manual (`<ESC>!?`: one byte of bits). What does not
fit exactly is no answer: garbage must neither stop a printer that works nor confirm a label that did not come out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """Why a printer says that it cannot print now."""

    MEDIA_OUT = "media_out"
    RIBBON_OUT = "ribbon_out"
    HEAD_OPEN = "head_open"
    JAM = "jam"
    PAUSED = "paused"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a printer of one language is talked to; an empty question is never asked.

    Attributes:
        ends: what a label ends with: until the last byte of it was given, none can come out
        clear: discards what was left half given

    """

    status: bytes
    counter: bytes
    ends: bytes
    clear: bytes

    def ends_at(self, payload: bytes) -> int:
        """How many bytes must have been given before a label can come out."""
        found = payload.rfind(self.ends)
        return found + len(self.ends) if found >= 0 else 0


ZPL: Final = Dialect(b"~HQES\r\n", b'! U1 getvar "odometer.total_label_count"\r\n', b"^XZ", b"~JX")
TSPL: Final = Dialect(b"\x1b!?", b"", b"PRINT", b"\r\n\x1b!.\r\n")
DIALECTS: Final = {"zpl": ZPL, "tspl": TSPL}

_ERRORS = re.compile(rb"ERRORS:\s+([01])\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})")
_COUNT = re.compile(rb'"(\d{1,12})"')
_ZPL_BITS = ((0x1, Trouble.MEDIA_OUT), (0x2, Trouble.RIBBON_OUT), (0x4, Trouble.HEAD_OPEN), (0x10000, Trouble.PAUSED))
_TSPL_BITS = (
    (0x01, Trouble.HEAD_OPEN), (0x02, Trouble.JAM), (0x04, Trouble.MEDIA_OUT), (0x08, Trouble.RIBBON_OUT),
    (0x10, Trouble.PAUSED), (0x80, Trouble.OTHER),
)  # fmt: skip
_TSPL_PRINTING = 0x20


def zpl_trouble(answer: bytes) -> tuple[Trouble, ...] | None:
    """What `~HQES` complains of; None where this is no whole answer to it."""
    found = _ERRORS.search(answer)
    if found is None:
        return None
    bits = int(found[3], 16)
    named = tuple(trouble for bit, trouble in _ZPL_BITS if bits & bit)
    return named or ((Trouble.OTHER,) if found[1] == b"1" else ())


def tspl_trouble(answer: bytes) -> tuple[Trouble, ...] | None:
    """What the status byte complains of; None where there is not exactly one byte."""
    if len(answer) != 1 or (answer[0] & 0x40):
        return None
    return tuple(trouble for bit, trouble in _TSPL_BITS if answer[0] & bit)


def label_count(answer: bytes) -> int | None:
    """The labels that a printer has printed in its life; None where this is no whole answer, or more than one."""
    found = _COUNT.findall(answer)
    return int(found[0]) if len(found) == 1 and not answer.replace(b'"%s"' % found[0], b"").strip() else None
