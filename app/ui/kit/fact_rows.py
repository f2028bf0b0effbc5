"""What is known, as pairs of label and value: one line each, long values cut with their whole in the tooltip.

Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.theme import Type

from .elided_label import ElidedLabel
from .filling import filling


class FactRows(QWidget):
    """`show_facts([("SKU", "SHOE-RED-42"), …])`; `codes` names the labels whose values are cut in the middle."""

    def __init__(self, name: str, *, codes: frozenset[str] = frozenset(), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.codes = codes
        self._facts: tuple[tuple[str, str], ...] = ()
        self._made: list[tuple[ElidedLabel, ElidedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return self._facts

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Other facts; a pair without a value is left out. Rows that are there only say something else: nothing
        flickers."""
        kept = tuple((label, value) for label, value in facts if value)
        if kept == self._facts:
            return
        self._facts = kept
        self.setAccessibleName("; ".join(f"{label}: {value}" for label, value in kept))
        while len(self._made) > len(kept):
            for widget in self._made.pop():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for made, pair in zip(self._made, kept, strict=False):
            self._say(made, pair)
        if len(self._made) < len(kept):
            with filling(self):
                for row in range(len(self._made), len(kept)):
                    self._made.append(self._row(row))
                    self._say(self._made[row], kept[row])

    def _say(self, made: tuple[ElidedLabel, ElidedLabel], pair: tuple[str, str]) -> None:
        (shown, value), (label, words) = made, pair
        value.cut(Qt.TextElideMode.ElideMiddle if label in self.codes else Qt.TextElideMode.ElideRight)
        for widget, said in ((shown, label), (value, words)):
            if widget.words != said:
                widget.say(said)

    def _row(self, row: int) -> tuple[ElidedLabel, ElidedLabel]:
        name = f"{self.objectName()}_{row}"
        label, value = _label(f"{name}_label"), ElidedLabel(kind=Type.BODY, name=f"{name}_value")
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(value, row, 1)
        return label, value


def _label(name: str) -> ElidedLabel:
    """As wide as its words: the values have the rest."""
    made = ElidedLabel(kind=Type.BODY, tone="second", name=name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
