"""A text as a symbol: its modules, and the quiet zone that it needs. Not yet in dots; that is the layout's.

Code 128 is made here, for its width must be known and be the least; the others are drawn by zxing-cpp. What a symbology
cannot hold is None, never something else. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import zxingcpp

from app.domain.identifiers import gtin14
from app.domain.symbols import Symbology
from app.labelling import code_128

_GTIN_LENGTHS = {Symbology.EAN_13: 13, Symbology.EAN_8: 8, Symbology.UPC_A: 12}
_FORMATS = {
    Symbology.EAN_13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.EAN_8: zxingcpp.BarcodeFormat.EAN8,
    Symbology.UPC_A: zxingcpp.BarcodeFormat.UPCA,
    Symbology.QR_CODE: zxingcpp.BarcodeFormat.QRCode,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
}
# A long flat Data Matrix fits no place well; a QR code survives a scratch.
_WISHES: Mapping[Symbology, dict[str, object]] = {
    Symbology.DATA_MATRIX: {"force_square": True},
    Symbology.QR_CODE: {"ec_level": "M"},
}
# On either side, and above and below, in modules. Data Matrix asks for 1; its neighbours get a little more room. EAN
# and UPC ask for 11 and 7, or 9 on both sides.
_QUIET = {
    Symbology.CODE_128: (10, 0),
    Symbology.EAN_13: (11, 0),
    Symbology.EAN_8: (11, 0),
    Symbology.UPC_A: (11, 0),
    Symbology.QR_CODE: (4, 4),
    Symbology.DATA_MATRIX: (2, 2),
}


@dataclass(frozen=True, slots=True)
class Modules:
    """A symbol in modules, black is True. A linear one has a single row, to be drawn as high as there is room.

    Attributes:
        quiet_x: white modules left and right of it
        quiet_y: above and below it

    """

    symbology: Symbology
    rows: tuple[tuple[bool, ...], ...]
    quiet_x: int
    quiet_y: int

    @property
    def linear(self) -> bool:
        return len(self.rows) == 1

    @property
    def columns(self) -> int:
        """Its width in modules, with the quiet zone."""
        return len(self.rows[0]) + 2 * self.quiet_x

    @property
    def lines(self) -> int:
        """Its height in modules, with the quiet zone; 1 for a linear one."""
        return len(self.rows) + 2 * self.quiet_y


def encode(symbologies: Sequence[Symbology], text: str) -> Modules | None:
    """The text in the first of these symbologies that can hold exactly it; None where none can."""
    for symbology in symbologies:
        rows = _rows(symbology, text)
        if rows is not None:
            return Modules(symbology, rows, *_QUIET[symbology])
    return None


@lru_cache(maxsize=64)
def _rows(symbology: Symbology, text: str) -> tuple[tuple[bool, ...], ...] | None:
    """Kept for a while: a grade chooses its label by what the symbols can hold, and then draws the same ones."""
    if not text or not text.isascii():
        return None  # scanners that type what they read would type something else
    if symbology is Symbology.CODE_128:
        return (code_128.bars(text),)
    length = _GTIN_LENGTHS.get(symbology)
    if length is not None and not _is_gtin(text, length):
        return None
    try:
        made = zxingcpp.create_barcode(text, _FORMATS[symbology], **_WISHES.get(symbology, {}))
    except (ValueError, RuntimeError):
        return None
    dots = np.asarray(made.to_image(scale=1, add_quiet_zones=False)) < 128
    if length is not None:
        dots = dots[:1]
    return tuple(tuple(bool(dot) for dot in row) for row in dots)


def _is_gtin(text: str, length: int) -> bool:
    """An EAN-13 that begins with 0 is the bars of a UPC-A, and would be read without its 0."""
    sound = len(text) == length and text.isdigit() and gtin14(text, upc_e=False) is not None
    return sound and not (length == _GTIN_LENGTHS[Symbology.EAN_13] and text[0] == "0")
