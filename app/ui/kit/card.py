"""A panel on the window that holds what belongs together. Owns its margins and its faint shadow. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.theme import Radius, Space, current

from . import painting


class Card(QFrame):
    """Put widgets into `card.column`, from the top; `margin` is the space to the edge."""

    def __init__(self, name: str, *, margin: int = Space.WIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 2, margin, margin)
        self.column.setSpacing(Space.TIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0, 0, 0, -2)
        painting.shadow(painter, body, Radius.CARD, theme)
        painting.panel(painter, body, Radius.CARD, theme.panel, theme.line)
        painter.end()
