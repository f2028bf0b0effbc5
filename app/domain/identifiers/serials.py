"""Serial numbers: the one form in which two readings of the same number meet."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")


def serial_key(text: str) -> str:
    """The normal form of a serial number: capitals, plain forms of full-width letters and of dashes, no spaces.

    Makers print them in capitals; whoever types one may not, and a spreadsheet may have dressed its hyphens up.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    # Once more: what a space kept apart may combine when the space is gone, and a capital may have a plainer form.
    return unicodedata.normalize("NFKC", _SPACES.sub("", plain).upper())
