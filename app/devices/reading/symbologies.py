"""What the engines call a symbol, what the trade calls it, and what its text is.

A text is what the symbol holds: digits with their check digit, no start and stop characters, FNC1 as U+001D. A UPC-A
has its 12 digits however an engine pads it, a UPC-E its 8.
"""

from typing import Final

import zxingcpp

from app.domain.symbols import Symbology

_Format = zxingcpp.BarcodeFormat

ZXING: Final = {
    _Format.Code32: Symbology.CODE_39,
    _Format.PZN: Symbology.CODE_39,
    _Format.UPCA: Symbology.UPC_A,
    _Format.UPCE: Symbology.UPC_E,
    _Format.EAN13: Symbology.EAN_13,
    _Format.EAN8: Symbology.EAN_8,
    _Format.Code128: Symbology.CODE_128,
    _Format.Code39: Symbology.CODE_39,
    _Format.Code93: Symbology.CODE_93,
    _Format.ITF: Symbology.ITF,
    _Format.Codabar: Symbology.CODABAR,
    _Format.QRCode: Symbology.QR_CODE,
    _Format.DataMatrix: Symbology.DATA_MATRIX,
    _Format.PDF417: Symbology.PDF_417,
    _Format.Aztec: Symbology.AZTEC,
}
ZBAR: Final = {
    "UPCA": Symbology.UPC_A,
    "UPCE": Symbology.UPC_E,
    "EAN13": Symbology.EAN_13,
    "EAN8": Symbology.EAN_8,
    "CODE128": Symbology.CODE_128,
}
AIM: Final = {
    Symbology.UPC_A: "]E0",
    Symbology.UPC_E: "]E0",
    Symbology.EAN_13: "]E0",
    Symbology.EAN_8: "]E4",
}
_START_AND_STOP = "ABCDabcdTN*Ete"


def of_zxing(read: zxingcpp.Barcode) -> tuple[Symbology, str]:
    """The symbology of a symbol that zxing-cpp has read, and its text."""
    symbology = ZXING[read.format]
    text = read.text
    if symbology is Symbology.UPC_E:
        more = read.extra
        text = str(more.get("UPCE", text)) if isinstance(more, dict) else text
    elif symbology is Symbology.CODABAR:
        text = text.strip(_START_AND_STOP)
    return as_upc(symbology, text)


def as_upc(symbology: Symbology, text: str) -> tuple[Symbology, str]:
    """An EAN-13 that begins with 0 is a UPC-A: the bars are the same."""
    if symbology in {Symbology.EAN_13, Symbology.UPC_A} and len(text) == 13 and text.startswith("0"):
        return Symbology.UPC_A, text[1:]
    return symbology, text
