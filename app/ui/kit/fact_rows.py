"""What is known, as pairs of label and value: one line each, long values cut with their whole in the tooltip; only what
somebody asks for in whole sentences has as many lines as it needs.

Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.theme import Type

from .elided_label import ElidedLabel
from .filling import filling
from .label import Label

Made = tuple[ElidedLabel, ElidedLabel | Label]


class FactRows(QWidget):
    """`show_facts([("SKU", "SHOE-RED-42"), …])`; `codes` names the labels whose values are cut in the middle,
    `sentences` those whose values are never cut.
    """

    def __init__(self, name: str, *, codes: frozenset[str] = frozenset(), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.codes = codes
        self.sentences: frozenset[str] = frozenset()
        self._facts: tuple[tuple[str, str], ...] = ()
        self._made: list[Made] = []
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
        self._drop(self._fitting(kept))
        for made, pair in zip(self._made, kept, strict=False):
            self._say(made, pair)
        if len(self._made) < len(kept):
            with filling(self):
                for row in range(len(self._made), len(kept)):
                    self._made.append(self._row(row, sentence=kept[row][0] in self.sentences))
                    self._say(self._made[row], kept[row])

    def _fitting(self, facts: tuple[tuple[str, str], ...]) -> int:
        """How many of the rows that are there, from the first, are of the kind that these facts want."""
        fitting = 0
        for (_, value), (label, _words) in zip(self._made, facts, strict=False):
            if isinstance(value, Label) is not (label in self.sentences):
                break
            fitting += 1
        return fitting

    def _drop(self, first: int) -> None:
        while len(self._made) > first:
            for widget in self._made.pop():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def _say(self, made: Made, pair: tuple[str, str]) -> None:
        (shown, value), (label, words) = made, pair
        if isinstance(value, ElidedLabel):
            value.cut(Qt.TextElideMode.ElideMiddle if label in self.codes else Qt.TextElideMode.ElideRight)
        if shown.words != label:
            shown.say(label)
        if words != (value.words if isinstance(value, ElidedLabel) else value.text()):
            value.say(words)

    def _row(self, row: int, *, sentence: bool) -> Made:
        name = f"{self.objectName()}_{row}"
        label, called = _label(f"{name}_label"), f"{name}_value"
        value = Label(kind=Type.BODY, name=called) if sentence else ElidedLabel(kind=Type.BODY, name=called)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return label, value


def _label(name: str) -> ElidedLabel:
    """As wide as its words: the values have the rest."""
    made = ElidedLabel(kind=Type.BODY, tone="second", name=name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
