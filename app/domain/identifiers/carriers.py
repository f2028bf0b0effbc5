"""Tracking numbers: which carrier's number a text is, and the one form in which import and scan meet.

Carriers that publish a check digit are judged by it, and a wrong one is no tracking number at all. Amazon
and the Chinese line-haul carriers publish none: their numbers are known by their shape alone, and `checked`
says so. A check digit weeds out nine of ten random numbers (DHL: six of seven), not all; that a parcel is
really expected is for the records to say. UPS and OnTrac double every other digit, so that there a digit
that is off by five goes unseen: a property of their numbers, which no reader can mend.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracking_numbers import DEFINITIONS

from app.domain.identifiers.gtins import has_check_digit

HOUSE_CARRIER = "regrade"

# Only what has a check digit: the others are below, or too loose (ten hexadecimal digits, eighteen digits).
_CHECKED = tuple(d for d in DEFINITIONS if d.checksum_validator is not None and d.courier.code != "ups")

# Shape only, no check digit to go by. LP needs a digit next, or every Amazon LPN would be Cainiao's.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (carrier, re.compile(shape))
    for carrier, shape in (
        ("amazon", r"TB[ACM][0-9]{12}"),
        ("yunexpress", r"YT[0-9]{16}"),
        ("yto", r"YT[0-9]{13}"),
        ("sf_express", r"SF[0-9]{12,15}"),
        ("4px", r"4PX[0-9]{13}CN"),
        ("cainiao", r"LP[0-9]{14}"),
        ("yanwen", r"[A-Z]{2}[0-9]{9}YP"),
        ("gofo", r"GFUS[0-9]{14}"),
        ("speedx", r"SPX1[A-Z]{2}[0-9]{12}"),
        ("dhl", r"JJD[0-9]{10,22}|JVGL[0-9]{10}|GM[0-9]{16,20}"),
    )
)
_POSTS = {"AU": "australia_post", "CA": "canada_post", "CN": "china_post", "GB": "royal_mail", "US": "usps"}
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}([A-Z]{2})")
_UPS = re.compile(r"1Z[0-9A-Z]{15}[0-9]")
_ONTRAC_D = re.compile(r"D[0-9]{14}")
_SMARTPOST = re.compile(r"(92)?612[0-9]{17}")  # service type 612: FedEx hands over to the post, both may be right

_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"))
_PLAIN: dict[int, int | None] = {**_FULL_WIDTH, **_HYPHENS}
_FNC1 = "\x1d"
_SPACE = re.compile(rf"[^\S{_FNC1}]+")  # FNC1 counts as white space too, but here it tells where a ZIP ends
_PREFIX = re.compile(rf"(?:{_FNC1}|\][A-Z][0-9])+")
_ROUTED = re.compile(rf"420[0-9]{{5}}(?:[0-9]{{4}})?{_FNC1}(.+)")
_IMPB = re.compile(r"9[1-5][0-9]{20}(?:[0-9]{4})?")
_FEDEX_96 = re.compile(r"96[0-9]{5}([0-9]{15})")
_FEDEX_34 = re.compile(r"(?:96[0-9]{18}|100[0-9]{17})([0-9]{14})")


@dataclass(frozen=True, slots=True)
class Tracked:
    """A carrier whose number this may be."""

    carrier: str
    checked: bool


@lru_cache(maxsize=4096)
def tracking_key(text: str) -> str:
    """Return the normal form of a tracking number, never refusing: the caller may hold anything.

    Capitals without spaces and hyphens, full-width forms (Chinese spreadsheets) as plain ones, without the
    scanner's symbology prefix and FNC1, without the postal route `420` + ZIP, and of FedEx's long bar codes
    the number that the customer knows. An import asks again and again for those of its last thousand rows.
    """
    plain = text.upper()
    if not (plain.isascii() and plain.isalnum()):
        plain = _in_plain_letters(text)
    return _customer_number(_without_route(plain))


def _in_plain_letters(text: str) -> str:
    """Capitals and digits alone, where there are other signs among them; most numbers have none."""
    plain = _leading_off(_SPACE.sub("", text.translate(_PLAIN).upper()))
    if routed := _ROUTED.fullmatch(plain):
        plain = routed[1]
    return _leading_off(plain.replace(_FNC1, ""))


def carriers_of(key: str) -> tuple[Tracked, ...]:
    """Return the carriers whose number this key may be, likeliest first."""
    if not key.isascii() or not key.isalnum() or (key.isdigit() and len(set(key)) == 1):
        return ()
    found = dict.fromkeys(_checked_carriers(key), True) | dict.fromkeys(_shaped_carriers(key), False)
    if _SMARTPOST.fullmatch(key) and "fedex" in found:
        found = {"fedex": True} | found
    return tuple(Tracked(carrier, checked) for carrier, checked in found.items())


def _checked_carriers(key: str) -> list[str]:
    if key.startswith("1Z"):
        return ["ups"] if _is_ups(key) else []
    if _ONTRAC_D.fullmatch(key):
        return ["ontrac"] if _doubled_check(f"5{key[1:]}") else []
    tests = (definition.test(key) for definition in _CHECKED)
    codes = [found.courier.code for found in tests if found and found.valid]
    return [_post_of(key) if code == "s10" else code for code in codes]


def _shaped_carriers(key: str) -> list[str]:
    return [carrier for carrier, shape in _SHAPES if shape.fullmatch(key)]


def _is_ups(key: str) -> bool:
    """Judge by the check digit alone: the library's list of services leaves out many that UPS uses."""
    if not _UPS.fullmatch(key):
        return False
    values = (int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in key[2:])
    return _doubled_check("".join(map(str, values)))


def _doubled_check(digits: str) -> bool:
    """Tell whether the last digit is right where every second digit counts twice."""
    body = [int(digit) for digit in digits[:-1]]
    return (-(sum(body[::2]) + 2 * sum(body[1::2]))) % 10 == int(digits[-1])


def _post_of(key: str) -> str:
    match = _S10.fullmatch(key)
    return _POSTS.get(match[1], "upu") if match else "upu"


def _leading_off(plain: str) -> str:
    """Drop what the scanner or the symbology put before the number: `]C1`, FNC1."""
    found = _PREFIX.match(plain)
    return plain[found.end() :] if found else plain


def _without_route(plain: str) -> str:
    """Drop `420` + ZIP; where no FNC1 says whether it is ZIP or ZIP+4, the parcel's check digit does."""
    if plain.startswith("420"):
        for parcel in (plain[12:], plain[8:]):  # 22 digits after a ZIP+4 are far commoner than 26 after a ZIP
            if _IMPB.fullmatch(parcel) and has_check_digit(parcel):
                return parcel
    return plain


def _customer_number(plain: str) -> str:
    """Reduce FedEx Ground 96 (22 digits) and the 34-digit codes to the number on the customer's receipt."""
    if (ground := _FEDEX_96.fullmatch(plain)) and has_check_digit(ground[1]):
        return ground[1]
    if (long := _FEDEX_34.fullmatch(plain)) and _is_fedex_serial(long[1]):
        return long[1].removeprefix("00")
    return plain


def _is_fedex_serial(digits: str) -> bool:
    weights = (1, 7, 3) * 5
    total = sum(int(digit) * weight for digit, weight in zip(digits[:-1], weights, strict=False))
    return total % 11 % 10 == int(digits[-1])
