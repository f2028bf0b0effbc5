"""The judgement: everything a text may be, and which of it is likeliest.

Where two readings hold (one FedEx number in ten is also a sound UPC-A) the order here is the best guess
without context. The bench has the context: at the parcel it takes the tracking reading, at the item the
article, by `readings`. A symbology prefix (`]E0`, `]C1`, ...) settles it, whether the scanner sends it or
the caller passes it as `aim`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.domain.identifiers import carriers, element_strings, gtins, house_codes
from app.domain.identifiers.kinds import Identity, Kind

_AMAZON_LPN = re.compile(r"LPN(?=[A-Z]*[0-9])[0-9A-Z]{6,17}")
_FNSKU = re.compile(r"X00[0-9A-Z]{7}|B0[0-9A-Z]{8}")  # Amazon uses the ASIN itself where a label is waived
_IMEI_LENGTH = 15
_AIM_OF_ARTICLES = "]E"
_AIM_OF_EAN_8 = "]E4"
_SYSTEMS_NOT_FOR_TRADE = ("2", "4", "5")  # UPC-A numbers of shops' own weights and vouchers, and of coupons
_ENDS = " \t\r\n"  # not str.strip(): that would take FNC1 as well


def identify(text: str, aim: str = "") -> Identity:
    """Return what the text most probably is; never raises, `UNKNOWN` where nothing fits."""
    return readings(text, aim)[0]


@lru_cache(maxsize=256)  # a camera hands in the same text frame after frame
def readings(text: str, aim: str = "") -> tuple[Identity, ...]:
    """Return all that the text may be, likeliest first; at least one.

    `aim` is the AIM symbology identifier that zxing-cpp and scanners know (`]E0`, `]C1`), `""` unknown.
    """
    sent = element_strings.AIM_PREFIX.match(text)
    bare = text[sent.end() if sent else 0 :].strip(_ENDS)
    known = sent or element_strings.AIM_PREFIX.fullmatch(aim)
    aim = known[0] if known else ""
    found = tuple(_own(text, bare)) or tuple(_foreign(text, bare, aim))
    return found or (Identity(text, Kind.UNKNOWN, bare),)


def warm_up() -> None:
    """Load the tables of GS1 now, so that the first scan of the day is no slower than the next."""
    element_strings.load_identifiers()


def _own(text: str, bare: str) -> Iterator[Identity]:
    """Yield our own codes; what is one of ours is nothing else."""
    if badge := house_codes.parse_badge(bare):
        yield Identity(text, Kind.BADGE, badge)
    elif house_codes.parse_command(bare):
        yield Identity(text, Kind.COMMAND, bare)
    elif label := house_codes.parse_label_code(bare):
        yield Identity(text, Kind.LPN, label[0], checked=True)
    elif house_codes.parse_unit_lpn(bare):
        yield Identity(text, Kind.LPN, bare.upper())
    elif house_codes.parse_parcel_code(bare):
        yield Identity(text, Kind.TRACKING, carriers.tracking_key(bare), carrier=carriers.HOUSE_CARRIER)


def _foreign(text: str, bare: str, aim: str) -> Iterator[Identity]:
    article = tuple(_article(text, bare, aim))
    if aim.startswith(_AIM_OF_ARTICLES):
        yield from article  # a UPC or EAN symbol holds an article number and nothing else
        return
    parcel = tuple(_parcel(text))
    message = tuple(_message(text, bare, aim))
    yield from _amazon(text, bare.upper())
    if message and not bare.startswith(("420", "9")):  # there a parcel's check digit says more than the mark
        yield from message + article + parcel
    elif aim or bare.startswith(_SYSTEMS_NOT_FOR_TRADE):
        yield from parcel + article + message
    else:
        yield from article + parcel + message
    if _is_imei(bare):
        yield Identity(text, Kind.SERIAL, bare, checked=True)


def _amazon(text: str, upper: str) -> Iterator[Identity]:
    if _AMAZON_LPN.fullmatch(upper):
        yield Identity(text, Kind.LPN, upper, carrier="amazon")
    if _FNSKU.fullmatch(upper):
        yield Identity(text, Kind.FNSKU, upper)


def _article(text: str, bare: str, aim: str) -> Iterator[Identity]:
    for gtin in dict.fromkeys(gtins.gtin14(bare, upc_e=upc_e) for upc_e in _upc_e_or_not(bare, aim)):
        if gtin:
            yield Identity(text, Kind.GTIN, gtin, checked=True, gtin=gtin)


def _upc_e_or_not(bare: str, aim: str) -> tuple[bool | None, ...]:
    """Eight digits are UPC-E or EAN-8: as the symbol says, else both are tried."""
    if len(bare) != gtins.SHORT:
        return (None,)
    if aim.startswith(_AIM_OF_ARTICLES):
        return (not aim.startswith(_AIM_OF_EAN_8),)
    return (True, False) if bare.startswith("0") else (False, True)


def _parcel(text: str) -> Iterator[Identity]:
    key = carriers.tracking_key(text)
    for found in carriers.carriers_of(key):
        yield Identity(text, Kind.TRACKING, key, carrier=found.carrier, checked=found.checked)


def _message(text: str, bare: str, aim: str) -> Iterator[Identity]:
    if elements := element_strings.element_strings(aim + bare):
        gtin = next((value for ai, value in elements if ai in {"01", "02"}), None)
        yield Identity(text, Kind.GS1, bare.strip(element_strings.FNC1), checked=True, ais=elements, gtin=gtin)


def _is_imei(bare: str) -> bool:
    """Tell whether it is the serial number of a phone: 15 digits with a Luhn check digit."""
    if len(bare) != _IMEI_LENGTH or not (bare.isascii() and bare.isdigit()) or not bare.strip("0"):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in bare[1::2])
    return (sum(doubled) + sum(map(int, bare[::2]))) % 10 == 0
