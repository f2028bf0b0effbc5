"""The engines that read symbols, asked in the ways that were measured to add something.

zxing-cpp reads every symbology of the trade. zbar looks at rows of another kind and reads some of what is left; it is
asked for article numbers, Code 128 and QR only, since what it makes of the others is too often invented. Without the
library on the machine zbar is not asked. Any thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import zxingcpp

from app.devices.reading.symbologies import AIM, ZBAR, ZXING, as_upc, of_zxing
from app.devices.reading.views import View
from app.domain.symbols import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

_Format = zxingcpp.BarcodeFormat
_BARS = tuple(each for each, name in ZXING.items() if not name.corrects_itself)
BARS = zxingcpp.BarcodeFormats(_BARS)
LEVEL = zxingcpp.BarcodeFormats((*_BARS, _Format.PDF417))
SQUARES = zxingcpp.BarcodeFormats((_Format.QRCode, _Format.DataMatrix, _Format.Aztec))
ALL = zxingcpp.BarcodeFormats(tuple(ZXING))
log = logging.getLogger(__name__)


def zxing_fast(view: View) -> tuple[Code, ...]:
    """Level bars and squares at any angle, as they are: a third of the cost of looking in every way."""
    return _zxing(view, LEVEL, rotate=False) + _zxing(view, SQUARES)


def zxing_full(view: View) -> tuple[Code, ...]:
    """Turned, smaller and light on dark too."""
    return _zxing(view, ALL, in_every_way=True)


def zxing_bars(view: View) -> tuple[Code, ...]:
    """Bars alone, cut out and turned level."""
    return _zxing(view, BARS, rotate=False, in_every_way=True)


def _zxing(
    view: View, formats: zxingcpp.BarcodeFormats, *, rotate: bool = True, in_every_way: bool = False
) -> tuple[Code, ...]:
    read = zxingcpp.read_barcodes(
        view.grey,
        formats=formats,
        try_rotate=rotate,
        try_downscale=in_every_way,
        try_invert=in_every_way,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(_code(view, symbol) for symbol in read)


def _code(view: View, symbol: zxingcpp.Barcode) -> Code:
    at = symbol.position
    around = [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    symbology, text = of_zxing(symbol)
    return Code(symbology, text, view.corners(around), symbol.symbology_identifier or AIM.get(symbology, ""))


def zbar(view: View) -> tuple[Code, ...]:
    """What zbar makes of it."""
    found = []
    for symbol in _zbar()(view.grey):
        symbology, text = as_upc(ZBAR[symbol.type], symbol.data.decode("utf-8", "replace"))
        x, y, width, height = symbol.rect
        around = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        if width and height:
            found.append(Code(symbology, text, view.corners(around), AIM.get(symbology, "")))
    return tuple(found)


@cache
def _zbar() -> Callable[[Any], Sequence[Any]]:
    try:
        from pyzbar.pyzbar import ZBarSymbol, decode  # noqa: PLC0415 - opens the machine's libzbar
    except (ImportError, OSError):
        log.info("zbar is not on this machine: codes are read by zxing-cpp alone.")
        return lambda _grey: ()
    asked = [ZBarSymbol[name] for name in ZBAR]
    return lambda grey: decode(grey, symbols=asked)
