"""Opens picture files and reads the codes in them, by `app.devices.reading`.

Pictures are turned as their camera was held, and taken as light and dark only. The cost grows with the pixels, so there
is a limit to them. Keeps nothing. Any thread.
"""

import hashlib
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from app.devices.darkroom import measured_grey
from app.devices.reading import Cascade
from app.domain.evidence import MAX_BYTES, MIN_SIDE, also_is, has_endless_scans, picture_fault
from app.domain.photo_gate import Look
from app.domain.symbols import Code
from app.errors import UserError
from app.saying import say

HINT = "Take the photo again, with the code sharp and whole in the picture (JPEG, PNG or WebP)."
# Named here, or Pillow loads its readers of all 40 formats at the first picture.
FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        BmpImagePlugin.BmpImageFile,
        GifImagePlugin.GifImageFile,
        TiffImagePlugin.TiffImageFile,
    )
)
KEPT = FORMATS[:3]
"""What can be evidence."""
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")


class PictureCodes:
    """Implements `app.ports.PictureReader`."""

    def codes(self, picture: Path) -> tuple[str, ...]:
        """The texts of the symbols found, each once, as the symbols hold them; none where none can be read."""
        return tuple(code.text for code in self.symbols(picture))

    def look(self, picture: Path, enough: Callable[[tuple[str, ...]], bool]) -> Look:
        """The measures of a picture and the codes in it. Raises `UserError` for what is no evidence."""
        content = _content(picture)
        reader, grey = Cascade(), np.asarray(_opened(content, picture.name, len(content)))
        codes = _texts(reader.glance_grey(grey))
        if not enough(codes):
            codes = tuple(dict.fromkeys((*codes, *_texts(reader.read_grey(grey)))))
        return Look(hashlib.sha256(content).hexdigest(), measured_grey(grey), codes)

    def symbols(self, picture: Path) -> tuple[Code, ...]:
        """The symbols found, each text once. Raises `UserError` for a file that cannot be opened as a picture."""
        return Cascade().read_grey(np.asarray(_loaded(picture)))


def _texts(codes: Iterable[Code]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.text for code in codes))


def _refuse_no_file(path: Path) -> None:
    if not path.is_file():  # a pipe or a device would keep whoever opens it waiting
        raise UserError(say("{path_name} is no picture file.", path_name=path.name), HINT, "picture_unreadable")


def _content(path: Path) -> bytes:
    """The bytes of a file, and no more of them than evidence may have: one too many, which is refused by its size."""
    _refuse_no_file(path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        words = say("The picture {path_name} cannot be read: {fault}.", path_name=path.name, fault=error.strerror)
        raise UserError(words, HINT, "picture_unreadable") from error


def _loaded(path: Path) -> Image.Image:
    _refuse_no_file(path)
    return _opened(path, path.name, path.stat().st_size)


def _opened(source: Path | bytes, name: str, size: int) -> Image.Image:
    """The picture, light and dark; its header is judged before a pixel of it is unpacked."""
    file, formats = (BytesIO(source), KEPT) if isinstance(source, bytes) else (source, FORMATS)
    try:
        with Image.open(file, formats=formats) as picture:
            # The limits of evidence, but however narrow: a strip of bars can be read.
            fault = picture_fault(size, max(picture.width, MIN_SIDE), max(picture.height, MIN_SIDE))
            if isinstance(source, bytes) and picture.format in {"JPEG", "MPO"} and has_endless_scans(source):
                fault = say("its data is laid out to take minutes to read")
            if fault is None and isinstance(source, bytes) and (kind := also_is(source)):
                fault = say("it is a {kind} file as well", kind=kind)
            if fault is None and isinstance(source, bytes) and picture.format == "PNG":
                with Image.open(BytesIO(source), formats=("PNG",)) as again:
                    again.verify()  # what was cut or damaged is found without unpacking it
            if fault is None:
                picture.draft("L", picture.size)  # of a JPEG, what is light and dark is all that is unpacked
                return _grey(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        too_many = say("it would unpack to far too many pixels")
        raise UserError(
            say("The picture {path_name} cannot be read: {fault}.", path_name=name, fault=too_many),
            HINT,
            "picture_unfit",
        ) from error
    except Exception as error:  # whatever Pillow's readers meet in hostile bytes is the picture's fault
        words = say("The picture {path_name} cannot be read: it is broken, or no JPEG, PNG or WebP.", path_name=name)
        raise UserError(words, HINT, "picture_unreadable") from error
    raise UserError(
        say("The picture {path_name} cannot be read: {fault}.", path_name=name, fault=fault), HINT, "picture_unfit"
    )


def _grey(picture: Image.Image) -> Image.Image:
    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")  # codes drawn on nothing are meant to be on white
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("L")
    if picture.mode in DEEP:  # Pillow would cut off all but the darkest of 65,536 greys
        grey = np.asarray(picture, np.float32)
        return Image.fromarray(np.uint8(255 * (grey - grey.min()) / max(float(np.ptp(grey)), 1.0)))
    return picture.convert("L")
