"""The table of the stock page: a line an article, a column an account in use, and the totals below, always in sight.

Says which article and which number were chosen; reads nothing. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from app.domain.stock import SHOWN
from app.ui.kit import Column, DataTable
from app.ui.kit.painting import LEFT, RIGHT, width_of, write
from app.ui.theme import Type, current
from app.ui.words import _, number

from .said import account_said
from .scene import Line, Stock

HERE = "here"
_ACCOUNTS = tuple(account.value for account in SHOWN)
_FIXED = 3
TITLE, TITLE_WIDTH = 2, 132
NUMBER_WIDTH, ARROW, EDGES = 58, 34, 22
LONGEST = 8
"""So many of the longest texts are measured: the one with most letters need not be the widest."""


class StockTable(QWidget):
    """`show_stock(stock, lines)`.

    Signals:
        number_chosen(Line, str): an article, and the account of the number that was chosen in its line

    """

    number_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.table: DataTable[Line] = DataTable("stock_table", _columns(), "stack")
        self._keys = tuple(column.key for column in _columns())
        self._accounts: tuple[str, ...] = ()
        header = self.table.view.horizontalHeader()
        self.totals = Totals(header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        header.setMinimumSectionSize(64)
        self.table.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.table.view.horizontalScrollBar().valueChanged.connect(self.totals.move_along)
        header.sectionResized.connect(self.totals.resize_along)

    def show_stock(self, stock: Stock, lines: Sequence[Line]) -> None:
        """Other lines; the one that was chosen stays chosen where it is still there."""
        before = self._chosen()
        self._accounts = stock.accounts
        for place, key in enumerate(self._keys[_FIXED:], start=_FIXED):
            self.table.view.setColumnHidden(place, key != HERE and key not in stock.accounts)
        self.table.show_rows(lines)
        self._fit()
        self.totals.show_totals(self._keys, stock.sums(lines), len(lines))
        self.totals.setVisible(bool(lines))
        self._choose(before)

    def retranslate(self) -> None:
        """Say the headings anew; the lines are shown anew after it."""
        self.table.model.retitle()
        self.table.call(_("Stock per article"))
        self.totals.update()

    def choose_first(self) -> None:
        """The first line, where none is chosen."""
        if self._chosen() is None and self.table.model.rowCount():
            self.table.view.setCurrentIndex(self.table.model.index(0, self._place(HERE)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()  # all text may be larger now
        super().changeEvent(event)

    def _fit(self) -> None:
        self._fit_names()
        self._fit_titles()

    def _fit_names(self) -> None:
        """As wide as the longest of them: a header that is to find it out by itself does so at every change."""
        header, view, model = self.table.view.horizontalHeader(), self.table.view, self.table.model
        for place in range(TITLE):
            lengths = [len(model.written(row, place)) for row in range(model.rowCount())]
            longest = nlargest(LONGEST, range(len(lengths)), key=lengths.__getitem__)
            cells = (view.sizeHintForIndex(model.index(row, place)).width() for row in longest)
            title = width_of(model.title(place), Type.SECOND) + ARROW
            _fix(header, place, max(title, header.minimumSectionSize(), *cells))

    def _fit_titles(self) -> None:
        """The titles take what the other columns leave; where that is too little they keep a width, and it scrolls."""
        header = self.table.view.horizontalHeader()
        for place in range(_FIXED, header.count()):
            if self._is_shown(place):
                width = max(NUMBER_WIDTH, width_of(_heading(self._keys[place]), Type.SECOND) + EDGES)
                _fix(header, place, width)
        others = sum(header.sectionSize(place) for place in range(header.count()) if self._is_shown(place))
        if self.table.view.viewport().width() - others >= TITLE_WIDTH:
            if header.sectionResizeMode(TITLE) is not QHeaderView.ResizeMode.Stretch:
                header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        else:
            _fix(header, TITLE, TITLE_WIDTH)

    def _is_shown(self, place: int) -> bool:
        return place != TITLE and not self.table.view.isColumnHidden(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_titles()

    def _place(self, key: str) -> int:
        return self._keys.index(key) if key in self._keys else 0

    def _chosen(self) -> tuple[Line, int] | None:
        index = self.table.view.currentIndex()
        return (self.table.model.row(index.row()), index.column()) if index.isValid() else None

    def _choose(self, before: tuple[Line, int] | None) -> None:
        if before is None:
            return
        for place in range(self.table.model.rowCount()):
            if self.table.model.row(place).article == before[0].article:
                self.table.view.setCurrentIndex(self.table.model.index(place, before[1]))
                return

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.table.model.row(index.row())
        key = self._keys[index.column()]
        account = key if key in self._accounts and line.counts.get(key) else _fullest(line, self._accounts)
        self.number_chosen.emit(line, account)


class Totals(QWidget):
    """The sums below the table, each under its column."""

    def __init__(self, header: QHeaderView) -> None:
        super().__init__()
        self.setObjectName("stock_totals")
        self.setFixedHeight(44)
        self._header = header
        self._keys: tuple[str, ...] = ()
        self._sums: Mapping[str, int] = {}
        self._count = 0

    def show_totals(self, keys: tuple[str, ...], sums: Mapping[str, int], count: int) -> None:
        """Other sums, of so many lines."""
        self._keys, self._sums, self._count = keys, sums, count
        told = [f"{_heading(key)} {number(sums[key])}" for key in keys if key in sums]
        self.setAccessibleName(f"{_('Total')}: {', '.join(told)}")
        self.update()

    @Slot(int)
    def move_along(self, _value: int) -> None:
        """The table was scrolled sideways."""
        self.update()

    @Slot(int, int, int)
    def resize_along(self, _section: int, _old: int, _new: int) -> None:
        """A column got another width."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.line))
        for place, key in enumerate(self._keys):
            left, wide = self._header.sectionViewportPosition(place), self._header.sectionSize(place)
            if self._header.isSectionHidden(place) or left + wide > self._header.viewport().width() + 1:
                continue  # half a number is another number
            room = QRectF(left, 0, wide, self.height()).adjusted(11, 0, -11, 0)
            if place == 0:
                write(painter, room, _("Total"), Type.STRONG, theme.ink, LEFT)
            elif key in self._sums:
                write(painter, room, number(self._sums[key]), Type.STRONG, theme.ink, RIGHT)
        painter.end()


