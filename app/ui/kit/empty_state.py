"""A place where nothing is yet: what will be here, and how it comes. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Type, current, paint_icon

from .label import Label

_DISC = 72
_WIDEST = 520


class EmptyState(QWidget):
    """`EmptyState("no_units", "package")`, then `say("Nothing waits here", "Units come …")`."""

    def __init__(self, name: str, icon: str = "package", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = Label(kind=Type.NAME, name=f"{name}_title")
        self._text = Label(kind=Type.BODY, tone="second", name=f"{name}_text")
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch()
        column.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_WIDEST)
            column.addLayout(_in_the_middle(label))
        column.addStretch()

    def say(self, title: str, text: str = "") -> None:
        """What will be here, and how it comes."""
        self._title.say(title)
        self._text.say(text)
        self.setAccessibleName(f"{title}. {text}".strip())


def _in_the_middle(label: Label) -> QHBoxLayout:
    """All the width up to its widest, and the rest of it on both sides."""
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(label, 1000)
    row.addStretch(1)
    return row


class _Disc(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent_weak)
        painter.drawEllipse(self.rect())
        paint_icon(painter, self._icon, QRectF(self.rect()).adjusted(20, 20, -20, -20), theme.accent)
        painter.end()
