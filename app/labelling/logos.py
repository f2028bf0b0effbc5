"""Logos of clients, as labels have them: black and white, bounded, kept whole or not at all. Any thread."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from app.errors import BenchError, ConfigError, StoreError, UserError
from app.labelling.keeping import take_away, write_whole
from app.labelling.text import Dots
from app.saying import say

_MOST_BYTES, _MOST_PIXELS = 4 << 20, 6000
_DOTS = 1200


@lru_cache(maxsize=32)
def read_logo(path: Path, _: object) -> Dots:
    """A kept logo, black is True; the second argument is another one when the file is. Raises `ConfigError`."""
    try:
        return logo_dots(path.read_bytes())
    except (UserError, OSError) as error:
        what = error.message if isinstance(error, BenchError) else str(error.strerror)
        raise ConfigError(
            say("The logo {path} cannot be used: {what}", path=str(path), what=what),
            "Put another one there, or take it away. Until then no label of this client is printed.",
        ) from error


def keep_logo(path: Path, picture: bytes | None) -> None:
    """Keep this picture (PNG, JPEG, …) there; None takes away what is there.

    Raises `UserError` for what is no picture or too large, `StoreError` where it cannot be kept.
    """
    content = b"" if picture is None else as_png(logo_dots(picture))
    try:
        if picture is None:
            take_away(path)
        else:
            write_whole(path, content)
    except OSError as error:
        raise StoreError(
            say("The logo cannot be kept: {error}.", error=error.strerror), "Nothing was changed. Check the disk."
        ) from error


def logo_dots(content: bytes) -> Dots:
    """A picture in black and white; black is True. Raises `UserError`."""
    if len(content) > _MOST_BYTES:
        raise UserError("The logo has more than 4 MB.", "Choose a smaller picture.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "BMP", "GIF")) as picture:
            if max(picture.size) > _MOST_PIXELS:
                raise UserError("The logo is larger than 6000 pixels.", "Choose a smaller picture.")
            picture.draft("L", (_DOTS, _DOTS))
            seen = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError("The logo is no picture that can be read.", "Choose a PNG or JPEG file.") from error
    seen.thumbnail((_DOTS, _DOTS))
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    dots = np.asarray(paper.convert("L")) < 128
    if not dots.any():
        raise UserError("The logo would be white on a label.", "Choose one that is dark.")
    return dots


def as_png(dots: Dots) -> bytes:
    """As a logo is kept: black and white."""
    into = io.BytesIO()
    Image.fromarray(np.where(dots, np.uint8(0), np.uint8(255))).save(into, "PNG")
    return into.getvalue()
