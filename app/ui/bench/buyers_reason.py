"""Why a buyer sends it back: what a marketplace's code means, in the reader's language.

The marketplaces write the same few reasons in many ways; a code is known by the words in it. One that is not known
says nothing, and the marketplace's own text stands alone: nothing is guessed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .wording import Phrase, Wording, listed, phrase

_KNOWN: tuple[tuple[str, Phrase], ...] = (
    (r"too_?small|runs_small", phrase("Too small")),
    (r"too_?(large|big)|runs_large", phrase("Too large")),
    (r"size|fit\b|does_not_fit", phrase("Does not fit")),
    (r"wrong_(item|product)|switcheroo|incorrect_item|different_item", phrase("Wrong item")),
    (r"not_match|not_as_described|mismatch|inaccurate", phrase("Not as described")),
    (r"defect|not_work|faulty|malfunction|functional", phrase("Does not work")),
    (r"damag|broken|carrier_damage", phrase("Arrived damaged")),
    (r"missing|incomplete|parts", phrase("Something is missing")),
    (r"expired", phrase("Past its date")),
    (r"quality", phrase("Quality")),
    (r"late|never_arrived|undeliver|not_received", phrase("Came too late or not at all")),
    (r"better_price|cheaper|price", phrase("Found cheaper")),
    (r"mistake|accident|duplicate", phrase("Ordered by mistake")),
    (
        r"unwanted|changed?_(my_)?mind|no_longer|no_(reason|need)|do_not_(want|need)|unneeded",
        phrase("Changed their mind"),
    ),
    (r"(^|_)style(_|$)", phrase("Does not like the style")),
    (r"allerg|reaction", phrase("Not tolerated")),
    (r"fraud|unauthori[sz]ed", phrase("Not ordered by the buyer")),
)


_TEMU: Mapping[str, Phrase] = {
    "8": phrase("Quality"),
    "14": phrase("Does not work"),
    "18": phrase("Not as described"),
    "24": phrase("Arrived damaged"),
    "34": phrase("Changed their mind"),
    "36": phrase("Something is missing"),
    "52": phrase("Does not like the style"),
    "55": phrase("Too small"),
}
"""Numbers, by the words that stand beside them in that marketplace's own exports."""
TEMU = "temu"


def reason_of(code: str, platform: str = "") -> Phrase | None:
    """What a reason code means, where it is one that we know; a bare number is known of its marketplace alone."""
    if platform == TEMU and code.strip() in _TEMU:
        return _TEMU[code.strip()]
    plain = re.sub(r"[^a-z]+", "_", code.casefold()).strip("_")
    return next((words for pattern, words in _KNOWN if plain and re.search(pattern, plain)), None)


def wording_of(code: str, text: str, platform: str = "") -> Wording:
    """The reader's word for it, and the marketplace's own beside it, where that is not the same word in English."""
    known = reason_of(code, platform)
    own = text or ("" if known else code.replace("_", " "))
    if known is not None and known.words.casefold() == own.casefold():
        return known
    latin = any(letter.isascii() and letter.isalpha() for letter in own)
    return listed(("" if known is None else known, own), " · " if latin else " ")
