"""The codes we print ourselves: unit LPN, label code, parcel code, command and badge.

    R-000312      a unit's licence plate number
    R-000312-7X   one print of its label: sequence 7 and a check character
    P-000012      a parcel that came without a readable code
    RG:ACCEPT     a command of the printed sheet, RG:VERB or RG:VERB:argument
    RGB:4711      an operator's badge

The check character is ISO/IEC 7064 MOD 37-2 (the hyphen counts as 36), which finds every single wrong
character and every swap of neighbours; MOD 37,36 would miss one swap in 630. Where MOD 37-2 asks for its 37th
character `*`, the sequence gets a filler before it, so that a label holds letters and digits only: `0`, or `Z`
where the LPN leaves a remainder that no zero changes. Sequences are written in base 35, so that Z stays free.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {character: value for value, character in enumerate(_DIGITS + "-")}
_MODULUS = 37
_BASE = 35
_FILLERS = ("", "0", "Z")

_LABEL = re.compile(r"(R-[0-9]{6,12})-(Z?[0-9A-Y]{1,8})[0-9A-Z]")
_NUMBERED = re.compile(r"[RP]-([0-9]{6,12})")
_COMMAND = re.compile(r"RG:([A-Z][A-Z_]{0,31})(?::([A-Za-z0-9_.:+-]{1,64}))?")
_BADGE = re.compile(r"RGB:([A-Za-z0-9_.-]{1,32})")


@dataclass(frozen=True, slots=True)
class Command:
    """A command code: `RG:NO_CODE:ITEM` is the verb `NO_CODE` with the argument `ITEM`."""

    verb: str
    argument: str | None = None


def unit_lpn(number: int) -> str:
    """Return the LPN of our n-th unit."""
    return f"R-{_counted(number):06d}"


def parcel_code(number: int) -> str:
    """Return the code of the n-th parcel that came without one."""
    return f"P-{_counted(number):06d}"


def label_code(lpn: str, sequence: int) -> str:
    """Return the code of one print of a unit's label; another print has another code."""
    digits = _sequence_digits(_counted(sequence))
    filled = (f"{lpn}-{filler}{digits}" for filler in _FILLERS)
    return next(code + check for code in filled if (check := _check_character(code)))


def parse_label_code(text: str) -> tuple[str, int] | None:
    """Return LPN and print sequence, or None for anything but a code that `label_code` made."""
    code = text.strip().upper()
    match = _LABEL.fullmatch(code)
    if match is None or parse_unit_lpn(match[1]) is None:
        return None
    sequence = int(match[2].removeprefix("Z"), _BASE)
    return (match[1], sequence) if sequence and label_code(match[1], sequence) == code else None


def parse_unit_lpn(text: str) -> int | None:
    """Return the number within an LPN of ours."""
    return _parse_numbered(text, unit_lpn)


def parse_parcel_code(text: str) -> int | None:
    """Return the number within a parcel code of ours."""
    return _parse_numbered(text, parcel_code)


def parse_command(text: str) -> Command | None:
    """Return the command of a code; which verbs there are is the bench's matter."""
    prefix, colon, rest = text.strip().partition(":")
    verb, second, argument = rest.partition(":")
    match = _COMMAND.fullmatch(f"{prefix.upper()}{colon}{verb.upper()}{second}{argument}")
    return Command(match[1], match[2]) if match else None


def parse_badge(text: str) -> str | None:
    """Return the badge number of a badge code."""
    prefix, colon, number = text.strip().partition(":")
    match = _BADGE.fullmatch(f"{prefix.upper()}{colon}{number}")
    return match[1] if match else None


def _counted(number: int) -> int:
    if number < 1:
        message = f"Numbers of units, parcels and prints begin with 1, not {number}."
        raise ValueError(message)
    return number


def _sequence_digits(sequence: int) -> str:
    digits = ""
    while sequence:
        sequence, digit = divmod(sequence, _BASE)
        digits = _DIGITS[digit] + digits
    return digits


def _check_character(text: str) -> str | None:
    """Return the MOD 37-2 check character, or None where it would be `*`."""
    remainder = 0
    for character in text:
        remainder = (remainder + _VALUES[character]) * 2 % _MODULUS
    value = (1 - remainder) % _MODULUS
    return _DIGITS[value] if value < len(_DIGITS) else None


def _parse_numbered(text: str, write: Callable[[int], str]) -> int | None:
    code = text.strip().upper()
    match = _NUMBERED.fullmatch(code)
    if match is None or not (number := int(match[1])):
        return None
    return number if write(number) == code else None  # R-0000312 is no second way to write R-000312
