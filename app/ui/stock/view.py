"""The stock page: the table with its filters on the left, what lies behind the chosen number on the right.

Looks things up in the reading lane; what stands there stays until the new is read. Main thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property, partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.background.timers import once
from app.domain.identifiers import parse_label_code, parse_unit_lpn
from app.services.looking import Hit, HitKind
from app.ui.kit import Card, Chip, Label, SearchField, SecondaryButton
from app.ui.page import LONGEST_CODE, Page
from app.ui.parts import Parts
from app.ui.theme import Space, Type
from app.ui.words import _, ngettext

from .detail import Detail
from .scene import Behind, Line, Stock, read_behind, read_stock
from .table import StockTable

log = logging.getLogger(__name__)

DETAIL_WIDTH = 348
FIND_KEY, BACK_KEY = "/", "Esc"
MOST_HITS = 20


class StockPage(Page):
    """How much of each article stands where."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("stock")
        self._stock = Stock()
        self._read = self._is_detail_unsaid = False
        self.title = Label("", Type.TITLE, wrap=False, name="stock_title")
        self.words = SearchField("stock_filter")
        self.clients = QComboBox()
        self.clients.setObjectName("stock_clients")
        self.nowhere = Chip("stock_nowhere", state="warn")
        self.refresh = SecondaryButton("stock_refresh", icon="arrows-clockwise", small=True)
        self.table = parts.take(_table)
        self._room = QWidget()
        self._lay_out()
        self._connect()
        self._say_detail = once(0, self._on_time_for_detail, self)

    def _lay_out(self) -> None:
        left = Card("stock_card")
        bar = QHBoxLayout()
        bar.setSpacing(Space.NEAR)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words.setMaximumWidth(360)
        self.clients.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.clients.setMaximumWidth(240)
        bar.addWidget(self.title)
        bar.addSpacing(Space.TIGHT)
        bar.addWidget(self.words, 1)
        bar.addWidget(self.clients)
        bar.addStretch()
        bar.addWidget(self.nowhere)
        bar.addWidget(self.refresh)
        left.column.addLayout(bar)
        left.column.addWidget(self.table, 1)
        self._room.setFixedWidth(DETAIL_WIDTH)
        self.nowhere.setCheckable(True)
        self.nowhere.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.CARD)
        row.addWidget(left, 1)
        row.addWidget(self._room)

    @cached_property
    def detail(self) -> Detail:
        """The right card: made in a turn of its own, or when it is first needed; its room is kept until then."""
        made = Detail()
        made.retranslate()
        column = QVBoxLayout(self._room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        made.account_chosen.connect(self._on_number_chosen)
        made.unit_asked.connect(self._on_unit_asked)
        return made

    def _connect(self) -> None:
        self.words.searched.connect(self._on_filtered)
        self.clients.currentIndexChanged.connect(self._on_client_chosen)
        self.nowhere.clicked.connect(self._on_nowhere_pressed)
        self.refresh.clicked.connect(self._on_refresh_pressed)
        self.words.list_asked.connect(self._on_list_asked)
        self.table.table.row_opened.connect(self._on_row_opened)
        for key, call in ((FIND_KEY, self.words.setFocus), (BACK_KEY, self._on_back_pressed)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(call)
        self.table.number_chosen.connect(self._on_number_chosen)

    # --- What the window asks of a page ------------------------------------------------------------------------------

    def came_to_front(self) -> None:
        """Look again."""
        self._say_detail.start()
        reads, before = self.parts.station.reads, self._stock if self._read else None
        lane = self.parts.counting
        self.parts.read(lambda: read_stock(reads, before, lane.give_way), self._show, self._not_read, lane=lane)

    def scanned(self, code: str) -> None:
        """A unit's code opens the unit; any other is looked up, and an article's is filtered by."""
        label = parse_label_code(code.upper())
        if label or parse_unit_lpn(code.upper()):
            self.unit_asked.emit(label[0] if label else code.upper())
            return
        reads = self.parts.station.reads
        self.parts.read(lambda: reads.search(code, MOST_HITS), lambda hits: self._found(code, hits), self._not_read)

    def show_article(self, sku: str) -> None:
        """Filter by an article, from elsewhere."""
        self.words.setText(sku)
        self._filter()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.title.say(_("Stock"))
        self.words.ask(_("Client, SKU or title"))
        self.clients.setAccessibleName(_("Client"))
        self.refresh.setAccessibleName(_("Look again"))
        self.refresh.setToolTip(_("Look again"))
        self.table.table.empty.say(*self._why_empty())
        self.table.retranslate()
        if "detail" in vars(self):
            self._is_detail_unsaid = True
            self._say_detail.start()
        self._fill_clients()
        if self._read:
            self._filter()

    def ahead(self) -> Iterator[Callable[[], object]]:
        """The right card first."""
        yield lambda: self.detail

    # --- What was read -----------------------------------------------------------------------------------------------

    def _show(self, stock: Stock) -> None:
        if stock is self._stock and self._read:
            self.table.say_chosen()
            return
        self._stock, self._read = stock, True
        self._fill_clients()
        self._filter()
        self.table.choose_first()

    def _found(self, code: str, hits: tuple[Hit, ...]) -> None:
        """A parcel's only unit is what is meant by the parcel; of any other parcel it is said what is known."""
        units = [hit for hit in hits if hit.kind is HitKind.UNIT]
        if hits and hits[0].kind is HitKind.PRODUCT:
            self.show_article(hits[0].key)
        elif len(units) == 1 or (hits and hits[0].kind is HitKind.UNIT):
            self.unit_asked.emit(units[0].key)
        else:
            kind = hits[0].kind if hits else None
            self.told.emit(partial(_known_of, code[:LONGEST_CODE], kind, len(units)), "warn")
            self.sounded.emit("refused")

    def _not_read(self, error: BaseException) -> None:
        log.warning("The stock page could not look something up: %s", error)
        self.told.emit(_("The stock could not be read; what stands here is from before."), "bad")

    def _show_behind(self, behind: Behind) -> None:
        self.detail.show_behind(behind)

    # --- Filters -----------------------------------------------------------------------------------------------------

    def _fill_clients(self) -> None:
        chosen = self.clients.currentData()
        self.clients.blockSignals(True)
        self.clients.clear()
        self.clients.addItem(_("All clients"), "")
        for client in self._stock.clients:
            self.clients.addItem(client, client)
        self.clients.setCurrentIndex(max(0, self.clients.findData(chosen)))
        self.clients.blockSignals(False)

    def _filter(self) -> None:
        words, client = self.words.text().casefold().split(), self.clients.currentData() or ""
        nowhere = self._stock.unlisted
        self.nowhere.setVisible(bool(nowhere))
        self.nowhere.set_pressable(True)
        self.nowhere.say(ngettext("{n} article sold nowhere", "{n} articles sold nowhere", len(nowhere)), "warn")
        pool = nowhere if self.nowhere.isChecked() and nowhere else self._stock.lines
        lines = [line for line in pool if (not client or line.article.client == client) and line.fits(words)]
        self.table.table.empty.say(*self._why_empty())
        self.table.show_stock(self._stock, lines)
        if not lines:
            self.detail.show_nothing()

    def _why_empty(self) -> tuple[str, str]:
        if not self._read:
            return "", ""
        if self._stock.lines:
            return _("Nothing fits"), _("No article has these words; take some away.")
        return _("No stock yet"), _("Stock comes with announced returns: import them, then scan their parcels.")

    # --- Slots -------------------------------------------------------------------------------------------------------

    @Slot()
    def _on_time_for_detail(self) -> None:
        """In a turn of its own: made, or said anew."""
        detail = self.detail
        if self._is_detail_unsaid:
            self._is_detail_unsaid = False
            detail.retranslate()
        detail.show()

    @Slot(str)
    def _on_filtered(self, _words: str) -> None:
        self._filter()
        self.table.choose_first()

    @Slot()
    def _on_list_asked(self) -> None:
        """Enter or Down in the filter: the keys go through what is listed."""
        if self.table.table.model.rowCount():
            self.table.table.view.setFocus()

    @Slot(object)
    def _on_row_opened(self, _line: Line) -> None:
        """Enter on a number: the keys go through what lies behind it."""
        self.detail.take_keys()

    @Slot()
    def _on_back_pressed(self) -> None:
        """One step back: from the entries to the list, from the list to the filter, which Esc empties."""
        if self.detail.has_keys:
            self.table.table.view.setFocus()
        elif self.words.hasFocus():
            self.words.clear()
        else:
            self.words.setFocus()

    @Slot(int)
    def _on_client_chosen(self, _place: int) -> None:
        self._filter()
        self.table.choose_first()

    @Slot()
    def _on_nowhere_pressed(self) -> None:
        self._filter()
        self.table.choose_first()

    @Slot()
    def _on_refresh_pressed(self) -> None:
        self.came_to_front()

    @Slot(object, str)
    def _on_number_chosen(self, line: Line, account: str) -> None:
        self.detail.show_line(line, account)
        reads, now = self.parts.station.reads, datetime.now(UTC)
        self.parts.read(lambda: read_behind(reads, line, account, now), self._show_behind, self._not_read)

    @Slot(str)
    def _on_unit_asked(self, lpn: str) -> None:
        self.unit_asked.emit(lpn)


def _known_of(code: str, kind: HitKind | None, units: int) -> str:
    """What is said of a code that opens nothing on this page."""
    if kind is HitKind.ORDER:
        return _("{code} is announced, and not here yet.", code=code)
    if kind is HitKind.PARCEL and units:
        return _("{code} is a parcel of several units: the field above (F7) lists them.", code=code)
    if kind is HitKind.PARCEL:
        return _("{code} is a parcel of which no unit is in stock.", code=code)
    return _("Nothing is known of {code}.", code=code)


def _table(_parts: Parts) -> StockTable:
    return StockTable()


AHEAD = (_table,)
