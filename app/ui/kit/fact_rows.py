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
from .label import Label


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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return self._facts

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Other facts; a pair without a value is left out. Rows that stay are not made anew: nothing flickers."""
        kept = tuple((label, value) for label, value in facts if value)
        if kept == self._facts:
            return
        same = [label for label, _ in kept] == [label for label, _ in self._facts]
        self._facts = kept
        self.setAccessibleName("; ".join(f"{label}: {value}" for label, value in kept))
        if same:
            for row, (_, value) in enumerate(kept):
                item = self._grid.itemAtPosition(row, 1)
                widget = item.widget() if item is not None else None
                if isinstance(widget, ElidedLabel | Label):
                    widget.say(value)
        else:
            self._build()

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (label, value) in enumerate(self._facts):
            mode = Qt.TextElideMode.ElideMiddle if label in self.codes else Qt.TextElideMode.ElideRight
            name = f"{self.objectName()}_{row}"
            self._grid.addWidget(_label(label, f"{name}_label"), row, 0, Qt.AlignmentFlag.AlignTop)
            if label in self.sentences:
                self._grid.addWidget(Label(value, Type.BODY, name=f"{name}_value"), row, 1)
            else:
                self._grid.addWidget(ElidedLabel(value, Type.BODY, mode=mode, name=f"{name}_value"), row, 1)


def _label(words: str, name: str) -> ElidedLabel:
    """As wide as its words: the values have the rest."""
    made = ElidedLabel(words, Type.BODY, "second", name=name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
