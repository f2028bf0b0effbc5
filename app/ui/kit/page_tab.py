"""A page's name in the header; the page that is open stands on the accent's weak ground. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Space, Theme, Touch, Type, sized
from app.ui.theme.fonts import scale

from . import painting
from .pressable import Pressable

_HEIGHT = 33
_KEY_SIZE, _KEY_HEIGHT = 9, 12


class PageTab(Pressable):
    """Checkable; put those of one header into a QButtonGroup. The key that opens it stands small in its corner."""

    def __init__(self, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._words, self._key = words, ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str, key: str = "") -> None:
        self._words, self._key = words, key
        self.call(words, key)

    def sizeHint(self) -> QSize:
        return QSize(painting.width_of(self._words, Type.TAB) + 2 * Space.NEAR, Touch.LEAST)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def inked(self) -> QRect:
        height = self._height()
        return QRect(0, (self.height() - height) // 2 - 1, self.width(), height + 2)

    @staticmethod
    def _height() -> int:
        return max(_HEIGHT, painting.line_height(Type.TAB) + 8)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        height = self._height()
        body = QRectF(0, (rect.height() - height) / 2, rect.width(), height)
        if self.isChecked():
            painting.panel(painter, body, 8, theme.accent_weak)
        elif self.underMouse():
            painting.panel(painter, body, 8, theme.pressed if self.isDown() else theme.hover)
        ink = theme.accent if self.isChecked() else theme.second
        painting.write(painter, body, self._words, Type.TAB, ink, painting.MIDDLE)
        if self.hasFocus():
            painting.ring(painter, body, 8, theme)
        if self._key:
            # Beside the name, in what is free there, which does not grow with the text: the header must not change its
            # places for it. Above the ring.
            corner = QRectF(body.right() - Space.NEAR, body.top() + 2, Space.NEAR, _KEY_HEIGHT)
            painting.write_line(painter, corner, self._key, sized(_KEY_SIZE / scale(), 600), ink, painting.MIDDLE)
