"""On or off, with its words: the whole line is the target. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, Touch, Type

from . import painting
from .pressable import Pressable

_TRACK = QSize(44, 26)
_GAP = 12


class Toggle(Pressable):
    """Listen to `toggled`."""

    def __init__(self, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._words = words
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str) -> None:
        self._words = words
        self.call(words)

    def sizeHint(self) -> QSize:
        words = painting.width_of(self._words, Type.BODY) + _GAP if self._words else 0
        return QSize(_TRACK.width() + words + 8, max(Touch.LEAST, painting.line_height(Type.BODY) + 16))

    def minimumSizeHint(self) -> QSize:
        return QSize(_TRACK.width() + 8, self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        track = QRectF(4, (rect.height() - _TRACK.height()) / 2, _TRACK.width(), _TRACK.height())
        radius = track.height() / 2
        if not self.isEnabled():
            painting.panel(painter, track, radius, theme.background, theme.line, 2)
        elif self.isChecked():
            painting.panel(painter, track, radius, theme.accent_hover if self.underMouse() else theme.accent)
        else:
            painting.panel(painter, track, radius, theme.hover if self.underMouse() else theme.panel, theme.third, 2)
        self._knob(painter, track, theme)
        words = QRectF(track.right() + _GAP, 0, rect.right() - track.right() - _GAP, rect.height())
        painting.write(painter, words, self._words, Type.BODY, theme.ink if self.isEnabled() else theme.faded)
        if self.hasFocus():
            painting.panel(painter, track.adjusted(-3, -3, 3, 3), radius + 3, "", theme.accent, 2)

    def _knob(self, painter: QPainter, track: QRectF, theme: Theme) -> None:
        side = track.height() - 10
        left = track.right() - side - 5 if self.isChecked() else track.left() + 5
        knob = theme.on_accent if self.isChecked() and self.isEnabled() else theme.third
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(knob))
        painter.drawEllipse(QRectF(left, track.top() + 5, side, side))
