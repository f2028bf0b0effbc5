"""Reads codes in picture files, by zxing-cpp: first the picture as it is, then larger, then with more contrast.

Pictures are turned as their camera was held, and taken as light and dark only. Reads the symbologies of the trade and
no others. The cost grows with the pixels, so there is a limit to them. Keeps nothing. Any thread.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import zxingcpp
from PIL import Image, ImageOps

from app.domain.evidence import MIN_SIDE, picture_fault
from app.errors import UserError

FORMATS: Final = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.UPCA,
        zxingcpp.BarcodeFormat.UPCE,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.Code93,
        zxingcpp.BarcodeFormat.ITF,
        zxingcpp.BarcodeFormat.Codabar,
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Aztec,
    )
)
LARGEST_TO_ENLARGE = 4_000_000
HINT = "Take the photo again, with the code sharp and whole in the picture (JPEG, PNG or WebP)."


class ZxingPictures:
    """Implements `app.ports.PictureReader`."""

    def codes(self, picture: Path) -> tuple[str, ...]:
        """The texts of the symbols found, each once, as the symbols hold them; none where none can be read.

        Raises `UserError` for a file that cannot be opened as a picture.
        """
        for attempt in _attempts(_loaded(picture)):
            read = zxingcpp.read_barcodes(attempt, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
            texts = tuple(dict.fromkeys(text for text in map(_text, read) if text))
            if texts:
                return texts
        return ()


def _text(symbol: zxingcpp.Barcode) -> str:
    """Codabar's start and stop characters are part of the bars, not of the text."""
    return symbol.text.strip("ABCD") if symbol.format == zxingcpp.BarcodeFormat.Codabar else symbol.text


def _attempts(picture: Image.Image) -> Iterator[Image.Image]:
    yield picture
    if picture.width * picture.height <= LARGEST_TO_ENLARGE:
        # Fine lines, under two pixels each, only separate when they are drawn larger.
        larger = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        yield larger
        yield ImageOps.autocontrast(larger, cutoff=2)
    else:
        yield ImageOps.autocontrast(picture, cutoff=2)
        yield picture.reduce(2)  # grain and blur of a large picture


def _loaded(path: Path) -> Image.Image:
    if not path.is_file():  # a pipe or a device would keep whoever opens it waiting
        raise UserError(f"{path.name} is no picture file.", HINT, "picture_unreadable")
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            # The limits of evidence, but however narrow: a strip of bars can be read.
            fault = picture_fault(path.stat().st_size, max(picture.width, MIN_SIDE), max(picture.height, MIN_SIDE))
            if fault is None:
                return _grey(ImageOps.exif_transpose(picture))
    except Exception as error:  # whatever Pillow's readers meet in hostile bytes is the picture's fault
        words = f"The picture {path.name} cannot be read as JPEG, PNG or WebP."
        raise UserError(words, HINT, "picture_unreadable") from error
    raise UserError(f"The picture {path.name} cannot be read: {fault}.", HINT, "picture_unfit")


def _grey(picture: Image.Image) -> Image.Image:
    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")  # codes drawn on nothing are meant to be on white
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("L")
    return picture.convert("L")
