"""A page's name in the header; the page that is open stands on the accent's weak ground. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Space, Theme, Touch, Type

from . import painting
from .pressable import Pressable

_HEIGHT = 33
_BESIDE = 5


class PageTab(Pressable):
    """Checkable; put those of one header into a QButtonGroup. The key that opens it stands small beside its name."""

    def __init__(self, name: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._words, self._key, self._draws_key = words, "", True
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str, key: str = "") -> None:
        self._words, self._key = words, key
        self.call(words, key)

    def draw_key(self, drawn: bool) -> None:
        """Whether there is room for the key."""
        if drawn != self._draws_key:
            self._draws_key = drawn
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._word_width() + self._key_width()) + 2 * Space.NEAR, Touch.LEAST)

    def _word_width(self) -> float:
        return painting.width_of(self._words, Type.TAB)

    def _key_width(self) -> float:
        return _BESIDE + painting.width_of(self._key, Type.CAPTION_QUIET) if self._key and self._draws_key else 0

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
        words = QRectF(body.left() + Space.NEAR, body.top(), self._word_width() + 1, body.height())
        painting.write(painter, words, self._words, Type.TAB, ink)
        if self._key and self._draws_key:
            room = QRectF(words.right() + _BESIDE - 1, body.top(), self._key_width(), body.height())
            painting.write(painter, room, self._key, Type.CAPTION_QUIET, ink)
        if self.hasFocus():
            painting.ring(painter, body, 8, theme)
