"""One answer to the question of the moment: its key, its words, what it means. Large enough for a glove.

Owns how a choice looks while it is pointed at, focused, ticked or ruled out; what it means is the caller's. Main
thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Radius, Space, Theme, Touch, Type, paint_grade

from . import painting
from .pressable import Pressable

_PAD = Space.WIDE
_TEXT_LEFT = _PAD + painting.KEY_SIDE + 16
_BOX = 24
_MARK = 34


class ChoiceCard(Pressable):
    """Press it, or its key. With `multiple` it stays ticked until it is pressed again (`isChecked`)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._key = self._words = self._hint = self._why_not = self._grade = ""
        self._chosen = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choice(
        self, key: str, words: str, hint: str = "", *, multiple: bool = False, ticked: bool = False, why_not: str = ""
    ) -> None:
        """What is written on it; `why_not` rules it out and says why."""
        self._key, self._words, self._hint, self._why_not = key, words, hint, why_not
        self.setCheckable(multiple)
        self.setChecked(multiple and ticked)
        self.setEnabled(not why_not)
        self.call(words, hint, why_not, key)

    def show_grade(self, letter: str) -> None:
        """The grade that it gives, as its mark at the right; the empty text is none."""
        self._grade = letter
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """The answer that was given before, when one comes back to a question."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, Touch.CHOICE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        words = painting.height_of(self._words, Type.CHOICE, room)
        return max(Touch.CHOICE, words + painting.height_of(self._below, Type.SECOND, room) + 2 * Space.NEAR)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        chosen = self._chosen or self.isChecked()
        self.body(painter, rect, Radius.CONTROL, theme, chosen=chosen)
        if chosen:
            edge = theme.accent
            painting.panel(painter, rect, Radius.CONTROL, theme.accent_weak, edge, 2 if self.hasFocus() else 1)
        side = painting.KEY_SIDE
        painter.setOpacity(1 if self.isEnabled() else 0.5)
        painting.key_cap(painter, QRectF(_PAD, (rect.height() - side) / 2, side, side), self._key, theme)
        painter.setOpacity(1)
        self._write(painter, rect, theme)
        if self.isCheckable():
            self._tick_box(painter, rect, theme)
        elif self._grade:
            mark = QRectF(rect.right() - _PAD - _MARK, rect.center().y() - _MARK / 2, _MARK, _MARK)
            paint_grade(painter, self._grade, mark, theme)

    def _write(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        room = self._room(int(rect.width()))
        words = painting.height_of(self._words, Type.CHOICE, room)
        below = painting.height_of(self._below, Type.SECOND, room)
        top = (rect.height() - words - below) / 2
        ink, second = (theme.ink, theme.second) if self.isEnabled() else (theme.faded, theme.second)
        painting.write_wrapped(painter, QRectF(_TEXT_LEFT, top, room, words), self._words, Type.CHOICE, ink)
        painting.write_wrapped(painter, QRectF(_TEXT_LEFT, top + words, room, below), self._below, Type.SECOND, second)

    def _tick_box(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        box = QRectF(rect.right() - _PAD - _BOX, rect.center().y() - _BOX / 2, _BOX, _BOX)
        if self.isChecked():
            painting.panel(painter, box, 7, theme.accent)
            painting.tick(painter, box, "", theme.on_accent)
        else:
            painting.panel(painter, box, 7, theme.panel, theme.third if self.isEnabled() else theme.line, 2)

    @property
    def _below(self) -> str:
        return self._why_not or self._hint

    def _room(self, width: int) -> int:
        beside = _BOX if self.isCheckable() else _MARK if self._grade else 0
        return width - _TEXT_LEFT - _PAD - (beside + _PAD if beside else 0)
