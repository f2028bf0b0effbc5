"""A state in a few words: outlined with a dot in the header, filled beside the picture, or an answer already given.

Owns no meaning: the caller says which state it is. Pressable only where something hangs on it. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, Touch, Type

from . import painting
from .pressable import Pressable

_DOT = 8
_PAD = 11
_HEIGHT = 30
_LONGEST = 360


class Chip(Pressable):
    """`state`: ok, warn, bad, accent or neutral; neutral has no dot. `filled`: on its weak ground, without an edge."""

    def __init__(
        self, name: str, words: str = "", state: str = "neutral", *, filled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._words, self._value, self._state, self._filled = words, "", state, filled
        self._pressable = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_pressable(False)
        self.say(words, state)

    @property
    def state(self) -> str:
        return self._state

    @property
    def natural_width(self) -> int:
        """How wide it would be with all of its words."""
        return self._natural()

    def say(self, words: str, state: str | None = None, value: str = "") -> None:
        """Other words, and another state if one is given; `value` stands after them, stronger."""
        self._words, self._value, self._state = words, value, state or self._state
        self.call(f"{words} {value}".strip())
        self.setToolTip(painting.plain_tip(f"{words} {value}") if self._natural() > _LONGEST else "")

    def set_pressable(self, pressable: bool) -> None:
        """Whether something happens when it is pressed."""
        self._pressable = pressable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not pressable)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(min(_LONGEST, self._natural()), Touch.LEAST if self._pressable else self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(64, self.sizeHint().width()), self.sizeHint().height())

    def inked(self) -> QRect:
        height = self._height()
        return QRect(0, (self.height() - height) // 2 - 1, self.width(), height + 2)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        ink, weak = theme.states()[self._state]
        height = self._height()
        body = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
        radius = 8 if self._filled else height / 2
        painting.panel(
            painter, body, radius, weak if self._filled else self.ground(theme), "" if self._filled else theme.line
        )
        left = body.left() + _PAD
        if self._has_dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.dot(self._state)))
            painter.drawEllipse(QRectF(left, body.center().y() - _DOT / 2, _DOT, _DOT))
            left += _DOT + 8
        self._words_at(painter, QRectF(left, body.top(), body.right() - _PAD - left, height), ink, theme)
        if self.hasFocus():
            painting.ring(painter, body, radius, theme)

    def _words_at(self, painter: QPainter, rect: QRectF, ink: str, theme: Theme) -> None:
        kind = Type.PILL if self._filled else Type.SECOND
        painting.write(painter, rect, self._words, kind, ink if self._filled else theme.second)
        if self._value:
            rect.setLeft(rect.left() + painting.width_of(self._words + " ", Type.SECOND))
            painting.write(painter, rect, self._value, Type.PILL_STRONG, theme.ink)

    @staticmethod
    def _height() -> int:
        return max(_HEIGHT, painting.line_height(Type.SECOND) + 10)

    @property
    def _has_dot(self) -> bool:
        return not self._filled and self._state != "neutral"

    def _natural(self) -> int:
        width = painting.width_of(self._words, Type.PILL if self._filled else Type.SECOND) + 2 * _PAD
        if self._value:
            width += painting.width_of(" ", Type.SECOND) + painting.width_of(self._value, Type.PILL_STRONG)
        return width + (_DOT + 8 if self._has_dot else 0)
