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
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with filling(self._grid_widget):
            for place, line in enumerate(self._lines[:MOST_LINES]):
                self._add(place, line)

    def _add(self, place: int, line: Told) -> None:
        name = f"{self.objectName()}_{place}"
        when = Label(line.when, Type.SECOND, "second", wrap=False, name=f"{name}_when")
        self._grid.addWidget(when, place, 0, _TOP)
        self._grid.addWidget(Label(line.what, Type.SECOND, line.tone, name=f"{name}_what"), place, 1)
        self._grid.addWidget(ElidedLabel(line.who, Type.SECOND, "second", name=f"{name}_who"), place, 2, _TOP)
