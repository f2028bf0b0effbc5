"""A light table: frozen rows, columns that know how to write and sort them, an empty state in their place.

Owns the order in which the rows stand; the rows themselves come whole, at most ten thousand at a time, and are
replaced whole. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QStyledItemDelegate, QTableView, QWidget

from app.ui.theme import Type, font

from .cells import Cells
from .empty_state import EmptyState
from .painting import plain_tip

MOST_ROWS = 10_000
Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_WRITTEN = (_Role.DisplayRole, _Role.AccessibleTextRole)  # compared as numbers; a set would ask for hashes
_SIDES = {
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
"""A table asks each cell for it at each paint; by whether figures stand there."""


@dataclass(frozen=True)  # without slots: Column[Row](…) marks what it makes
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        key: plain snake_case, for tests and settings.
        title: its heading, asked anew when the language changes.
        write: the text of a row's cell.
        order: what it is sorted by; the text where nothing is given.
        right: figures stand to the right.
        share: 0 is as wide as its words, anything else a share of the rest.
        wraps: its heading may stand on two lines.
        tip: what is said of a row's cell that is not written in it; its text where nothing is given.
        title_tip: the same of the heading.

    """

    key: str
    title: Callable[[], str]
    write: Callable[[Row], str]
    order: Callable[[Row], Any] | None = None
    right: bool = False
    share: int = 0
    wraps: bool = False
    tip: Callable[[Row], str] | None = None
    title_tip: Callable[[], str] | None = None


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns as Qt asks for them. Signals: retitled(): headings and cells are written otherwise now."""

    retitled = Signal()

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def replace(self, rows: Sequence[Row]) -> None:
        """Other rows, in the order that was chosen."""
        self.beginResetModel()
        self._rows = list(rows[:MOST_ROWS])
        self._arrange()
        self.endResetModel()

    def row(self, number: int) -> Row:
        return self._rows[number]

    def written(self, number: int, column: int) -> str:
        """The text of a cell."""
        return self._columns[column].write(self._rows[number])

    def title(self, column: int) -> str:
        """The heading of a column."""
        return self._columns[column].title()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 (Qt asks for anything)
        column = self._columns[index.column()]
        if role in _WRITTEN:
            return column.write(self._rows[index.row()])
        if role == _Role.TextAlignmentRole:
            return _SIDES[column.right]
        if role == _Role.ToolTipRole:
            return plain_tip((column.tip or column.write)(self._rows[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == _Role.DisplayRole:
            return column.title()
        if role == _Role.ToolTipRole:
            return plain_tip((column.title_tip or column.title)())
        if role == _Role.TextAlignmentRole:
            side = int(_SIDES[column.right])
            return side | int(Qt.TextFlag.TextWordWrap) if column.wraps else side
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order)
        self._arrange()
        self.endResetModel()

    def retitle(self) -> None:
        """The language changed: headings and cells are asked for again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))
        self.retitled.emit()

    def _arrange(self) -> None:
        number, order = self._sorted
        if number >= 0:
            column = self._columns[number]
            self._rows.sort(key=column.order or column.write, reverse=order is Qt.SortOrder.DescendingOrder)


class DataTable(QWidget, Generic[Row]):
    """`show_rows(rows)`; `row_opened` carries the row of Enter or a double click, `row_chosen` the marked one.

    Columns measure what stands in them, unless it does not fit itself: then somebody tells `set_widths`.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)
    _kind = Type.BODY
    _measured: tuple[int, ...] = ()
    _is_due = False

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        icon: str = "package",
        parent: QWidget | None = None,
        *,
        fits_itself: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.model: RowModel[Row] = RowModel(columns, self)
        self.view = _table(f"{name}_rows", self.model, self)
        self.empty = EmptyState(f"{name}_empty", icon)
        self._cells = Cells(self.model.written, frozenset(_figures(columns)), self)
        self.view.setItemDelegate(self._cells)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        if fits_itself:
            self._measured = _widths(self.view, columns)
            self.model.modelReset.connect(self._measure)
            self.model.retitled.connect(self._measure)
        else:
            _fixed(self.view)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def wear(self, kind: Type, height: int) -> None:
        """Other letters than the usual, in rows of this height."""
        self._kind = self._cells.kind = kind
        self.view.setFont(font(kind))
        self.view.verticalHeader().setDefaultSectionSize(height)

    def wrap(self) -> None:
        """What is too long for its cell stands on two lines. Qt paints them."""
        self.view.setWordWrap(True)
        self.view.setItemDelegate(QStyledItemDelegate(self))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the empty state stands there while there are none."""
        self.model.replace(rows)
        self._stack.setCurrentWidget(self.view if rows else self.empty)

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """These columns, so wide, and no others. A header told one by one has its table laid out at each."""
        header, changed = self.view.horizontalHeader(), False
        blocked = header.blockSignals(True)
        for place in range(self.model.columnCount()):
            width = widths.get(place)
            if header.isSectionHidden(place) != (width is None):
                header.setSectionHidden(place, width is None)
                changed = True
            if width is not None and header.sectionSize(place) != width:
                header.resizeSection(place, width)
                changed = True
        header.blockSignals(blocked)
        if changed:
            self._lay_out_anew()

    def changeEvent(self, event: QEvent) -> None:
        """All text may be larger now; the view is told before."""
        if event.type() == QEvent.Type.StyleChange:
            if self._kind is not Type.BODY:
                self.view.setFont(font(self._kind))
            self._measure()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What was written meanwhile is measured now."""
        if self._is_due:
            self._measure()
        super().showEvent(event)

    @Slot()
    def _measure(self) -> None:
        """As wide as heading and cells ask for. Once for each change: a header that fits itself asks them all again
        whenever it is shown, and for each pixel by which it grows."""
        self._is_due = not self.isVisible()
        if self._is_due:
            return  # another language is said to every page: only what is seen again is measured
        header = self.view.horizontalHeader()
        blocked, changed = header.blockSignals(True), False
        for place in self._measured:
            asked = max(self.view.sizeHintForColumn(place), header.sectionSizeHint(place))
            width = min(max(asked, header.minimumSectionSize()), header.maximumSectionSize())
            if header.sectionSize(place) != width:
                header.resizeSection(place, width)
                changed = True
        header.blockSignals(blocked)
        if changed:
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        self.view.updateGeometries()
        self.view.viewport().update()
        self.view.horizontalHeader().viewport().update()

    def call(self, words: str) -> None:
        """What the table lists, for the screen reader."""
        self.setAccessibleName(words)
        self.view.setAccessibleName(words)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.model.row(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self.model.row(index.row()))


def _figures(columns: Sequence[Column[Any]]) -> Iterator[int]:
    return (number for number, column in enumerate(columns) if column.right)


def _table(name: str, model: QAbstractTableModel, parent: QWidget) -> QTableView:
    view = QTableView(parent)
    view.setObjectName(name)
    view.ensurePolished()  # its bars and headings then wear what it wears, and no sheets of their own besides
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSortingEnabled(True)
    view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.horizontalHeader().setHighlightSections(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(48)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    return view


def _fixed(view: QTableView) -> None:
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _widths(view: QTableView, columns: Sequence[Column[Any]]) -> tuple[int, ...]:
    """The columns that are as wide as their words."""
    header = view.horizontalHeader()
    stretched = any(column.share for column in columns)
    for number, column in enumerate(columns):
        told = QHeaderView.ResizeMode.Fixed
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if column.share else told)
    header.setStretchLastSection(not stretched)
    header.setResizeContentsPrecision(60)
    measured = tuple(number for number, column in enumerate(columns) if not column.share)
    return measured if stretched else measured[:-1]
