"""Icons, from one set (Phosphor, by qtawesome), in the colours of the theme.

Owns the set and the lazy import of its library, which costs more than a frame: `prepare` may be called from any
thread after the first paint. All else on the main thread.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

if TYPE_CHECKING:
    from qtawesome.iconic_font import IconicFont

_SET = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")


def prepare() -> None:
    """Imports the library ahead of the first icon."""
    import qtawesome.iconic_font  # noqa: F401, PLC0415 (heavy: the window is up before it)


def icon(name: str, colour: str) -> QIcon:
    """An icon by its name in the set, as in `icon("barcode", theme.ink)`; `…-bold` and `…-fill` are there too."""
    return QIcon(_icon(name, colour))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draws it in the middle of the rectangle."""
    side = int(min(rect.width(), rect.height()))
    picture = pixmap(name, side, colour, painter.device().devicePixelRatioF())
    left = rect.center().x() - side / 2
    top = rect.center().y() - side / 2
    painter.drawPixmap(QRectF(left, top, side, side), picture, QRectF(picture.rect()))


def pixmap(name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """A square picture of it."""
    made = _icon(name, colour).pixmap(round(side * ratio), round(side * ratio))
    if made.isNull():
        made = QPixmap(side, side)
        made.fill(Qt.GlobalColor.transparent)
    return made


@cache
def _icon(name: str, colour: str) -> QIcon:
    made: QIcon = _font().icon(f"{_SET[0]}.{name}", color=QColor(colour))
    return made


@cache
def _font() -> IconicFont:
    from qtawesome.iconic_font import IconicFont  # noqa: PLC0415 (heavy: see `prepare`)

    return IconicFont(_SET)
