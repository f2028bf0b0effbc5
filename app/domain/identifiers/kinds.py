"""The answer to "what is this code?": its kind, and what the code itself says.

Owns no rules. Whether a number is on record (announced, in stock, shared by clients) is not known here.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_SERIAL, _LOT, _EXPIRY = "21", "10", "17"
_YEARS_AHEAD = 50  # GS1 General Specifications 7.12: two digits mean 49 years back to 50 ahead


class Kind(StrEnum):
    """What a text is, in the words of `decode` and `identify`."""

    GTIN = "gtin"
    TRACKING = "tracking"
    LPN = "lpn"
    FNSKU = "fnsku"
    GS1 = "gs1"
    SERIAL = "serial"
    COMMAND = "command"
    BADGE = "badge"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Identity:
    """One reading of a text.

    Attributes:
        text: the text as it was handed in.
        kind: what it is in this reading.
        key: the form by which records find it, whichever way it was written or scanned.
        carrier: for a tracking number, the carrier's short name, `regrade` for a parcel code of ours.
        checked: a check digit vouches for it; without one the shape alone speaks.
        ais: GS1 application identifiers with their values, in the order of the message.
        gtin: the article number as 14 digits, also where a GS1 message holds it.
    """

    text: str
    kind: Kind
    key: str
    carrier: str | None = None
    checked: bool = False
    ais: tuple[tuple[str, str], ...] = ()
    gtin: str | None = None

    def ai(self, identifier: str) -> str | None:
        """Return the first value under an application identifier."""
        return next((value for ai, value in self.ais if ai == identifier), None)

    @property
    def serial(self) -> str | None:
        """The serial number, where the code is one or holds one."""
        return self.key if self.kind is Kind.SERIAL else self.ai(_SERIAL)

    @property
    def lot(self) -> str | None:
        """The batch or lot of a GS1 message."""
        return self.ai(_LOT)

    def expires(self, today: date) -> date | None:
        """Return the expiry date of a GS1 message; `today` decides the century, so none is assumed here."""
        digits = self.ai(_EXPIRY)
        if digits is None:
            return None
        year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        year += today.year - today.year % 100
        if year > today.year + _YEARS_AHEAD:
            year -= 100
        elif year <= today.year - _YEARS_AHEAD:
            year += 100
        try:
            return date(year, month, day or calendar.monthrange(year, month)[1])  # day 00: the month's last
        except ValueError:  # calendar's IllegalMonthError is one too; 000000 is printed for "no expiry"
            return None

    def described(self) -> dict[str, object]:
        """Return what applies, in the shape that `decode` and `identify` print beside the text."""
        facts: dict[str, object] = {"kind": self.kind.value}
        if self.carrier:
            facts["carrier"] = self.carrier
        if self.kind is Kind.TRACKING:
            facts["checked"] = self.checked
        if self.gtin:
            facts["gtin"] = self.gtin
        if self.ais:
            facts["ais"] = dict(reversed(self.ais))
        return facts
