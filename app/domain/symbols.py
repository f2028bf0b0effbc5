"""A code as a reader found it in a picture: which symbology, what it holds, where it stands.

Owns the names by which the trade calls the symbologies that are read; no others are. What a text is (an article, a
tracking number, …) is judged in `app.domain.identifiers`. Pure.
"""

from dataclasses import dataclass
from enum import StrEnum


class Symbology(StrEnum):
    """The symbologies that are read, in the words of `decode`."""

    UPC_A = "UPC-A"
    UPC_E = "UPC-E"
    EAN_13 = "EAN-13"
    EAN_8 = "EAN-8"
    CODE_128 = "Code128"
    CODE_39 = "Code39"
    CODE_93 = "Code93"
    ITF = "ITF"
    CODABAR = "Codabar"
    QR_CODE = "QRCode"
    DATA_MATRIX = "DataMatrix"
    PDF_417 = "PDF417"
    AZTEC = "Aztec"

    @property
    def corrects_itself(self) -> bool:
        """Whether it is made of squares with an error correction, which next to never lets a wrong text pass."""
        return self in _MATRIX

    @property
    def has_check(self) -> bool:
        """Whether a check within the symbol vouches for its text. In the others a part may pass for the whole."""
        return self not in _UNCHECKED


_MATRIX = frozenset({Symbology.QR_CODE, Symbology.DATA_MATRIX, Symbology.PDF_417, Symbology.AZTEC})
_UNCHECKED = frozenset({Symbology.ITF, Symbology.CODABAR, Symbology.CODE_39})

Point = tuple[int, int]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Code:
    """One symbol that was read.

    Attributes:
        symbology: how it is drawn
        text: what it holds: digits with their check digit, no start and stop characters, FNC1 as U+001D
        corners: in pixels of the picture as it stands upright, (x, y); top left, top right, bottom right, bottom left
            of the symbol as it is read
        aim: the AIM symbology identifier (`]C1`), which tells `identify` a GS1 message from digits that look like one

    """

    symbology: Symbology
    text: str
    corners: Corners
    aim: str = ""

    def shares_place_with(self, other: "Code") -> bool:
        """Whether both stand on the same bars. Scan lines have next to no height, so each is given some room."""
        return _common(_room(self.corners), _room(other.corners)) > _SAME_PLACE


_ROOM, _SAME_PLACE = 0.1, 0.3
_Box = tuple[float, float, float, float]


def _room(corners: Corners) -> _Box:
    xs, ys = zip(*corners, strict=True)
    room = 1 + _ROOM * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room


def _common(one: _Box, other: _Box) -> float:
    """The common part of two boxes as a share of the smaller one."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(width, 0.0) * max(height, 0.0) / smaller
