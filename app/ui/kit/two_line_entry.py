"""One of a list of which one is open, in two lines: what it is, below it more of it, a word at its right. Main thread.

Arrow keys go from one to the next where the list puts them into a group of buttons.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Space, Theme, Touch, Type

from . import painting
from .pressable import Pressable

_BESIDE = 8
_ROUND = 9
_CAP = 26


class TwoLineEntry(Pressable):
    """`say(words, more, mark)`; checked is open; its key, where it has one, stands before both lines."""

    def __init__(self, name: str, parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__(name, parent)
        self._key = key
        self._words = self._more = self._mark = self._tone = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, more: str, mark: str = "", tone: str = "") -> None:
        """What stands on it; the mark in the tone `bad`, or in the accent."""
        self._words, self._more, self._mark, self._tone = words, more, mark, tone
        self.setToolTip(painting.plain_tip(f"{words}\n{more}"))
        self.call(words, more, mark)
        self.update()

    def sizeHint(self) -> QSize:
        lines = painting.line_height(Type.BODY) + painting.line_height(Type.SECOND)
        return QSize(240, max(Touch.LEAST, lines + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        body = rect.adjusted(0, 1, 0, -1)
        if self.isChecked():
            painting.panel(painter, body, _ROUND, theme.accent_weak)
        elif self.underMouse() or self.isDown():
            painting.panel(painter, body, _ROUND, theme.pressed if self.isDown() else theme.hover)
        left, width = float(Space.NEAR), rect.width() - 2 * Space.NEAR
        if self._key:
            self._draw_key(painter, QRectF(left, (rect.height() - _CAP) / 2, _CAP, _CAP), theme)
            left, width = left + _CAP + Space.NEAR, width - _CAP - Space.NEAR
        first, second = painting.line_height(Type.BODY), painting.line_height(Type.SECOND)
        top = (rect.height() - first - second) / 2
        mark = painting.width_of(self._mark, Type.CAPTION) + _BESIDE if self._mark else 0
        kind = Type.STRONG if self.isChecked() else Type.BODY
        ink = theme.faded if not self.isEnabled() else theme.accent if self.isChecked() else theme.ink
        painting.write(painter, QRectF(left, top, width - mark, first), self._words, kind, ink)
        if mark:
            tone = theme.bad if self._tone == "bad" else theme.accent
            place = QRectF(left + width - mark, top, mark, first)
            painting.write(painter, place, self._mark, Type.CAPTION, tone, painting.RIGHT)
        under = theme.second if self.isEnabled() else theme.faded
        painting.write(painter, QRectF(left, top + first, width, second), self._more, Type.SECOND, under)
        if self.hasFocus():
            painting.ring(painter, body, _ROUND, theme)

    def _draw_key(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        painter.setOpacity(1 if self.isEnabled() else 0.5)
        painting.key_cap(painter, place, self._key, theme)
        painter.setOpacity(1)
