"""Colours by the names that catalogues use, and what is made of them. Unknown names get a colour of their own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, a byte each."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, name: str) -> Self:
        """A colour by `#RRGGBB` or by its name, in any case."""
        plain = name.strip().lower()
        digits = _NAMED.get(plain, plain)
        if digits.startswith("#"):
            return cls(*bytes.fromhex(digits[1:]))
        return cls(*(96 + byte % 110 for byte in hashlib.sha256(plain.encode()).digest()[:3]))

    @property
    def bgr(self) -> tuple[int, int, int]:
        """As OpenCV wants it."""
        return self.blue, self.green, self.red

    def lifted(self, by: float) -> Colour:
        """Lighter (up to 1: white) or darker (down to -1: black)."""
        goal, share = (255, by) if by > 0 else (0, -by)
        return Colour(*(round(part + (goal - part) * share) for part in (self.red, self.green, self.blue)))


_NAMED: Final = {
    "amber": "#B4691F",
    "bad": "#B3401A",
    "black": "#2A2D33",
    "blue": "#2F62B5",
    "brown": "#7A4E2E",
    "card": "#C79A6B",
    "cream": "#EFE6D2",
    "dark": "#23272E",
    "gold": "#C9A24B",
    "graphite": "#4A4F58",
    "green": "#3F7D4E",
    "grey": "#8C939C",
    "ink": "#161A20",
    "light": "#F4F4F1",
    "metal": "#B9C0C8",
    "mint": "#9FD4BF",
    "navy": "#27375F",
    "olive": "#6B7140",
    "orange": "#E07B2C",
    "paper": "#FAFAF7",
    "pink": "#E7A1B0",
    "purple": "#6D4C9B",
    "red": "#C2342E",
    "rubber": "#3A3F46",
    "sand": "#D9C7A3",
    "screen": "#11161E",
    "silver": "#CBD0D6",
    "skin": "#E9C3A0",
    "steel": "#AEB8C2",
    "teal": "#2E8C87",
    "titanium": "#9A958E",
    "white": "#ECECE8",
    "yellow": "#F2C230",
}
