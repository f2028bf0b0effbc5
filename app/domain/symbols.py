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
