"""Reads codes in picture files, by zxing-cpp: first the picture as it is, then larger, then with more contrast.

Pictures are turned as their camera was held, and taken as light and dark only. Reads the symbologies of the trade and
no others. The cost grows with the pixels, so there is a limit to them. Keeps nothing. Any thread.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from app.devices.reading import Cascade
from app.domain.evidence import MIN_SIDE, picture_fault
from app.domain.saying import say
from app.domain.symbols import Code
from app.errors import UserError

HINT = "Take the photo again, with the code sharp and whole in the picture (JPEG, PNG or WebP)."


class PictureCodes:
    """Implements `app.ports.PictureReader`."""

    def codes(self, picture: Path) -> tuple[str, ...]:
        """The texts of the symbols found, each once, as the symbols hold them; none where none can be read."""
        return tuple(code.text for code in self.symbols(picture))

    def symbols(self, picture: Path) -> tuple[Code, ...]:
        """The symbols found, each text once. Raises `UserError` for a file that cannot be opened as a picture."""
        return Cascade().read_grey(np.asarray(_loaded(picture)))


def _loaded(path: Path) -> Image.Image:
    if not path.is_file():  # a pipe or a device would keep whoever opens it waiting
        raise UserError(say("{path_name} is no picture file.", path_name=path.name), HINT, "picture_unreadable")
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            # The limits of evidence, but however narrow: a strip of bars can be read.
            fault = picture_fault(path.stat().st_size, max(picture.width, MIN_SIDE), max(picture.height, MIN_SIDE))
            if fault is None:
                return _grey(ImageOps.exif_transpose(picture))
    except Exception as error:  # whatever Pillow's readers meet in hostile bytes is the picture's fault
        words = f"The picture {path.name} cannot be read as JPEG, PNG or WebP."
        raise UserError(words, HINT, "picture_unreadable") from error
    raise UserError(
        say("The picture {path_name} cannot be read: {fault}.", path_name=path.name, fault=fault), HINT, "picture_unfit"
    )


def _grey(picture: Image.Image) -> Image.Image:
    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")  # codes drawn on nothing are meant to be on white
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("L")
    return picture.convert("L")
