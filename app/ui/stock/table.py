"""The table of the stock page: a line an article, a column an account in use, and the totals below, always in sight.

Says which article and which number were chosen; reads nothing. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from app.domain.stock import SHOWN
from app.ui.kit import Column, DataTable, NextTurn
from app.ui.kit.painting import LEFT, RIGHT, line_height, width_of, write
from app.ui.theme import Type, current
from app.ui.words import _, number

from .said import account_said
from .scene import Line, Stock
from .widths import Shared, Wish, share

HERE, OTHERS = "here", "others"
_ACCOUNTS = tuple(account.value for account in SHOWN)
_CLIENT = "client"
_NAMES = (_CLIENT, "sku", "title")
_EDGES, _ARROW = 24, 7
_LEAST = {"client": 78, "sku": 138, "title": 150}
_BEST = {"client": 220, "sku": 260, "title": 420}
_TURN = {"client": 2, "sku": 0, "title": 1}
"""The number of an article is what people read first."""


class StockTable(QWidget):
    """`show_stock(stock, lines)`.

    Signals:
        number_chosen(Line, str): an article, and the account of the number that was chosen in its line

    """

    number_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._stock = Stock()
        self._shared = Shared((), ())
        self._sums: Mapping[str, int] = {}
        self._fits = False
        self._next_turn = NextTurn(self)
        columns = _columns(lambda: self._shared.summed)
        self._keys = tuple(column.key for column in columns)
        self.table: DataTable[Line] = DataTable("stock_table", columns, "stack", fits_itself=False)
        header = self.table.view.horizontalHeader()
        self.totals = Totals(self.table.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self.table.view.selectionModel().currentChanged.connect(self._on_current_changed)
        header.setMinimumSectionSize(30)
        header.installEventFilter(self)

    def show_stock(self, stock: Stock, lines: Sequence[Line]) -> None:
        """Other lines; the one that was chosen stays chosen where it is still there."""
        self._next_turn.paint()
        before = self._chosen()
        self._stock, self._sums = stock, stock.totals if len(lines) == len(stock.lines) else stock.sums(lines)
        self.table.show_rows(lines)
        self._fit()
        self.totals.setVisible(bool(lines))
        self._choose(before)

    def retranslate(self) -> None:
        """Say the headings anew; the lines are shown anew after it."""
        self.table.model.retitle()
        self.table.call(_("Stock per article"))

    def choose_first(self) -> None:
        """The first line, where none is chosen."""
        if self._chosen() is None and self.table.model.rowCount():
            self.table.view.setCurrentIndex(self.table.model.index(0, self._keys.index(HERE)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()  # all text may be larger now
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The header is as wide as what is seen of the table, with its bar or without."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Everything in the width that is there; once more where that brought the table's bar, or took it away."""
        if self._fits or not self._stock.lines:
            return  # the table answers what it is told by events of its own
        self._fits, room = True, -1
        try:
            for _once_more in range(2):
                if room != (room := self.table.view.viewport().width()):
                    self._share(room)
        finally:
            self._fits = False
        self._say_totals()

    def _share(self, room: int) -> None:
        """How wide a text is is known, but for a few of the longest."""
        stock = self._stock
        numbers = {account: self._number_width(account) for account in stock.accounts}
        here = self._number_width(HERE)
        others = width_of(number(sum(stock.totals.values())), Type.STRONG)
        others = max(others, _heading_width(OTHERS)) + _EDGES
        names = [
            _wish(key, texts, self.table.model.title(place), may_go=key == _CLIENT and stock.plain)
            for place, (key, texts) in enumerate(zip(_NAMES, stock.names, strict=True))
        ]
        self._shared = shared = share(room, names, numbers, fixed=here, others=others)
        widths = {key: width for key, width in zip(_NAMES, shared.names, strict=True) if width} | {HERE: here}
        widths |= {account: numbers[account] for account in shared.own} | ({OTHERS: others} if shared.summed else {})
        self.table.view.horizontalHeader().setMinimumHeight(2 * (line_height(Type.SECOND) + _ARROW))
        self.table.set_widths({place: widths[key] for place, key in enumerate(self._keys) if key in widths})

    def _number_width(self, key: str) -> int:
        """As narrow as its heading on two lines, if the largest number that may stand there has room."""
        return max(_heading_width(key), width_of(number(self._stock.totals[key]), Type.STRONG)) + _EDGES

    def _say_totals(self) -> None:
        summed = self._shared.summed
        sums = {key: count for key, count in self._sums.items() if key not in summed}
        if summed:
            sums[OTHERS] = sum(self._sums[account] for account in summed)
        self.totals.show_totals(self._keys, sums)

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

    def say_chosen(self) -> None:
        """Tell the chosen number once more: what lies behind it may be another."""
        self._on_current_changed(self.table.view.currentIndex(), QModelIndex())

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.table.model.row(index.row())
        key = self._keys[index.column()]
        among = self._shared.summed if key == OTHERS else self._stock.accounts
        account = key if key in among and line.counts.get(key) else _fullest(line, among)
        self.number_chosen.emit(line, account or _fullest(line, self._stock.accounts))


