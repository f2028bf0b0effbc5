"""A label for Zebra printers and those that speak like them.

The label is sent as its picture (`^GFA`), packed row by row in the form that every firmware knows: runs of a digit as
letters, `,` for the white rest of a row, `:` for a row like the one above. Nothing of the data is in the text, so that
nothing of it can be a command.

What an earlier label may have left set in the printer is set anew: home position, shift, orientation, reversal.
"""

from __future__ import annotations

import re

import numpy as np

from app.labelling.layout import Layout
from app.labelling.raster import Band, bands, dots_of

_MOST_BYTES = 99_999
"""What one `^GF` may hold, by the manual."""
_REPEATED = re.compile(r"([0-9A-F])\1+")


def zpl(layout: Layout) -> bytes:
    """One label, one copy."""
    lines = [
        "^XA",
        f"^PW{layout.width}^LL{layout.height}^LH0,0^LS0^LT0^PON^PMN^LRN",
        *(_field(band) for band in bands(dots_of(layout), most_bytes=_MOST_BYTES)),
        "^PQ1,0,1,Y",
        "^XZ",
    ]
    return ("\n".join(lines) + "\n").encode("ascii")


def _field(band: Band) -> str:
    height, width = band.dots.shape
    across = width // 8
    return f"^FO{band.left},{band.top}^GFA,{height * across},{height * across},{across},{packed(band)}^FS"


def packed(band: Band) -> str:
    """The rows of a band, packed."""
    rows = [row.tobytes().hex().upper() for row in np.packbits(band.dots, axis=1)]
    before = ""
    told = []
    for row in rows:
        told.append(":" if row == before else _row(row))
        before = row
    return "".join(told)


def _row(digits: str) -> str:
    """The short form for a black rest, `!`, is left alone: some take it for bits and some for digits."""
    inked = digits.rstrip("0")
    inked = digits[: len(inked) + len(inked) % 2]  # whole bytes
    short = "," if len(inked) < len(digits) else ""
    return _REPEATED.sub(lambda found: _run(found[1], len(found[0])), inked) + short


def _run(digit: str, count: int) -> str:
    """`G`…`Y` are 1…19, `g`…`z` are 20, 40 … 400, and both may stand together."""
    told = ""
    while count >= 420:
        told += "z" + digit
        count -= 400
    twenties, ones = divmod(count, 20)
    told += chr(ord("g") + twenties - 1) if twenties else ""
    told += chr(ord("G") + ones - 1) if ones else ""
    return told + digit
