"""What a file holds, in three tables of which one is in front: its first rows, its columns, its refused rows.

Shows what it is given. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.importing import Imported
from app.services.importing.asking import FileSeen
from app.ui.kit import Column, DataTable, Segmented
from app.ui.ready import Take, made_now
from app.ui.theme import Space
from app.ui.words import _, number

from .scene import MOST_COLUMNS, ColumnRow, RefusedRow, column_rows, refused_rows

ROWS, COLUMNS, REFUSED = "rows", "columns", "refused"
CELL = 40
Cells = tuple[str, ...]


def _first(_parts: object) -> DataTable[Cells]:
    return DataTable("import_first_rows", [_cell(0, "")], "table")


def _columns(_parts: object) -> DataTable[ColumnRow]:
    return DataTable("import_columns", _file_columns(), "columns")


def _refused(_parts: object) -> DataTable[RefusedRow]:
    return DataTable("import_refused", _refused_columns(), "check-circle")


TABLES = (_first, _columns, _refused)
"""A table takes as long to make as a page's paint: each may be made in a turn of its own."""


class FileTables(QWidget):
    """`show_file(seen, done)`."""

    def __init__(self, take: Take = made_now) -> None:
        super().__init__()
        self.setObjectName("import_tables")
        self._seen: FileSeen | None = None
        self._done: Imported | None = None
        self.tabs = Segmented("import_tabs")
        self.first, self.columns, self.refused = take(_first), take(_columns), take(_refused)
        self.refused.wrap()  # a reason that also says what to do has two lines
        self._stack = QStackedWidget()
        for table in (self.first, self.columns, self.refused):
            self._stack.addWidget(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._tab = ROWS
        self.tabs.chosen.connect(self.open)

    def show_file(self, seen: FileSeen | None, done: Imported | None) -> None:
        """Another file, or what became of its rows; what is refused or remarked is shown first."""
        if seen is not self._seen:
            self._seen = seen
            self._show_first(seen)
            self.columns.show_rows(column_rows(seen) if seen is not None else ())
        if done is not self._done:
            self._done = done
            self.refused.show_rows(refused_rows(done) if done is not None else ())
            self.open(REFUSED if done is not None and (done.rejected or done.warnings) else ROWS)
        self._say_tabs()

    @Slot(str)
    def open(self, tab: str) -> None:
        """Bring one of them to the front."""
        self._tab = tab
        tables: dict[str, QWidget] = {COLUMNS: self.columns, REFUSED: self.refused}
        self._stack.setCurrentWidget(tables.get(tab, self.first))
        self._say_tabs()

    def retranslate(self) -> None:
        """Say everything anew."""
        for table in (self.columns, self.refused):
            table.model.retitle()
        self.first.call(_("First rows"))
        self.columns.call(_("Columns"))
        self.refused.call(_("Refused rows"))
        self.tabs.call(_("What of the file is shown"))
        self.first.empty.say(_("No rows"), _("The file holds a header and nothing under it."))
        self.columns.empty.say(_("No columns"), "")
        self.refused.empty.say(_("No row is refused"), _("Every row of the file fits."))
        if self._seen is not None:
            self.columns.show_rows(column_rows(self._seen))
        if self._done is not None:
            self.refused.show_rows(refused_rows(self._done))
        self._say_tabs()

    def _show_first(self, seen: FileSeen | None) -> None:
        """A file has its own columns: its table is made for it."""
        old, header = self.first, seen.header[:MOST_COLUMNS] if seen is not None else ()
        columns = [_cell(place, name) for place, name in enumerate(header or ("",))]
        self.first = DataTable("import_first_rows", columns, "table")
        self.first.call(_("First rows"))
        self.first.empty.say(_("No rows"), _("The file holds a header and nothing under it."))
        self.first.view.verticalHeader().setDefaultSectionSize(CELL)
        self.first.view.setSortingEnabled(False)
        self._stack.insertWidget(0, self.first)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.first.show_rows(seen.first if seen is not None else ())
        self.open(self._tab)

    def _say_tabs(self) -> None:
        choices = [(ROWS, _("First rows")), (COLUMNS, _("Columns")), (REFUSED, _tab_said(self._done))]
        self.tabs.show_choices(choices, self._tab)


def _tab_said(done: Imported | None) -> str:
    """How many rows are refused, and how many come in with something to be known."""
    refused, remarked = (len(done.rejected), len(done.warnings)) if done is not None else (0, 0)
    named = [f"{_('Refused rows')} {number(refused)}"] if refused else []
    named += [f"{_('Remarks')} {number(remarked)}"] if remarked else []
    return " · ".join(named) or _("Refused rows")


def _cell(place: int, name: str) -> Column[Cells]:
    title: Callable[[], str] = lambda: name  # noqa: E731 - a file's own word, the same in every language
    return Column[Cells](f"column_{place}", title, lambda row: row[place] if place < len(row) else "")


def _file_columns() -> Sequence[Column[ColumnRow]]:
    return [
        Column[ColumnRow]("theirs", lambda: _("In the file"), lambda row: row.theirs, share=1),
        Column[ColumnRow]("ours", lambda: _("Read as"), lambda row: row.ours, share=1),
    ]


def _refused_columns() -> Sequence[Column[RefusedRow]]:
    return [
        Column[RefusedRow]("row", lambda: _("Row"), lambda row: row.row, lambda row: row.number, right=True),
        Column[RefusedRow]("field", lambda: _("Column"), lambda row: row.field),
        Column[RefusedRow]("value", lambda: _("Value"), lambda row: row.value),
        Column[RefusedRow]("reason", lambda: _("Why"), lambda row: row.reason, share=1),
    ]
