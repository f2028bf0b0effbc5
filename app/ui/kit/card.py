"""A panel on the window that holds what belongs together. Owns its margins and its faint shadow. Main thread."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.theme import Radius, Space, Theme, current

from . import painting

_TOP, _FOOT = Radius.CARD + 1, Radius.CARD + 5
"""How high the round ends are: the lower one has the shadow below it."""


class Card(QFrame):
    """Put widgets into `card.column`, from the top; `margin` is the space to the edge."""

    def __init__(self, name: str, *, margin: int = Space.WIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 2, margin, margin)
        self.column.setSpacing(Space.TIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, ratio, seen = current(), self.devicePixelRatioF(), event.rect()
        painter = QPainter(self)
        if not ratio.is_integer():  # where a pixel is none of the screen's, strips would leave seams
            _whole(painter, self.width(), self.height(), theme)
        elif self._middle().contains(seen):
            painter.fillRect(seen, QColor(theme.panel))
        else:
            self._in_strips(painter, theme, ratio)
        painter.end()

    def _middle(self) -> QRect:
        return self.rect().adjusted(1, _TOP, -1, -_FOOT)

    def _in_strips(self, painter: QPainter, theme: Theme, ratio: float) -> None:
        """Its round ends are kept as they are drawn once; what lies between is straight."""
        width, middle = self.width(), self._middle()
        if middle.isEmpty():
            _whole(painter, width, self.height(), theme)
            return
        ends = _ends(width, theme, ratio)
        painter.drawPixmap(QPointF(0, 0), ends, QRectF(0, 0, width * ratio, _TOP * ratio))
        foot = QRectF(0, _TOP * ratio, width * ratio, _FOOT * ratio)
        painter.drawPixmap(QPointF(0, self.height() - _FOOT), ends, foot)
        for left in (0, width - 1):
            painter.fillRect(QRect(left, _TOP, 1, middle.height()), QColor(theme.line))
        painter.fillRect(middle, QColor(theme.panel))


@lru_cache(maxsize=64)
def _ends(width: int, theme: Theme, ratio: float) -> QPixmap:
    """A card so wide, without the middle of its height."""
    height = _TOP + _FOOT
    ends = QPixmap(round(width * ratio), round(height * ratio))
    ends.setDevicePixelRatio(ratio)
    ends.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ends)
    _whole(painter, width, height, theme)
    painter.end()
    return ends


def _whole(painter: QPainter, width: int, height: int, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(0, 0, width, height - 2)
    painting.shadow(painter, body, Radius.CARD, theme)
    painting.panel(painter, body, Radius.CARD, theme.panel, theme.line)
