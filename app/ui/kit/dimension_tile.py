"""One side of the goods that was judged (packaging, appearance, function, parts): its grade and what was found.

Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Radius, Type, current, paint_grade

from . import painting
from .grade_words import grade_name

_MARK = 22
_LEFT = 12 + _MARK + 10
_PAD = 12


class DimensionTile(QWidget):
    """`show_dimension("Packaging", "B", "Lid crushed, photo 2")`; without a letter it was not asked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = self._letter = self._finding = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_dimension(self, title: str, letter: str, finding: str) -> None:
        self._title, self._letter, self._finding = title, letter, finding
        self.setToolTip(painting.plain_tip(finding))
        self.setAccessibleName(". ".join(word for word in (title, grade_name(letter), finding) if word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(270, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self._height(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        below = painting.height_of(self._finding, Type.SECOND, width - _LEFT - _PAD)
        lines = 2 if below > painting.line_height(Type.SECOND) * 1.5 else 1
        return self._height(lines)

    def _height(self, lines: int) -> int:
        return painting.line_height(Type.BODY) + lines * painting.line_height(Type.SECOND) + 16

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        painting.panel(painter, rect, Radius.CONTROL, theme.panel, theme.line)
        mark = QRectF(_PAD, (rect.height() - _MARK) / 2, _MARK, _MARK)
        paint_grade(painter, self._letter, mark, theme)
        room = rect.width() - _LEFT - _PAD
        upper = painting.line_height(Type.BODY)
        lower = min(painting.height_of(self._finding, Type.SECOND, room), rect.height() - upper - 14)
        top = (rect.height() - upper - lower) / 2
        painting.write(painter, QRectF(_LEFT, top, room, upper), self._title, Type.BODY, theme.ink)
        painting.write_wrapped(
            painter, QRectF(_LEFT, top + upper, room, lower), self._finding, Type.SECOND, theme.second
        )
        painter.end()
