"""What a parcel should hold, line by line, what became of it, and how many pieces are missing. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit import ElidedLabel, Label, ScrollColumn, SecondaryButton, painting
from app.ui.theme import Radius, Type, current

from .emptied import emptied
from .pieces import Control, Line
from .tongue import spoken
from .wording import Wording, counted, listed, phrase


class LinesView(ScrollColumn):
    """Draws lines.

    Signals:
        touched(str): the control of this name

    """

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__("lines")

    def draw(self, lines: tuple[Line, ...]) -> None:
        """Show these, in their order."""
        emptied(self.column)
        for place, line in enumerate(lines):
            row = LineRow(line, place)
            row.touched.connect(self.touched)
            self.column.addWidget(row)
            row.show()


class LineRow(QWidget):
    """One line."""

    touched = Signal(str)

    def __init__(self, line: Line, place: int) -> None:
        super().__init__()
        self.setObjectName(f"line_{place}")
        self._current = bool(line.more and line.more.key)
        title, under = spoken(line.title), spoken(line.under)
        said = spoken(fate_of(line))
        self.setAccessibleName(f"{title}. {under}. {said}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(ElidedLabel(title, Type.NAME, name=f"line_{place}_title"))
        words.addWidget(ElidedLabel(under, Type.SECOND, "second", name=f"line_{place}_under"))
        words.addStretch()
        row.addLayout(words, 1)
        if line.fewer is not None and line.more is not None:
            row.addWidget(self._button(line.fewer, "−"))
            row.addWidget(self._count(line.marked, place))
            row.addWidget(self._button(line.more, "+"))
        else:
            label = Label(said, Type.STRONG, _tone(line), wrap=False, name=f"line_{place}_count")
            row.addWidget(label)

    def _count(self, marked: int, place: int) -> Label:
        label = Label(str(marked), Type.MONEY, wrap=False, name=f"line_{place}_missing")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMinimumWidth(36)
        return label

    def _button(self, control: Control, sign: str) -> SecondaryButton:
        button = SecondaryButton(control.name, sign, small=True)
        button.setAccessibleName(spoken(control.text))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())

    def sizeHint(self) -> QSize:
        return QSize(420, 68)

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        edge = theme.accent if self._current else theme.line
        painting.panel(painter, QRectF(self.rect()), Radius.CONTROL, theme.panel, edge)
        painter.end()


def fate_of(line: Line) -> Wording:
    """What became of a line's pieces."""
    ended = (
        (line.received, phrase("{n} of {all} received", n=line.received, all=line.quantity)),
        (line.missing, counted("{n} missing", "{n} missing", line.missing)),
        (line.wrong, counted("{n} wrong", "{n} wrong", line.wrong)),
        (line.called_off, counted("{n} called off", "{n} called off", line.called_off)),
    )
    told = [words for number, words in ended if number]
    return listed(told) if told else counted("{n} piece", "{n} pieces", line.quantity)


def _tone(line: Line) -> str:
    if line.missing or line.wrong:
        return "warn"
    return "ok" if not line.open else "second"
