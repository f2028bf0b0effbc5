"""What a scanner may hand in at all.

Takes the scanner's own line ends off the two ends of a text and nothing from within: a code is never altered.
Refuses what no code of the trade holds, with what the operator can do about it.
"""

from app.domain.identifiers.kinds import Kind
from app.domain.identifiers.recognise import identify

MAX_CHARACTERS = 128
_ENDS = " \t\r\n"  # not str.strip(): that would take FNC1 as well
_FNC1 = "\x1d"
# Characters that count as printable and yet show nothing: a code with one looks like another code.
_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)


class UnfittingCode(ValueError):
    """A text that cannot be a code.

    Attributes:
        code: `empty_code`, `code_too_long` or `unfitting_code`.
        message: what is wrong.
        hint: what the operator can do.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the three parts; `str()` gives the message."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def clean_scan(text: str) -> str:
    """Return the code within a scanner's text, or raise `UnfittingCode`."""
    code = text.strip(_ENDS)
    if not code:
        raise UnfittingCode(
            "empty_code", "The scan is empty.", "Scan the code again, or type what is printed below it."
        )
    if len(code) > MAX_CHARACTERS:
        message = f"The code has {len(code)} characters; a code has at most {MAX_CHARACTERS}."
        raise UnfittingCode(
            "code_too_long", message, "Scan the tracking bar code, not the large square code beside it."
        )
    for place, character in enumerate(code, start=1):
        if character != _FNC1 and (not character.isprintable() or character in _UNSEEN):
            message = (
                f"Character {place} of the code (U+{ord(character):04X}) cannot be seen, so it is no part of a code."
            )
            raise UnfittingCode("unfitting_code", message, "Scan the code again; if it was pasted, type it instead.")
    if _FNC1 in code and identify(code).kind not in {Kind.GS1, Kind.TRACKING}:
        message = "The code holds GS1 separators but is no sound GS1 code."
        raise UnfittingCode("unfitting_code", message, "Scan the code again, or scan another code of the same item.")
    return code
