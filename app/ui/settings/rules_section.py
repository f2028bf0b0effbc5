"""Checklists and policies, to be looked up in the reader's language; nothing is changed here. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import EmptyState, GradeMark, Label, ScrollColumn
from app.ui.parts import Parts
from app.ui.theme import Space, Type
from app.ui.words import _

from .rows import ListEntry
from .scene import Line, Reading, readings
from .section import Section

LIST_WIDTH = 300
KINDS = {"caption": (Type.CAPTION, "second"), "name": (Type.NAME, "ink"), "body": (Type.BODY, "second")}


class RulesSection(Section):
    """The list on the left, the one that is read on the right."""

    icon = "clipboard-text"

    def __init__(self, parts: Parts) -> None:
        super().__init__("rules", parts)
        self._readings: dict[str, Reading] = {}
        self._entries: dict[str, ListEntry] = {}
        self._chosen = ""
        self._shown: Reading | None = None
        self._group = QButtonGroup(self)
        self._list = ScrollColumn("rules_list", spacing=2)
        self._list.setFixedWidth(LIST_WIDTH)
        self._page = ScrollColumn("rules_page", spacing=Space.TIGHT)
        self._text = QWidget()
        self._page.column.addWidget(self._text)
        self._empty = EmptyState("rules_empty", "clipboard-text")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.FAR)
        row.addWidget(self._list)
        row.addWidget(self._page, 1)
        row.addWidget(self._empty, 1)

    def title(self) -> str:
        return _("Checklists and policies")

    def came_to_front(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        standing = self.parts.desk.standing
        found = readings(standing.rules) if standing is not None else ()
        self._readings = {reading.key: reading for reading in found}
        self._empty.say(
            _("Nothing is loaded yet"), _("Checklists and policies are read with the first act at the bench.")
        )
        self._empty.setVisible(not found)
        self._page.setVisible(bool(found))
        self._fill_list()
        if found:
            self.read(self._chosen if self._chosen in self._readings else found[0].key)

    def _fill_list(self) -> None:
        for key, reading in self._readings.items():
            if key not in self._entries:
                entry = ListEntry(f"rules_open_{key}")
                entry.clicked.connect(partial(self._on_entry_clicked, key))
                self._group.addButton(entry)
                self._list.column.addWidget(entry)
                self._entries[key] = entry
            self._entries[key].say(reading.title, _("v{version}", version=reading.version))

    @Slot()
    def _on_entry_clicked(self, key: str, _checked: object = None) -> None:
        self.read(key)

    def read(self, key: str) -> None:
        """Show one of them."""
        self._chosen = key
        self._entries[key].setChecked(True)
        reading = self._readings[key]
        if reading == self._shown:
            return
        self._shown = reading
        old, self._text = self._text, _text_of(reading)
        self._page.column.replaceWidget(old, self._text)
        old.hide()
        old.deleteLater()
        self._page.verticalScrollBar().setValue(0)


def _text_of(reading: Reading) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, Space.NEAR, 0)
    column.setSpacing(Space.TIGHT)
    column.addWidget(Label(reading.title, Type.TITLE, name="rules_title"))
    for line in reading.lines:
        if line.kind == "caption":
            column.addSpacing(Space.NEAR)
        column.addWidget(_drawn(line))
    return holder


def _drawn(line: Line) -> QWidget:
    if line.kind in KINDS and not line.hint:
        kind, tone = KINDS[line.kind]
        return Label(line.words, kind, tone)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0 if line.kind == "name" else Space.NEAR, 0, 0, 0)
    row.setSpacing(Space.NEAR)
    if line.grade:
        row.addWidget(GradeMark("", line.grade, 26))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(line.words, Type.NAME if line.kind == "name" else Type.BODY))
    if line.hint:
        words.addWidget(Label(line.hint, Type.SECOND, "second"))
    row.addLayout(words, 1)
    return holder
