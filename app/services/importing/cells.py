"""How one cell of an imported table is read: each reader takes its text, stripped and not empty, and gives its value.

Refuses with `Unfit`, whose words stand in the report beside the row. Formulas are plain text here, whatever they begin
with. Pure and stateless.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from app.domain.identifiers import parse_badge, parse_command, parse_label_code, parse_parcel_code, parse_unit_lpn
from app.saying import say

BIGGEST_CELL_BYTES = 64 * 1024
LONGEST_NAME = 128
MOST_PIECES = 1_000_000
MOST_DIGITS = 15
"""Of a number's digits, so many are exact in a spreadsheet."""
TRUE = frozenset({"yes", "true", "1"})
FALSE = frozenset({"no", "false", "0"})

_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_SURELY_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+[eE][+-]?|[eE]\+)\d{1,3}")
_DECIMALS = re.compile(r"[+-]?\d+[.,]\d+")
_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_OURS = (parse_unit_lpn, parse_label_code, parse_parcel_code, parse_badge, parse_command)
_OURS_BEGIN = frozenset({"R-", "P-", "RG"})  # a look at two letters spares most cells the rest
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, as JSON can hold it: no text that could be kept."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_AS_TEXT = say(
    "Format the column as text in the spreadsheet and enter the whole number again; Excel has lost its digits"
)


class Number(str):
    """A cell that a spreadsheet or JSON keeps as a number: its digits as they stand there."""

    __slots__ = ()

    def strip(self, chars: str | None = None, /) -> "Number":
        """Stays known as a number."""
        return Number(super().strip(chars))


class Moment(str):
    """A cell that a spreadsheet keeps as a date or a time, in ISO 8601."""

    __slots__ = ()

    def strip(self, chars: str | None = None, /) -> "Moment":
        """Stays known as a date."""
        return Moment(super().strip(chars))


class Unreadable(str):  # noqa: SLOT000 - a text of any length takes no slots of its own
    """A cell that has no value that could be taken; `reason` says why. Never equal to an empty one."""

    reason: str

    def __new__(cls, shown: str, reason: str) -> Self:
        made = super().__new__(cls, shown or "(no value)")
        made.reason = reason
        return made


class Unfit(Exception):
    """A cell that cannot be taken: `reason` says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(cell: str) -> str:
    """The cell without the spaces around it; refuses what no cell may hold."""
    if isinstance(cell, Unreadable):
        raise Unfit(cell.reason)
    if len(cell) * 4 > BIGGEST_CELL_BYTES and len(cell.encode("utf-8", "replace")) > BIGGEST_CELL_BYTES:
        raise Unfit(say("the cell has more than 64 KiB; shorten it"))
    if "\0" in cell:
        raise Unfit(say("the cell holds a NUL character; save the file again from the program that wrote it"))
    if not cell.isascii() and (half := _HALF.search(cell)):
        raise _unseen(half.group())
    return cell.strip()


def _unseen(character: str) -> Unfit:
    sign = f"U+{ord(character):04X}"
    return Unfit(say("it holds a character that cannot be seen ({sign}); type it again", sign=sign))


def words(cell: str) -> str:
    """Free text, as given."""
    return str(cell)


def name(cell: str) -> str:
    """A short text that something is known by."""
    if len(cell) > LONGEST_NAME:
        raise Unfit(say("it has {count} characters, at most {most} are taken", count=len(cell), most=LONGEST_NAME))
    if not cell.isascii() or not cell.isprintable():
        for character in cell:
            if unicodedata.category(character) in _HIDDEN:
                raise _unseen(character)
    return str(cell)


def foreign(cell: str) -> str:
    """A name that nobody takes for one of the codes we print ourselves."""
    plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell[: LONGEST_NAME + 1])
    if plain[:2].upper() in _OURS_BEGIN and any(parse(plain) is not None for parse in _OURS):
        raise Unfit(
            say(
                "it is one of the bench's own codes (R-…, P-…, RG:…, RGB:… stand for units, parcels, commands and"
                " badges); give the client's or the carrier's"
            )
        )
    return name(cell)


def digits_kept(cell: str) -> str:
    """A code whose cell is no text: whole numbers of up to 15 digits are exact, everything else has lost something."""
    if isinstance(cell, Moment):
        raise Unfit(say("the spreadsheet has made a date of it; format the column as text and enter it again"))
    if isinstance(cell, Number):
        if not cell.isdigit():
            raise Unfit(say("it is kept as a number with decimals or a sign. {remedy}", remedy=_AS_TEXT))
        if len(cell) > MOST_DIGITS:
            raise Unfit(
                say(
                    "it is kept as a number of {count} digits, of which only {sure} are sure. {remedy}",
                    count=len(cell),
                    sure=MOST_DIGITS,
                    remedy=_AS_TEXT,
                )
            )
    return str(cell)


def sku(cell: str) -> str:
    """A client's own number for an article."""
    return foreign(digits_kept(cell))