def _columns() -> list[Column[Line]]:
    named = [
        Column[Line]("client", lambda: _("Client"), lambda line: line.article.client),
        Column[Line]("sku", lambda: _("SKU"), lambda line: line.article.sku),
        Column[Line]("title", lambda: _("Article"), lambda line: line.title, share=1),
    ]
    here = Column[Line](HERE, lambda: _("In house"), lambda line: number(line.here), lambda line: line.here, right=True)
    return [*named, here, *(_column(account) for account in _ACCOUNTS)]


def _column(account: str) -> Column[Line]:
    def write_count(line: Line) -> str:
        count = line.counts.get(account, 0)
        return number(count) if count else ""

    title: Callable[[], str] = lambda: account_said(account)  # noqa: E731 - asked anew in another language
    return Column[Line](account, title, write_count, lambda line: line.counts.get(account, 0), right=True)


def _fix(header: QHeaderView, place: int, width: int) -> None:
    """Whatever is set in a header makes it measure its columns anew: nothing is that is so already."""
    if header.sectionResizeMode(place) is not QHeaderView.ResizeMode.Fixed:
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
    if header.sectionSize(place) != width:
        header.resizeSection(place, width)


def _heading(key: str) -> str:
    return _("In house") if key == HERE else account_said(key)


def _fullest(line: Line, accounts: Sequence[str]) -> str:
    """The account with most of it: the number that is likeliest meant."""
    return max(accounts, key=lambda account: line.counts.get(account, 0), default="")
