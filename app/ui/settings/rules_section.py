"""Checklists and policies, to be looked up in the reader's language; nothing is changed here. Main thread."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QTextBrowser

from app.ui.kit import EmptyState, ScrollColumn
from app.ui.parts import Parts
from app.ui.theme import Space, Theme, Type, current, font, look
from app.ui.words import _

from .rows import ListEntry
from .scene import Reading, readings
from .section import Section

LIST_WIDTH = 300


class RulesSection(Section):
    """The list on the left, the one that is read on the right."""

    name = "rules"
    icon = "clipboard-text"
    widest = 1400

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._readings: dict[str, Reading] = {}
        self._entries: dict[str, ListEntry] = {}
        self._chosen = ""
        self._shown: tuple[Reading, Theme] | None = None
        self._group = QButtonGroup(self)
        self._list = ScrollColumn("rules_list", spacing=2)
        self._list.setFixedWidth(LIST_WIDTH)
        self._page = QTextBrowser()
        self._page.setObjectName("rules_page")
        self._page.setOpenLinks(False)
        self._page.setProperty("bare", True)
        self._empty = EmptyState("rules_empty", "clipboard-text")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.FAR)
        row.addWidget(self._list)
        row.addWidget(self._page, 1)
        row.addWidget(self._empty, 1)
        look.changed.connect(self._on_look_changed)

    @staticmethod
    def title() -> str:
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
        self._page.setAccessibleName(_("Checklists and policies"))
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
    def _on_look_changed(self) -> None:
        if self._chosen in self._readings:
            self.read(self._chosen)

    @Slot()
    def _on_entry_clicked(self, key: str, _checked: object = None) -> None:
        self.read(key)

    def read(self, key: str) -> None:
        """Show one of them."""
        self._chosen = key
        self._entries[key].setChecked(True)
        reading = self._readings[key]
        shown = (reading, current())
        if shown == self._shown:
            return
        self._shown = shown
        self._page.setHtml(_page_of(reading))


def _page_of(reading: Reading) -> str:
    """As a page of text; what stands in a checklist is never taken for markup."""
    theme = current()
    second, size = theme.second, font(Type.SECOND).pixelSize()
    parts = [f'<h2 style="margin: 0 0 8px 0">{escape(reading.title)}</h2>']
    for line in reading.lines:
        words, hint = escape(line.words), escape(line.hint)
        below = f'<br><span style="color: {second}; font-size: {size}px">{hint}</span>' if hint else ""
        mark = f"<b>{escape(line.grade)}</b>&nbsp;&nbsp;" if line.grade else ""
        parts.append(_SHAPES[line.kind].format(words=mark + words, below=below, second=second, size=size))
    return "".join(parts)


_SHAPES = {
    "caption": '<p style="margin: 18px 0 2px 0; color: {second}; font-size: {size}px"><b>{words}</b></p>',
    "name": '<p style="margin: 0 0 6px 0"><b>{words}</b>{below}</p>',
    "body": '<p style="margin: 0 0 6px 0; color: {second}">{words}{below}</p>',
    "choice": '<p style="margin: 0 0 6px 14px">{words}{below}</p>',
}
