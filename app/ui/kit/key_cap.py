"""The key that does something, drawn as on the keyboard, with or without words beside it. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme, Touch, Type

from . import painting
from .pressable import Pressable

_HEIGHT = 26
_GAP = 6


class KeyCap(Pressable):
    """A quiet act by its key: `KeyCap("back", "⌫", "back")`. ⌫, ⏎ and ␣ are drawn; others stand as they are."""

    def __init__(self, name: str, key: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._key, self._words = key, words
        self.show_key(key, words)

    def show_key(self, key: str, words: str = "") -> None:
        self._key, self._words = key, words
        self.call(words or key, key if words else "")

    def sizeHint(self) -> QSize:
        words = painting.width_of(self._words, Type.SECOND) + _GAP if self._words else 0
        width = painting.key_width(self._key, _HEIGHT) + words + 8
        return QSize(round(width), Touch.LEAST)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        width = painting.key_width(self._key, _HEIGHT)
        cap = QRectF(4, (rect.height() - _HEIGHT) / 2, width, _HEIGHT)
        painting.key_cap(painter, cap, self._key, theme)
        words = QRectF(cap.right() + _GAP, 0, rect.width() - cap.right() - _GAP, rect.height())
        ink = theme.ink if self.underMouse() and self.isEnabled() else theme.second
        painting.write(painter, words, self._words, Type.SECOND, ink if self.isEnabled() else theme.faded)
        if self.hasFocus():
            painting.ring(painter, rect.adjusted(0, 6, 0, -6), 8, theme)
