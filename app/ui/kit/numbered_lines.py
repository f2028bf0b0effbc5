"""What will happen, one line after the other, counted: read before Enter is pressed. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.theme import Type

from .elided_label import ElidedLabel
from .filling import filling
from .label import Label

_TOP = Qt.AlignmentFlag.AlignTop


class NumberedLines(QWidget):
    """`show_lines(["Grade and evidence are saved together", …])`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lines: tuple[str, ...] = ()
        self._made: list[tuple[ElidedLabel, Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Other lines. Those that are there already only say something else."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self.setAccessibleName(". ".join(lines))
        while len(self._made) > len(lines):
            for widget in self._made.pop():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for (_, label), words in zip(self._made, lines, strict=False):
            label.say(words)
        if len(self._made) < len(lines):
            with filling(self):
                for row in range(len(self._made), len(lines)):
                    self._made.append(self._line(row, lines[row]))

    def _line(self, row: int, words: str) -> tuple[ElidedLabel, Label]:
        name = f"{self.objectName()}_{row + 1}"
        number = ElidedLabel(str(row + 1), Type.BODY, "second", name=f"{name}_number")
        number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label = Label(words, Type.BODY, name=name)
        self._grid.addWidget(number, row, 0, _TOP)
        self._grid.addWidget(label, row, 1)
        return number, label
