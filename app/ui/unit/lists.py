"""Lists of the unit page: history, papers, ledger and messages; each line says when, what, and who. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from app.ui.kit import ElidedLabel, EmptyState, Label, ScrollColumn
from app.ui.kit.filling import filling
from app.ui.theme import Space, Type

from .pieces import Told

MOST_LINES = 200
_TOP = Qt.AlignmentFlag.AlignTop


class ToldList(QStackedWidget):
    """`show_lines(lines)`, `empty.say(…)`."""

    def __init__(self, name: str, icon: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lines: tuple[Told, ...] = ()
        self._made: list[tuple[Label, Label, ElidedLabel]] = []
        self.empty = EmptyState(f"{name}_empty", icon)
        self.scrolled = ScrollColumn(f"{name}_scroll")
        self._grid_widget = QWidget()
        self._grid = QGridLayout(self._grid_widget)
        self._grid.setContentsMargins(0, 0, Space.TIGHT, 0)
        self._grid.setHorizontalSpacing(Space.CARD)
        self._grid.setVerticalSpacing(Space.TIGHT)
        self._grid.setColumnMinimumWidth(0, 104)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(2, 110)
        self.scrolled.column.addWidget(self._grid_widget)
        self.addWidget(self.empty)
        self.addWidget(self.scrolled)

    @property
    def lines(self) -> tuple[Told, ...]:
        """What stands there."""
        return self._lines

    def show_lines(self, lines: Sequence[Told]) -> None:
        """Other lines; the same ones stay as they are."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._build()
        self.setCurrentWidget(self.scrolled if lines else self.empty)

    def _build(self) -> None:
        """Lines that are there already only say something else: in another language none is made anew."""
        lines = self._lines[:MOST_LINES]
        while len(self._made) > len(lines):
            for widget in self._made.pop():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for (when, what, who), line in zip(self._made, lines, strict=False):
            when.say(line.when)
            what.say(line.what)
            what.set_tone(line.tone)
            who.say(line.who)
        if len(self._made) < len(lines):
            with filling(self._grid_widget):
                for place in range(len(self._made), len(lines)):
                    self._made.append(self._add(place, lines[place]))

    def _add(self, place: int, line: Told) -> tuple[Label, Label, ElidedLabel]:
        name = f"{self.objectName()}_{place}"
        when = Label(line.when, Type.SECOND, "second", wrap=False, name=f"{name}_when")
        what = Label(line.what, Type.SECOND, line.tone, name=f"{name}_what")
        who = ElidedLabel(line.who, Type.SECOND, "second", name=f"{name}_who")
        self._grid.addWidget(when, place, 0, _TOP)
        self._grid.addWidget(what, place, 1)
        self._grid.addWidget(who, place, 2, _TOP)
        return when, what, who
