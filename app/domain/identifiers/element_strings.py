"""GS1 messages: from a text to its application identifiers, or None where it is no sound message.

A symbol says that it holds a message by FNC1, which arrives as `]C1` and the like, as U+001D, or as brackets
where a person typed the printed line. Without such a mark nearly any digits would parse as something, so
then only a message that begins with a checked GTIN (01) or SSCC (00) counts: many scanners send no mark.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biip.gs1_messages import GS1Message

FNC1 = "\x1d"
AIM_PREFIX = re.compile(r"\][A-Za-z][0-9]")
_AIM_OF_GS1 = ("]C1", "]d2", "]e0", "]J1", "]Q3")
_UNMARKED = re.compile(r"(?:01[0-9]{14}|00[0-9]{18})", re.ASCII)

Elements = tuple[tuple[str, str], ...]


def element_strings(text: str) -> Elements | None:
    """Return (identifier, value) in the order of the message; a wrong check digit anywhere refuses it."""
    marked = text.startswith(_AIM_OF_GS1) or FNC1 in text
    bare = AIM_PREFIX.sub("", text, count=1) if text.startswith(_AIM_OF_GS1) else text
    bare = bare.strip(FNC1)
    if not bare or not bare.isascii():
        return None
    if bare.startswith("("):
        return _parsed(bare, printed=True)
    if not marked and not _begins_with_key(bare):
        return None
    return _parsed(bare, printed=False)


def load_identifiers() -> None:
    """Load the table of application identifiers now rather than at the first message."""
    _message_type()


@cache
def _message_type() -> type["GS1Message"]:
    # Imported here because it reads GS1's tables on import, which takes some 80 ms.
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    return GS1Message


def _parsed(message: str, *, printed: bool) -> Elements | None:
    from biip import ParseConfig, ParseError  # noqa: PLC0415

    # Dates stay text here: the library would ask the clock for their century.
    config = ParseConfig(gs1_element_strings_verify_date=False)
    read = _message_type().parse_hri if printed else _message_type().parse
    try:
        found = read(message, config=config).element_strings
    except (ParseError, ValueError):
        return None
    if any(not e.value or e.gtin_error or e.sscc_error or e.gln_error for e in found):
        return None
    return tuple((element.ai.ai, element.value) for element in found) or None


def _begins_with_key(bare: str) -> bool:
    """Tell whether an article or a logistic unit begins it; its check digit is judged with the message."""
    key = _UNMARKED.match(bare)
    return key is not None and key[0][2:].strip("0") != ""
