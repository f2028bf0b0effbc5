"""What a scanned or typed code is, and the form by which it is looked up.

A package because it holds six ideas that change for different reasons: numbers of carriers, article
numbers, GS1 element strings, the codes we print ourselves, and the judgement between them.

    scans            what a scanner may hand in at all: `clean_scan`
    recognise        `readings` (everything a text may be, best first) and `identify` (the best)
    carriers         tracking numbers, and `tracking_key`, where an import and a scan meet
    gtins            article numbers, and `gtin14`, where UPC, EAN and GTIN-14 meet
    element_strings  GS1 messages with their application identifiers
    serials          the one form of a serial number
    house_codes      our own: LPN, label code, parcel code, command, badge
    kinds            `Kind` and `Identity`, the answer

Pure: no I/O, no clock, any thread. Any text is answered; only `clean_scan` refuses.
"""

from app.domain.identifiers.carriers import tracking_key
from app.domain.identifiers.gtins import gtin14
from app.domain.identifiers.house_codes import (
    Command,
    label_code,
    parcel_code,
    parse_badge,
    parse_command,
    parse_label_code,
    parse_parcel_code,
    parse_unit_lpn,
    unit_lpn,
)
from app.domain.identifiers.kinds import Identity, Kind
from app.domain.identifiers.recognise import identify, readings, warm_up
from app.domain.identifiers.scans import UnfittingCode, clean_scan
from app.domain.identifiers.serials import serial_key

__all__ = [
    "Command",
    "Identity",
    "Kind",
    "UnfittingCode",
    "clean_scan",
    "gtin14",
    "identify",
    "label_code",
    "parcel_code",
    "parse_badge",
    "parse_command",
    "parse_label_code",
    "parse_parcel_code",
    "parse_unit_lpn",
    "readings",
    "serial_key",
    "tracking_key",
    "unit_lpn",
    "warm_up",
]
