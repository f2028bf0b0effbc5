"""Copies of photos with what was drawn on them burnt in, and a band that says that they are copies. Any thread.

Smaller than the original, upright, without a word about who, where or when but what the band says. The original lies
beside such a copy and is what counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from app.devices.redacting import read_evidence, upright_of
from app.domain.photo_marks import RGB, WHOLE, Ink, Mark, Shape, head_of
from app.saying import say
from app.services.packing import damaged_picture

LONGEST_SIDE: Final = 1600
QUALITY: Final = 85
BAND: Final = (24, 24, 24)
EDGES: Final = {Ink.RED: (255, 255, 255), Ink.YELLOW: (24, 24, 24), Ink.BLUE: (255, 255, 255)}

Face = Callable[[str, int], ImageFont.FreeTypeFont | None]
"""A font that has these characters, at this height; None where none has."""


class MarkedCopies:
    """Implements `app.services.packing.MarkedCopy`; `face` finds the fonts of words."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __call__(self, picture: Path, sha256: str, marks: Sequence[Mark], band: str) -> bytes:
        """A JPEG. Raises `StoreError` where the file is not what this SHA-256 says."""
        content = read_evidence(picture)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise damaged_picture(sha256, say("its content on disk does not fit its record"))
        image = upright_of(content, picture.name)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        draw = ImageDraw.Draw(image)
        for mark in marks:
            self._draw(draw, mark, image.size)
        return self._banded(image, band)

    def _draw(self, draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int]) -> None:
        width, height = size
        pen = max(4, round(max(size) / 200))
        x1, y1, x2, y2 = (
            mark.x1 * width / WHOLE,
            mark.y1 * height / WHOLE,
            mark.x2 * width / WHOLE,
            mark.y2 * height / WHOLE,
        )
        for colour, wide in ((EDGES[mark.ink], pen + max(3, pen // 2) * 2), (RGB[mark.ink], pen)):
            if mark.shape is Shape.ARROW:
                tip, one, other = head_of(mark, width, height, max(size) / 28)
                draw.line((x1, y1, x2, y2), fill=colour, width=wide)
                draw.line((one, tip, other), fill=colour, width=wide, joint="curve")
            elif mark.shape is Shape.CIRCLE:
                extra = (wide - pen) / 2
                box = (min(x1, x2) - extra, min(y1, y2) - extra, max(x1, x2) + extra, max(y1, y2) + extra)
                draw.ellipse(box, outline=colour, width=wide)
        if mark.shape is Shape.WORD:
            font = self._font(mark.word, max(18, round(max(size) / 36)))
            draw.text((x1, y1), mark.word, RGB[mark.ink], font, stroke_width=3, stroke_fill=EDGES[mark.ink])

    def _font(self, words: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        return self._face(words, size) or ImageFont.load_default(size)

    def _banded(self, image: Image.Image, words: str) -> bytes:
        size = max(14, round(image.width / 60))
        whole = Image.new("RGB", (image.width, image.height + size * 2), BAND)
        whole.paste(image, (0, 0))
        place = (size * 0.6, image.height + size * 0.4)
        ImageDraw.Draw(whole).text(place, words, (255, 255, 255), self._font(words, size))
        out = BytesIO()
        whole.save(out, "JPEG", quality=QUALITY)
        return out.getvalue()
