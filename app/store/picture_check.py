"""Whether a file is a picture that can be evidence: a whole JPEG, PNG or WebP of sensible size.

The header is read first, so that a bomb is refused before a pixel of it is unpacked; then all data is read through to
its end, which finds the truncated. What follows a picture's end (phones append previews and motion) is kept as it came,
unless it makes the file another kind of file to other programs. Keeps nothing, changes nothing. Any thread.
"""

import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from app.domain.evidence import also_is, has_endless_scans, picture_fault
from app.errors import UserError
from app.saying import say

FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
"""Pillow's names of what is taken; MPO is a JPEG with more of them behind it, as phones write."""

HINT = "Take the photo again, or choose another file (JPEG, PNG or WebP)."
BROKEN = (SyntaxError, ValueError, EOFError, IndexError, KeyError, OverflowError, TypeError, struct.error, zlib.error)
"""What Pillow's readers raise on hostile bytes, besides OSError."""

# Our own limit is lower; this one speaks where a reader looks at pixels before we could look at its header.
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture is: `format` is `jpeg`, `png` or `webp`."""

    format: str
    width: int
    height: int


def examine(path: Path, size: int) -> Seen:
    """Reads a picture of `size` bytes to its end. Raises `UserError` for what is no evidence, OSError of the disk."""
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            seen = Seen(FORMATS[picture.format or ""], picture.width, picture.height)
            fault = picture_fault(size, seen.width, seen.height)
            if fault is not None:
                raise UserError(say("This photo cannot be kept: {fault}.", fault=fault), HINT, "picture_unfit")
            _read_to_the_end(picture, path)
            return seen
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise UserError(
            "This photo cannot be kept: it would unpack to far too many pixels.", HINT, "picture_unfit"
        ) from error
    except UnidentifiedImageError as error:
        raise UserError("This file is no JPEG, PNG or WebP picture.", HINT, "picture_unreadable") from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's, not the picture's
        raise UserError(
            say("This picture is damaged or cut short: {error}.", error=error), HINT, "picture_unreadable"
        ) from error
    except BROKEN as error:
        raise UserError("This picture is damaged: it cannot be read to its end.", HINT, "picture_unreadable") from error


def _read_to_the_end(picture: Image.Image, path: Path) -> None:
    content = path.read_bytes()
    if kind := also_is(content):
        fault = say("it is a {kind} file as well", kind=kind)
        raise UserError(say("This photo cannot be kept: {fault}.", fault=fault), HINT, "picture_unfit")
    if picture.format in {"JPEG", "MPO"}:
        if has_endless_scans(content):
            raise UserError(
                "This photo cannot be kept: its data is laid out to take minutes to read.", HINT, "picture_unfit"
            )
        # Every coefficient is read, but only an eighth of the pixels is made: as sure, and several times faster.
        picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    if picture.format == "PNG":  # first, for what was cut or damaged is found without unpacking it
        with Image.open(path, formats=("PNG",)) as again:
            again.verify()  # the checksum of every chunk, which loading does not look at
    picture.load()
