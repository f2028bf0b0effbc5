"""What a scanner may hand in at all.

Takes the scanner's own line ends off the two ends of a text and nothing from within: a code is never altered.
Refuses what no code of the trade holds, with what the operator can do about it.
"""

from app.domain.identifiers.kinds import Kind
from app.domain.identifiers.recognise import identify
from app.errors import UserError
from app.saying import say

MAX_CHARACTERS = 128
_ENDS = " \t\r\n"  # not str.strip(): that would take FNC1 as well
_FNC1 = "\x1d"
# Characters that count as printable and yet show nothing: a code with one looks like another code.
_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)


class UnfittingCode(UserError):
    """A text that cannot be a code: `empty_code`, `code_too_long` or `unfitting_code`."""

    default_code = "unfitting_code"


def clean_scan(text: str) -> str:
    """Return the code within a scanner's text, or raise `UnfittingCode`."""
    code = text.strip(_ENDS)
    if not code:
        raise UnfittingCode(
            "The scan is empty.", "Scan the code again, or type what is printed below it.", "empty_code"
        )
    if len(code) > MAX_CHARACTERS:
        message = say(
            "The code has {count} characters; a code has at most {max_characters}.",
            count=len(code),
            max_characters=MAX_CHARACTERS,
        )
        hint = "Scan the tracking bar code, not the large square code beside it."
        raise UnfittingCode(message, hint, "code_too_long")
    for place, character in enumerate(code, start=1):
        if character != _FNC1 and (not character.isprintable() or character in _UNSEEN):
            message = say(
                "Character {place} of the code (U+{character:04X}) cannot be seen; no code has one.",
                place=place,
                character=ord(character),
            )
            raise UnfittingCode(message, "Scan the code again; if it was pasted, type it instead.")
    if _FNC1 in code and identify(code).kind not in {Kind.GS1, Kind.TRACKING}:
        raise UnfittingCode(
            "The code holds GS1 separators but is no sound GS1 code.",
            "Scan the code again, or scan another code of the same item.",
        )
    return code
