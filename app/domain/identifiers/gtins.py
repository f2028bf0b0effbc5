"""Article numbers: GTIN-8, -12, -13 and -14, UPC-E, and the one form in which they all meet.

Refuses a wrong check digit and a number of zeros alone. Knows nothing of who an article belongs to.
"""

SHORT = 8
_LENGTHS = frozenset({SHORT, 12, 13, 14})


def has_check_digit(digits: str) -> bool:
    """Tell whether the last digit is right by the GS1 rule (from the right: 3, 1, 3, ...)."""
    body = [int(digit) for digit in reversed(digits[:-1])]
    total = 3 * sum(body[::2]) + sum(body[1::2])
    return (10 - total % 10) % 10 == int(digits[-1])


def gtin14(text: str, *, upc_e: bool | None = None) -> str | None:
    """Return the 14 digits by which UPC-A, EAN-13 and GTIN-14 of one article meet, or None.

    Eight digits may be UPC-E or EAN-8. `upc_e` says which where the symbol is known; where both would do, a
    leading 0 decides, for no EAN-8 for trade begins with one.
    """
    digits = text.strip()
    if len(digits) not in _LENGTHS or not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return None
    sound = has_check_digit(digits)
    if len(digits) == SHORT:
        expanded = expand_upc_e(digits)
        if upc_e is None:
            upc_e = expanded is not None and (not sound or digits[0] == "0")
        if upc_e:
            return expanded and expanded.zfill(14)
    return digits.zfill(14) if sound else None


def expand_upc_e(digits: str) -> str | None:
    """Return the UPC-A behind an eight-digit UPC-E, or None where it is none."""
    if len(digits) != SHORT or digits[0] not in "01":
        return None
    system, body, last, check = digits[0], digits[1:6], digits[6], digits[7]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:]
    elif last == "4":
        middle = body[:4] + "00000" + body[4:]
    else:
        middle = body + "0000" + last
    upc_a = system + middle + check
    return upc_a if has_check_digit(upc_a) else None
