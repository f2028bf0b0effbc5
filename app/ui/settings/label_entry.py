"""One template in the list: what it is for, below it its name, size and printer, a word at its right. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import Pressable, painting
from app.ui.theme import Space, Theme, Touch, Type

from .labels_scene import Entry

_BESIDE = 8


class LabelEntry(Pressable):
    """`show_entry(entry)`. Of a list of which one is open; arrow keys go from one to the next."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._entry = Entry("", "", "")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entry(self, entry: Entry) -> None:
        """What stands on it."""
        self._entry = entry
        self.setToolTip(painting.plain_tip(f"{entry.words}\n{entry.more}"))
        self.call(entry.words, entry.more, entry.mark)

    def sizeHint(self) -> QSize:
        lines = painting.line_height(Type.BODY) + painting.line_height(Type.SECOND)
        return QSize(240, max(Touch.LEAST, lines + 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        body = rect.adjusted(0, 1, 0, -1)
        if self.isChecked():
            painting.panel(painter, body, 9, theme.accent_weak)
        elif self.underMouse() or self.isDown():
            painting.panel(painter, body, 9, theme.pressed if self.isDown() else theme.hover)
        entry, left, width = self._entry, float(Space.NEAR), rect.width() - 2 * Space.NEAR
        first, second = painting.line_height(Type.BODY), painting.line_height(Type.SECOND)
        top = (rect.height() - first - second) / 2
        mark = painting.width_of(entry.mark, Type.CAPTION) + _BESIDE if entry.mark else 0
        kind = Type.STRONG if self.isChecked() else Type.BODY
        ink = theme.accent if self.isChecked() else theme.ink
        painting.write(painter, QRectF(left, top, width - mark, first), entry.words, kind, ink)
        if mark:
            tone = theme.bad if entry.tone == "bad" else theme.accent
            place = QRectF(left + width - mark, top, mark, first)
            painting.write(painter, place, entry.mark, Type.CAPTION, tone, painting.RIGHT)
        painting.write(painter, QRectF(left, top + first, width, second), entry.more, Type.SECOND, theme.second)
        if self.hasFocus():
            painting.ring(painter, body, 9, theme)