class Totals(QWidget):
    """The sums below the table, each under its column.

    The header is asked for at each paint: Qt has made it, and what Python once knew it by may be given up while it is
    still there. An error within a paint takes the program down.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self.setObjectName("stock_totals")
        self.setFixedHeight(44)
        self._view = view
        self._keys: tuple[str, ...] = ()
        self._sums: Mapping[str, int] = {}

    def show_totals(self, keys: tuple[str, ...], sums: Mapping[str, int]) -> None:
        """Other sums, of these columns."""
        self._keys, self._sums = keys, sums
        told = [f"{_heading(key)} {number(sums[key])}" for key in keys if key in sums]
        self.setAccessibleName(f"{_('Total')}: {', '.join(told)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.line))
        header = self._view.horizontalHeader()
        shown = [place for place in range(len(self._keys)) if not header.isSectionHidden(place)]
        for place in shown:
            left, wide = header.sectionViewportPosition(place), header.sectionSize(place)
            room, key = QRectF(left, 0, wide, self.height()).adjusted(11, 0, -11, 0), self._keys[place]
            if place == shown[0]:
                write(painter, room, _("Total"), Type.STRONG, theme.ink, LEFT)
            elif key in self._sums:
                write(painter, room, number(self._sums[key]), Type.STRONG, theme.ink, RIGHT)
        painter.end()


def _columns(summed: Callable[[], Sequence[str]]) -> list[Column[Line]]:
    """All there may be; `summed` are the accounts that stand in one column now."""
    return [
        Column[Line]("client", lambda: _("Client"), lambda line: line.article.client),
        Column[Line]("sku", lambda: _("SKU"), lambda line: line.article.sku, tip=_whose),
        Column[Line]("title", lambda: _("Article"), lambda line: line.title),
        _numbers(HERE, lambda line: line.here, always=True),
        *(_numbers(account, _of(account)) for account in _ACCOUNTS),
        _numbers(
            OTHERS,
            lambda line: sum(line.counts.get(account, 0) for account in summed()),
            tip=lambda line: " · ".join(
                f"{account_said(account)} {number(line.counts[account])}"
                for account in summed()
                if account in line.counts
            ),
            title_tip=lambda: " · ".join(map(account_said, summed())),
        ),
    ]


def _whose(line: Line) -> str:
    return f"{line.article.client} · {line.article.sku}"


def _of(account: str) -> Callable[[Line], int]:
    return lambda line: line.counts.get(account, 0)


def _numbers(
    key: str,
    count: Callable[[Line], int],
    *,
    always: bool = False,
    tip: Callable[[Line], str] | None = None,
    title_tip: Callable[[], str] | None = None,
) -> Column[Line]:
    def write_count(line: Line) -> str:
        pieces = count(line)
        return number(pieces) if pieces or always else ""

    return Column[Line](
        key, lambda: _heading(key), write_count, count, right=True, wraps=True, tip=tip, title_tip=title_tip
    )


def _heading(key: str) -> str:
    return _("In house") if key == HERE else _("Elsewhere") if key == OTHERS else account_said(key)


def _heading_width(key: str) -> int:
    """On two lines at most, parted where that makes it narrowest."""
    words = _heading(key).split()
    parted = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words) + 1)]
    return min(max(width_of(first, Type.SECOND), width_of(second, Type.SECOND)) for first, second in parted)


def _wish(key: str, texts: Sequence[str], title: str, *, may_go: bool) -> Wish:
    widest = max((width_of(text, Type.BODY) for text in texts), default=0)
    heading = width_of(title, Type.SECOND)
    best = min(max(widest, heading) + _EDGES, _BEST[key])
    if may_go:  # half a name in every line tells nobody anything: it stands there whole, or not at all
        return Wish(best, best, _TURN[key], may_go)
    return Wish(max(min(_LEAST[key], best), heading + _EDGES), best, _TURN[key])


def _fullest(line: Line, accounts: Sequence[str]) -> str:
    """The account with most of it: the number that is likeliest meant."""
    return max(accounts, key=lambda account: line.counts.get(account, 0), default="")
