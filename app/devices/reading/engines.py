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

FORMATS = zxingcpp.BarcodeFormats(tuple(ZXING))
BARS = zxingcpp.BarcodeFormats(tuple(each for each, name in ZXING.items() if not name.corrects_itself))
log = logging.getLogger(__name__)


def zxing_fast(view: View) -> tuple[Code, ...]:
    """Bars level or upright-standing squares, as they are: a tenth of the cost of looking in every way."""
    return _zxing(view, in_every_way=False)


def zxing_full(view: View) -> tuple[Code, ...]:
    """Turned, smaller and inverted too."""
    return _zxing(view, in_every_way=True)


def zxing_bars(view: View) -> tuple[Code, ...]:
    """Bars alone, cut out and turned level; dark on light or light on dark."""
    read = zxingcpp.read_barcodes(view.grey, formats=BARS, try_rotate=False, text_mode=zxingcpp.TextMode.Plain)
    return tuple(_code(view, symbol) for symbol in read)


def _zxing(view: View, *, in_every_way: bool) -> tuple[Code, ...]:
    read = zxingcpp.read_barcodes(
        view.grey,
        formats=FORMATS,
        try_rotate=in_every_way,
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
