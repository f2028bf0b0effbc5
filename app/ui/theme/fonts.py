"""The letters of the window: which families, the scale of sizes, figures of equal width.

Owns the enlargement of all text (1.0 to 1.5). Refuses to trust the system's own fallback: for Chinese that is often a
thin serif, so every family is named. A built program brings its fonts along; a checkout uses those that set-up put onto
the machine. Main thread.
"""

from __future__ import annotations

import logging
from enum import Enum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from app.paths import shipped

FAMILIES = (
    "Inter",
    "Noto Sans",
    "Segoe UI",
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "PingFang SC",
)
CODE_FAMILIES = ("Noto Sans Mono", "Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono", *FAMILIES)
LEAST_SCALE, MOST_SCALE = 1.0, 1.5

_scale = 1.0

log = logging.getLogger(__name__)


class Type(Enum):
    """What a text is; the value is its size in pixels and its weight, and its tracking in percent.

    Fonts that come in fixed weights have no 650 and no 550, so the nearest that keeps the order is named here.
    """

    FIGURE = (31, 700, 99)
    QUESTION = (31, 700, 98.6)
    TITLE = (27, 700, 99)
    CODE = (19, 600, 99.5)
    CHOICE = (18, 500, 100)
    NAME = (16, 600, 100)
    ACT = (16, 600, 100.5)
    MONEY = (18, 600, 101)
    DIGIT = (22, 500, 100)
    TAB = (15, 500, 100)
    BODY = (15, 400, 100)
    STRONG = (15, 600, 100)
    SECOND = (13, 400, 100.5)
    PILL = (13, 500, 100.5)
    PILL_STRONG = (13, 600, 100.5)
    CAPTION = (12, 600, 101)
    CAPTION_QUIET = (12, 400, 101)

    __hash__ = object.__hash__  # each kind is one object; an enum's own hash is Python's, and asked at every text drawn

    @property
    def size(self) -> int:
        """In pixels, before the enlargement."""
        return int(self.value[0])

    @property
    def weight(self) -> int:
        return int(self.value[1])

    @property
    def tracking(self) -> float:
        return float(self.value[2])


@cache
def load_shipped() -> tuple[str, ...]:
    """Makes the fonts known that came along; their families. Once: what Qt was given it keeps. Needs an application."""
    folder = shipped("fonts")
    families: dict[str, None] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
        if not found:
            log.error("The font %s cannot be read: the window uses what the machine has.", file.name)
        families |= dict.fromkeys(found)
    return tuple(families)


def font(kind: Type) -> QFont:
    """The font of this kind of text, enlarged as the person wants it; a copy, for text is drawn thousands of times."""
    return QFont(letters(kind))


def letters(kind: Type) -> QFont:
    """The same without a copy, for whoever only reads it."""
    return _of(kind, _scale)


def metrics(kind: Type) -> QFontMetrics:
    """How wide and high its letters are; to be read only."""
    return _metrics(kind, _scale)


@cache
def _metrics(kind: Type, enlarged: float) -> QFontMetrics:
    return QFontMetrics(_of(kind, enlarged))


@cache
def _of(kind: Type, _enlarged: float) -> QFont:
    made = sized(kind.size, kind.weight)
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, made.pixelSize() * (kind.tracking - 100) / 100)
    return made


def sized(pixels: float, weight: int = 400) -> QFont:
    """A font of a size of its own, for letters inside shapes."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(max(1, round(pixels * _scale)))
    made.setWeight(QFont.Weight(weight))
    # Digits of one width, so that sums stand under one another and a counting number does not dance.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def fixed(pixels: float, weight: int = 600) -> QFont:
    """For codes that a person compares letter by letter."""
    made = sized(pixels, weight)
    made.setFamilies(list(CODE_FAMILIES))
    return made


def scale() -> float:
    """How much all text is enlarged."""
    return _scale


def enlarge(factor: float) -> None:
    """Sets the enlargement; `app.ui.theme.look` redraws the window after it."""
    global _scale  # noqa: PLW0603 (one window, one size of text)
    _scale = min(MOST_SCALE, max(LEAST_SCALE, factor))
