"""A grade: colour, letter and shape, at any size. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import current, paint_grade

from .grade_words import grade_name


class GradeMark(QWidget):
    """`GradeMark("proposed_grade", "B", 88)`; 22 in a tile, 26 in a list, 52 in a pane, 88 at the bench."""

    def __init__(self, name: str, letter: str = "", side: int = 88, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._side = side
        self._letter = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_grade(letter)

    @property
    def letter(self) -> str:
        return self._letter

    def show_grade(self, letter: str) -> None:
        """Another grade; the empty text is a dash: not asked."""
        self._letter = letter
        self.setAccessibleName(grade_name(letter))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_grade(painter, self._letter, QRectF(self.rect()), current())
        painter.end()
