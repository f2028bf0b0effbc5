"""The fonts that labels are drawn with: where they are, and which characters each has.

Noto Sans for most scripts and Noto Sans CJK for Chinese, Japanese and Korean, from the folder `fonts` beside the
program where a build ships them, else from the system (`resources/setup/prepare.sh` puts them there). A character that
none of them has is None, never a box. Owns the open fonts, which are kept; any thread.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

from app.errors import BenchError
from app.paths import font_files

_PLAIN = "NotoSans"
# In the order in which they are asked. Noto Sans CJK is a collection; its third font draws ideographs as in China.
_FAMILIES = (
    _PLAIN, "NotoSansCJK", "NotoSansArabic", "NotoSansHebrew", "NotoSansThai", "NotoSansDevanagari", "NotoSansBengali",
    "NotoSansTamil", "NotoSansTelugu", "NotoSansGujarati", "NotoSansGurmukhi", "NotoSansKannada", "NotoSansMalayalam",
    "NotoSansSinhala", "NotoSansLao", "NotoSansKhmer", "NotoSansMyanmar", "NotoSansArmenian", "NotoSansGeorgian",
    "NotoSansEthiopic", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath",
)  # fmt: skip
_CHINESE = 2
_ENDINGS = (".ttf", ".otf", ".ttc")
_COLLECTION = b"ttcf"
_MOST_OPEN = 96


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, or one font of a collection."""

    path: Path
    index: int = 0

    def at(self, size: int, *, shaped: bool) -> ImageFont.FreeTypeFont:
        """The font at this height of the em, in dots; `shaped` for scripts whose letters join or stack."""
        return _opened(self, size, shaped)

    def has(self, characters: str) -> bool:
        """Whether it has a glyph for each of these."""
        known = _characters(self)
        return all(ord(each) in known for each in characters)


def face_for(characters: str, *, bold: bool) -> Face | None:
    """The first font that has all of these; None where none has.

    Raises `BenchError` where not even the plain font is on this computer.
    """
    for face in _faces(bold):
        if face.has(characters):
            return face
    return None


@lru_cache(maxsize=1)
def can_shape() -> bool:
    """Whether scripts whose letters join, stack or run from right to left can be drawn here."""
    return bool(features.check("raqm"))


@lru_cache(maxsize=2)
def _faces(bold: bool) -> tuple[Face, ...]:  # noqa: FBT001 - the key of the cache
    there = _files()
    found = []
    for family in _FAMILIES:
        weights = ("Bold", "Regular") if bold else ("Regular",)
        path = next((there[f"{family}-{weight}"] for weight in weights if f"{family}-{weight}" in there), None)
        if path is not None:
            found.append(Face(path, _CHINESE if path.suffix == ".ttc" else 0))
    if not found or found[0].path.stem.partition("-")[0] != _PLAIN:
        raise BenchError(
            "The font Noto Sans, which labels are drawn with, is not on this computer.",
            "Install it (Debian: apt-get install fonts-noto-core fonts-noto-cjk), then print again.",
            "fonts_missing",
        )
    return tuple(found)


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """The font files of this computer by their name without ending."""
    return font_files(_ENDINGS, lambda stem: stem.startswith(_PLAIN))


@lru_cache(maxsize=_MOST_OPEN)
def _opened(face: Face, size: int, shaped: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - the key of the cache
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(face.path, size, face.index, layout_engine=engine)


@lru_cache(maxsize=64)
def _characters(face: Face) -> frozenset[int]:
    """The characters that a font has, from its table `cmap`."""
    with face.path.open("rb") as file:
        start = 0
        head = file.read(12)
        if head[:4] == _COLLECTION:
            file.seek(12 + 4 * face.index)
            start = struct.unpack(">I", file.read(4))[0]
            file.seek(start)
            head = file.read(12)
        for _ in range(struct.unpack(">H", head[4:6])[0]):
            tag, _, offset, length = struct.unpack(">4sIII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return frozenset(_mapped(file.read(length)))
    return frozenset()


def _mapped(table: bytes) -> set[int]:
    """The characters of a `cmap`; of its parts the one that holds most of Unicode."""
    offsets = {}
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (platform, encoding) in {(0, 3), (0, 4), (3, 1), (3, 10)}:
            offsets[struct.unpack_from(">H", table, offset)[0]] = offset
    if 12 in offsets:
        return _groups(table, offsets[12])
    return _segments(table, offsets[4]) if 4 in offsets else set()


def _groups(table: bytes, offset: int) -> set[int]:
    """Format 12: runs of characters, up to U+10FFFF."""
    found: set[int] = set()
    for number in range(struct.unpack_from(">I", table, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        found.update(range(first if glyph else first + 1, last + 1))
    return found


def _segments(table: bytes, offset: int) -> set[int]:
    """Format 4: runs of characters of the basic plane, some of them with a list of glyphs."""
    count = struct.unpack_from(">H", table, offset + 6)[0] // 2
    at = offset + 14
    ends = struct.unpack_from(f">{count}H", table, at)
    starts = struct.unpack_from(f">{count}H", table, at + 2 * count + 2)
    shifts = struct.unpack_from(f">{count}H", table, at + 4 * count + 2)
    lists = at + 6 * count + 2
    found: set[int] = set()
    for number, (first, last, shift) in enumerate(zip(starts, ends, shifts, strict=True)):
        place = lists + 2 * number
        distance = struct.unpack_from(">H", table, place)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            spot = place + distance + 2 * (code - first)
            glyph = struct.unpack_from(">H", table, spot)[0] if distance else code + shift & 0xFFFF
            if glyph:
                found.add(code)
    return found
