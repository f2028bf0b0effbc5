"""A number that matters, what it is, and how it moved. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Type

from .label import Label


class Figure(QWidget):
    """`show_figure("Sold again within 30 days", "83.1 %", "+2.4", "ok")`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._caption = Label(kind=Type.SECOND, tone="second", wrap=False, name=f"{name}_caption")
        self._number = Label(kind=Type.FIGURE, wrap=False, name=f"{name}_number")
        self._move = Label(kind=Type.PILL_STRONG, tone="ok", wrap=False, name=f"{name}_move")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._number)
        line.addWidget(self._move)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._caption)
        column.addLayout(line)
        column.addStretch(1)  # captions of figures beside one another stand on one line, whatever letters are in them

    def show_figure(self, caption: str, number: str, move: str = "", state: str = "second") -> None:
        """`state` is the tone of the movement: ok, bad or second."""
        self._caption.say(caption)
        self._number.say(number)
        self._move.say(move)
        self._move.set_tone(state)
        self.setAccessibleName(f"{caption}: {number} {move}".strip())
