"""The kinds of file: what each is and what it is for, one of them chosen, by its key or by arrow keys. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.services.importing import KINDS
from app.ui.kit import TwoLineEntry

from .said import kind_said

KIND_KEYS = (*"1234567890", "-")
"""A key of its own for each kind: a key that means two things means nothing."""


class KindList(QWidget):
    """All kinds.

    Signals:
        chosen(str): a kind by its name

    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_kinds")
        self._group = QButtonGroup(self)
        self.entries = {
            kind: TwoLineEntry(f"import_kind_{kind.replace('-', '_')}", key=key)
            for key, kind in zip(KIND_KEYS, KINDS, strict=True)
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind, entry in self.entries.items():
            self._group.addButton(entry)
            entry.clicked.connect(partial(self._choose, kind))
            column.addWidget(entry)
        column.addStretch()

    def choose(self, kind: str) -> None:
        """As if it was pressed."""
        self.entries[kind].setFocus()
        self.entries[kind].click()

    def retranslate(self) -> None:
        """Say them anew."""
        for kind, entry in self.entries.items():
            entry.say(*kind_said(kind))

    def _choose(self, kind: str, _checked: object = None) -> None:
        self.chosen.emit(kind)