def code(cell: str) -> str:
    """A number or code that a person or a scanner reads; refuses one that a spreadsheet has spoiled."""
    cell = digits_kept(cell)
    if _SURELY_SCIENTIFIC.fullmatch(cell):
        raise Unfit(say("it stands in scientific notation. {remedy}", remedy=_AS_TEXT))
    return foreign(cell)


def tracking(cell: str) -> str:
    """A tracking number; refuses scientific notation and decimals, for its digits are lost."""
    if _SCIENTIFIC.fullmatch(cell):
        raise Unfit(say("the tracking number stands in scientific notation. {remedy}", remedy=_AS_TEXT))
    if _DECIMALS.fullmatch(cell):
        raise Unfit(say("the tracking number has decimals. {remedy}", remedy=_AS_TEXT))
    return foreign(digits_kept(cell))


def pieces(cell: str) -> int:
    """A whole number from 1 to 1,000,000."""
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 12:
        raise Unfit(say("a quantity is a whole number from 1"))
    count = int(cell)
    if not 1 <= count <= MOST_PIECES:
        raise Unfit(say("a quantity is a whole number from 1 to 1,000,000"))
    return count


def count(cell: str) -> int:
    """A whole number from 0 to 1,000,000: how many of something there are."""
    return 0 if cell.strip("0") == "" else pieces(cell)


def yes_or_no(cell: str) -> bool:
    """Yes/no, true/false, 1/0, in any case."""
    said = cell.lower()
    if said in TRUE:
        return True
    if said in FALSE:
        return False
    raise Unfit(say("write yes or no"))


def time(cell: str) -> datetime:
    """An ISO 8601 time; without a zone it is UTC, and a date alone is its first moment."""
    try:
        read = datetime.fromisoformat(cell)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit(say("write the time as in 2026-11-21 or 2026-11-21T14:30:00Z (ISO 8601)")) from None


def amount(cell: str) -> Decimal:
    """An amount of money: digits and a decimal point, without its currency."""
    if _AMOUNT.fullmatch(cell) is None:
        raise Unfit(
            say("write the amount with digits and a decimal point only, as in 12.50; its currency has its own column")
        )
    return Decimal(cell)


def currency(cell: str) -> str:
    """Three letters (ISO 4217)."""
    letters = cell.upper()
    if len(letters) != 3 or not (letters.isascii() and letters.isalpha()):
        raise Unfit(say("a currency has three letters, as in USD"))
    return letters


def grams(cell: str) -> int:
    """A weight in grams, rounded to whole ones."""
    if _AMOUNT.fullmatch(cell) is None:
        raise Unfit(say("write the weight in grams, with digits only"))
    whole = int(Decimal(cell).quantize(Decimal(1), ROUND_HALF_UP))
    if whole > 10_000_000:
        raise Unfit(say("no piece weighs more than 10 tonnes; write the weight in grams"))
    return whole


def parts(cell: str) -> tuple[str, ...]:
    """Texts separated by `;`, each once."""
    return tuple(dict.fromkeys(part for part in map(str.strip, cell.split(";")) if part))


def codes(cell: str) -> tuple[str, ...]:
    """Codes separated by `;`, each once."""
    return tuple(dict.fromkeys(code(part) for part in parts(cell)))


def components(cell: str) -> dict[str, int]:
    """The pieces of a kit, as in `SKU:2;OTHER:1`."""
    kit: dict[str, int] = {}
    for part in parts(cell):
        sku, colon, count = part.rpartition(":")
        if not colon or not sku.strip():
            raise Unfit(say("write each component as SKU:number, separated by ;"))
        sku = name(sku.strip())
        if sku in kit:
            raise Unfit(say("the component {sku} stands there twice", sku=sku))
        kit[sku] = pieces(count.strip())
    return kit


def one_of(*choices: str, capitals: bool = False) -> Callable[[str], str]:
    """A reader that takes these texts only, in any case."""

    def read(cell: str) -> str:
        said = cell.upper() if capitals else cell.lower()
        if said not in choices:
            raise Unfit(say("it must be one of {choices}", choices=", ".join(choices)))
        return said

    return read
