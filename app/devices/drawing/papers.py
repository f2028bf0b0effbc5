"""Papers with codes that can be read: a carrier's label, an article's sticker, a unit's label of ours.

Each is drawn flat, with its modules on whole pixels, as a picture with cover, so that a sight can lay it on a thing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import zxingcpp

from app.devices.drawing.canvas import Pixels, lay_over, text_mask
from app.devices.drawing.colours import Colour
from app.domain.identifiers import gtin14

INK: Final = Colour.of("ink")
PAPER: Final = Colour.of("paper")
_QUIET: Final = 10
"""Modules of white before and after a symbol of bars; its specification asks for that many."""


@lru_cache(maxsize=8)
def carrier_label(tracking: str, carrier: str, module: int = 3) -> Pixels:
    """The label on a parcel: sender and receiver in small print, the tracking number as Code 128 and in letters."""
    bars = _bars(tracking, zxingcpp.BarcodeFormat.Code128, module, 132)
    width = max(bars.shape[1] + 48, 560)
    height = max(round(width * 0.62), bars.shape[0] + 276)
    label = _paper(width, height)
    _write(label, carrier.upper(), (28, 24), 40)
    for row, words in enumerate(("RETURNS", "41 HARBOR WAY, UNIT 7", "NEWARK NJ 07114")):
        _write(label, words, (28, 96 + 26 * row), 17)
    _write(label, "07114", (width - 190, 90), 62)
    cv2.line(label, (0, 186), (width, 186), (*INK.bgr, 255), 4)
    _place(label, bars, ((width - bars.shape[1]) // 2, height - bars.shape[0] - 58))
    _write(label, _spaced(tracking), ((width - _long(_spaced(tracking), 24)) // 2, height - 44), 24)
    label.setflags(write=False)
    return label


@lru_cache(maxsize=16)
def article_sticker(code: str, module: int = 3) -> Pixels:
    """The article's number as its bars, with the digits beneath; other texts become Code 128."""
    bars = _bars(code, _symbology(code), module, 31 * module)
    letters = 7 * module
    sticker = _paper(bars.shape[1], bars.shape[0] + 2 * letters)
    _place(sticker, bars, (0, letters // 2))
    left = max((sticker.shape[1] - _long(code, letters)) // 2, 0)
    _write(sticker, code, (left, sticker.shape[0] - letters - letters // 4), letters)
    sticker.setflags(write=False)
    return sticker


@lru_cache(maxsize=16)
def unit_label(code: str, lines: tuple[str, ...] = (), module: int = 7) -> Pixels:
    """A unit's label: its code as a Data Matrix and in letters, and what the label says beside it."""
    symbol = _matrix(code, module)
    label = _paper(symbol.shape[1] + 330, max(symbol.shape[0] + 40, 210))
    _place(label, symbol, (20, (label.shape[0] - symbol.shape[0]) // 2))
    left = symbol.shape[1] + 40
    _write(label, code, (left, 26), 36)
    for row, words in enumerate(lines[:4]):
        _write(label, words[:26], (left, 84 + 30 * row), 18)
    label.setflags(write=False)
    return label


def _symbology(code: str) -> zxingcpp.BarcodeFormat:
    number = gtin14(code)
    if number is None or len(code) == 14:
        return zxingcpp.BarcodeFormat.Code128
    return {8: zxingcpp.BarcodeFormat.EAN8, 12: zxingcpp.BarcodeFormat.UPCA}.get(
        len(code), zxingcpp.BarcodeFormat.EAN13
    )


def _bars(text: str, symbology: zxingcpp.BarcodeFormat, module: int, height: int) -> Pixels:
    row = np.asarray(zxingcpp.create_barcode(text, symbology).to_image(scale=1, add_quiet_zones=False))
    row = row[row.shape[0] // 2]
    quiet = np.full(_QUIET, 255, np.uint8)
    line = np.repeat(np.concatenate([quiet, row, quiet]), module)
    return np.ascontiguousarray(np.broadcast_to(line, (height, line.size)))


def _matrix(text: str, module: int) -> Pixels:
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)
    return np.asarray(symbol.to_image(scale=module, add_quiet_zones=True))


def _paper(width: int, height: int) -> Pixels:
    return np.full((height, width, 4), (*PAPER.bgr, 255), np.uint8)


def _place(paper: Pixels, grey: Pixels, at: tuple[int, int]) -> None:
    """Dark parts of a symbol become ink."""
    left, top = at
    where = paper[top : top + grey.shape[0], left : left + grey.shape[1], :3]
    where[grey < 128] = INK.bgr


def _write(paper: Pixels, words: str, at: tuple[int, int], height: int) -> None:
    """Words with their upper left corner at a place; what goes over the edge is left out."""
    mask = text_mask(words, height)[: paper.shape[0] - at[1], : paper.shape[1] - at[0]]
    ink = np.dstack([*(cv2.convertScaleAbs(mask, alpha=part / 255) for part in INK.bgr), mask]).astype(np.uint8)
    lay_over(paper[at[1] : at[1] + mask.shape[0], at[0] : at[0] + mask.shape[1]], ink)


def _long(words: str, height: int) -> int:
    return int(text_mask(words, height).shape[1])


def _spaced(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
