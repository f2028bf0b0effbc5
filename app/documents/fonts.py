"""The fonts that documents are set in, embedded in them: where they are, and how a text is set in several of them.

Noto Sans, and for Chinese one with TrueType outlines, which is what the PDF library can embed: Droid Sans Fallback as
`resources/setup/prepare.sh` puts it there, else what the system has. A character that none of them has is written out
as its code point, never left out. Owns what is registered with the library; any thread, after the first call.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import BenchError
from app.paths import font_files

PLAIN, BOLD = "NotoSans-Regular", "NotoSans-Bold"
_CHINESE = ("DroidSansFallbackFull", "DroidSansFallback", "wqy-microhei", "msyh", "simhei", "simsun")
_ENDINGS = (".ttf", ".ttc")


def set_in(text: str, *, bold: bool = False) -> str:
    """A text as paragraph markup: plain text, each run in a font that has it. Raises `BenchError` without Noto Sans."""
    names = (BOLD if bold else PLAIN, PLAIN, *_CHINESE)
    parts = []
    for name, run in groupby(text, lambda character: _font_of(character, names)):
        said = "".join(character if name else f"[U+{ord(character):04X}]" for character in run)
        parts.append(f'<font name="{name or names[0]}">{escape(said)}</font>')
    _must_be_there(names[0])
    return "".join(parts)


def has_chinese(text: str) -> bool:
    """Whether lines may break between any two characters of it."""
    return any("\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" for character in text)


def _font_of(character: str, names: tuple[str, ...]) -> str:
    """The first of these fonts that has a character; empty where none has."""
    return next((name for name in names if (face := _face(name)) is not None and ord(character) in face), "")


def _must_be_there(name: str) -> None:
    if _face(name) is None:
        raise BenchError(
            "The font Noto Sans, which documents are set in, is not on this computer.",
            "Install it (Debian: apt-get install fonts-noto-core fonts-droid-fallback), then try again.",
            "fonts_missing",
        )


@lru_cache(maxsize=16)
def _face(name: str) -> dict[int, int] | None:
    """The characters of a font, which is registered with the library; None where it cannot be had."""
    path = _files().get(name)
    if path is None:
        return None
    try:
        font = TTFont(name, str(path))
    except (TTFError, OSError):
        return None  # other outlines than it can embed
    pdfmetrics.registerFont(font)
    glyphs: dict[int, int] = font.face.charToGlyph
    return glyphs


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """The font files of this computer by their name without ending."""
    return font_files(_ENDINGS, {PLAIN, BOLD, *_CHINESE}.__contains__)
