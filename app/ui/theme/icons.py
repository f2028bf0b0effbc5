"""Icons, from one set (Phosphor, as qtawesome ships it), in the colours of the theme.

An icon is a letter of the set's font and is written as one. Only the font and its table of names are taken: the library
around them loads some twenty modules of Qt and draws each icon into a picture first, which the window's first paint
would wait for. Main thread.
"""

from __future__ import annotations

import json
import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

_FONT, _NAMES = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"
_LARGE = 96

log = logging.getLogger(__name__)


@cache
def icon(name: str, colour: str) -> QIcon:
    """An icon by its name in the set, as in `icon("barcode", theme.ink)`; `…-bold` and `…-fill` are there too."""
    return QIcon(pixmap(name, _LARGE, colour))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draws it in the middle of the rectangle."""
    side = int(min(rect.width(), rect.height()))
    place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_letters(side))
    painter.setPen(QColor(colour))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), _letter(name))
    painter.restore()


def pixmap(name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """A square picture of it."""
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRectF(made.rect()), colour)
    painter.end()
    return made


def _letters(side: int) -> QFont:
    letters = QFont(_family())
    letters.setPixelSize(max(1, side))
    letters.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return letters


@cache
def _family() -> str:
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_folder() / _FONT)))
    if not families:
        raise FileNotFoundError(_FONT)
    return families[0]


@cache
def _letter(name: str) -> str:
    """An icon that the set does not have is a fault of ours; but raised while painting it would end the program."""
    if name not in _table():
        log.error("There is no icon %r in the set.", name)
        name = "question"
    return chr(int(_table()[name], 16))


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = json.loads((_folder() / _NAMES).read_text("utf-8"))
    return table


@cache
def _folder() -> Path:
    """Where the package lies; it is not imported."""
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome")
    return Path(found.submodule_search_locations[0]) / "fonts"
