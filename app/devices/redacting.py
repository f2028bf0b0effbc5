"""Finds parcels' labels on photos and makes copies in which boxes are burnt: solid, without a trace of what was there.

A label is the paper around its bars: where the light area that holds them ends. Where there is none to be seen, it is
taken to be as wide as its bars are long to each side. A copy is a new JPEG of the pixels alone, turned as the camera
was held: no name, no place, no time, no thumbnail of what is covered. Keeps nothing. Any thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageOps

from app.devices.pictures import HINT, KEPT, PictureCodes
from app.domain.evidence import MAX_BYTES, has_endless_scans, picture_fault
from app.domain.redaction import Box, around_codes, boxes_fault, is_of_parcel, stays_in_sight, within, without
from app.domain.symbols import Code
from app.errors import StoreError, UserError
from app.saying import say
from app.services.claims import Seen
from app.services.packing import damaged_picture

QUALITIES: Final = (90, 80, 70, 55)
SMALLER: Final = 0.75
SMALLEST_SIDE: Final = 480
COVER: Final = (24, 24, 24)
QUIET: Final = 0.04
"""How far before and after a symbol's bars is kept in sight, of its length: a reader needs some white there. Above and
below nothing is: what is printed there may be anything."""
LOOKED_AT: Final = 800
MOST_OF_PICTURE: Final = 0.9
"""A light area larger than this is the table, not a label."""

Grey = npt.NDArray[np.uint8]


class Blackout:
    """Implements `app.services.claims.Redactor`."""

    def __init__(self, reader: PictureCodes | None = None) -> None:
        self._reader = reader or PictureCodes()

    def look(self, picture: Path) -> Seen:
        """Every symbol is searched for; the labels of those that belong to a parcel are proposed to be covered."""
        codes = self._reader.symbols(picture)
        upright = upright_of(read_evidence(picture), picture.name)
        width, height = upright.size
        of_parcel = [code for code in codes if is_of_parcel(code)]
        kept = tuple(_kept(code) for code in codes if stays_in_sight(code))
        grey = np.asarray(upright.convert("L"), np.uint8)
        boxes: list[Box] = []
        for label in _apart(_label(grey, code) for code in of_parcel):
            if inside := within(label, width, height):
                boxes += without(inside, [one for one in kept if one is not None])
        return Seen(width, height, tuple(boxes), bool(of_parcel))

    def copy(self, picture: Path, sha256: str, boxes: Sequence[Box], most_bytes: int) -> bytes:
        """Softer first, then smaller, until it is small enough."""
        content = read_evidence(picture)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise damaged_picture(sha256, say("its content on disk does not fit its record"))
        upright = upright_of(content, picture.name)
        if fault := boxes_fault(boxes, *upright.size):
            raise UserError(say("This cannot be covered: {fault}.", fault=fault), "Draw it again.", "unfit_box")
        draw = ImageDraw.Draw(upright)
        for box in boxes:
            draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=COVER)
        while True:
            for quality in QUALITIES:
                if len(made := _encoded(upright, quality)) <= most_bytes:
                    return made
            if min(upright.size) * SMALLER < SMALLEST_SIDE:
                raise UserError(
                    say("A photo cannot be made as small as the desk takes it ({kb} kB).", kb=most_bytes // 1000),
                    "Take another photo, closer.",
                    "picture_too_large",
                )
            upright = upright.resize((int(upright.width * SMALLER), int(upright.height * SMALLER)))


def read_evidence(picture: Path) -> bytes:
    """Raises `StoreError`: evidence that cannot be read is no matter of the person's."""
    try:
        with picture.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise StoreError(
            say("The photo {name} cannot be read: {fault}.", name=picture.name, fault=error.strerror or ""),
            "A photo of another station is covered and packed there. Nothing was changed.",
            "evidence_unreadable",
        ) from error


def upright_of(content: bytes, name: str) -> Image.Image:
    """The pixels, as the camera was held; its header is judged before one of them is unpacked."""
    try:
        with Image.open(BytesIO(content), formats=KEPT) as picture:
            fault = picture_fault(len(content), *picture.size)
            if picture.format in {"JPEG", "MPO"} and has_endless_scans(content):
                fault = say("its data is laid out to take minutes to read")
            if fault is None:
                pixels = ImageOps.exif_transpose(picture)
                clean = Image.new("RGB", pixels.size, "white")
                flat = pixels.convert("RGBA")
                clean.paste(flat, mask=flat)
                return clean
    except Exception as error:  # whatever Pillow's readers meet in broken bytes is the picture's fault
        raise UserError(
            say("The picture {path_name} cannot be read: it is broken, or no JPEG, PNG or WebP.", path_name=name),
            HINT,
            "picture_unreadable",
        ) from error
    raise UserError(
        say("The picture {path_name} cannot be read: {fault}.", path_name=name, fault=fault), HINT, "picture_unfit"
    )


def _encoded(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _kept(code: Code) -> Box | None:
    box = around_codes((code,))
    if box is None:
        return None
    white = round(max(box.width, box.height) * QUIET)
    if box.width >= box.height:
        return Box(box.left - white, box.top, box.width + 2 * white, box.height)
    return Box(box.left, box.top - white, box.width, box.height + 2 * white)


def _label(grey: Grey, code: Code) -> Box:
    """The paper that this symbol is printed on, as the light area around it; else as wide as the symbol is long."""
    symbol = around_codes((code,))
    if symbol is None:
        raise ValueError("a symbol without corners")
    length = max(symbol.width, symbol.height)
    wide = Box(symbol.left - length, symbol.top - length, symbol.width + 2 * length, symbol.height + 2 * length)
    height, width = grey.shape
    scale = min(1.0, LOOKED_AT / max(height, width))
    small = cv2.resize(
        grey, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    _, light = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    reach = max(3, round(min(symbol.width, symbol.height) * scale / 2))
    filled = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, marks, stats, _ = cv2.connectedComponentsWithStats(filled)
    middle = ((symbol.left + symbol.right) * scale / 2, (symbol.top + symbol.bottom) * scale / 2)
    column, row = (min(max(0, int(place)), most - 1) for place, most in zip(middle, small.shape[::-1], strict=True))
    mark = int(marks[row, column])
    if mark == 0 or stats[mark, cv2.CC_STAT_AREA] > MOST_OF_PICTURE * small.size:
        return wide
    left, top, across, down = (round(float(value) / scale) for value in stats[mark, :4])
    paper = Box(left, top, across, down)
    return paper if paper.covers(symbol) else wide


def _apart(labels: Iterable[Box]) -> list[Box]:
    """Without those that lie within another."""
    found: list[Box] = []
    for label in sorted(labels, key=lambda box: -box.width * box.height):
        if not any(other.covers(label) for other in found):
            found.append(label)
    return found
