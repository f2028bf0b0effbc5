"""The tables of the work page in one place, each with its own columns, and the line that leads to older pages.

Says which row is looked at; the row that was stays chosen by its key while the list is read anew. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit import Column, DataTable, Label, SecondaryButton
from app.ui.ready import Take, made_now
from app.ui.theme import Space, Type
from app.ui.words import _, number

from .evidence import DamageRow
from .scene import ClaimRow, DriftRow, MessageRow, Mode, ShopRow

Row = ShopRow | MessageRow | DriftRow | ClaimRow | DamageRow
NEWER_KEY, OLDER_KEY = "N", "O"


def _shops(_parts: object) -> DataTable[ShopRow]:
    return DataTable("work_shops", _shop_columns(), "storefront")


def _messages(_parts: object) -> DataTable[MessageRow]:
    return DataTable("work_messages", _message_columns(), "check-circle")


def _drifts(_parts: object) -> DataTable[DriftRow]:
    return DataTable("work_drifts", _drift_columns(), "scales")


def _claims(_parts: object) -> DataTable[ClaimRow]:
    return DataTable("work_claims", _claim_columns(), "scales")


def _damaged(_parts: object) -> DataTable[DamageRow]:
    return DataTable("work_damaged", _damage_columns(), "check-circle")


TABLES = (_shops, _messages, _drifts, _claims, _damaged)
"""A table takes as long to make as a page's paint: each may be made in a turn of its own."""


class Lists(QWidget):
    """`show_rows(mode, rows)`, `show_page(place, first, count, more)`.

    Signals:
        row_chosen(str): the key of the row that is looked at; empty for none
        row_opened(): Enter or a double click
        back_asked(), on_asked(): the page before, the page after

    """

    row_chosen = Signal(str)
    row_opened = Signal()
    back_asked = Signal()
    on_asked = Signal()

    def __init__(self, take: Take = made_now) -> None:
        super().__init__()
        self.shops, self.messages, self.drifts = take(_shops), take(_messages), take(_drifts)
        self.claims, self.damaged = take(_claims), take(_damaged)
        self._mode = Mode.SHOPS
        self._rows: Sequence[Row] = ()
        self._stack = QStackedWidget()
        self.range = Label("", Type.SECOND, "second", wrap=False, name="work_range")
        self.back = SecondaryButton("work_back", key=NEWER_KEY, small=True)
        self.on = SecondaryButton("work_on", key=OLDER_KEY, small=True)
        self._pager = QWidget()
        self._lay_out()
        for table in (self.claims, self.damaged):
            table.wrap()  # what is lacking, or what happened, on two lines where one is too short
        for table in self.tables:
            table.row_chosen.connect(self._on_row_chosen)
            table.row_opened.connect(self._on_row_opened)
        self.back.clicked.connect(self.back_asked)
        self.on.clicked.connect(self.on_asked)

    @property
    def tables(self) -> tuple[DataTable[Any], ...]:
        """All of them."""
        return self.shops, self.messages, self.drifts, self.claims, self.damaged

    @property
    def front(self) -> DataTable[Any]:
        """The one that is shown."""
        tables: dict[Mode, DataTable[Any]] = {
            Mode.SHOPS: self.shops,
            Mode.DRIFT: self.drifts,
            Mode.CLAIMS: self.claims,
            Mode.DAMAGED: self.damaged,
        }
        return tables.get(self._mode, self.messages)

    @property
    def key(self) -> str:
        """The key of the row that is looked at; empty where none is."""
        index = self.front.view.currentIndex()
        return str(self.front.model.row(index.row()).key) if index.isValid() else ""

    def _lay_out(self) -> None:
        for table in self.tables:
            self._stack.addWidget(table)
        pager = QHBoxLayout(self._pager)
        pager.setContentsMargins(0, Space.HAIR, 0, 0)
        pager.addWidget(self.range)
        pager.addStretch()
        pager.addWidget(self.back)
        pager.addWidget(self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._pager)
        self._pager.hide()

    def show_rows(self, mode: Mode, rows: Sequence[Row]) -> None:
        """Other rows. Those that are the same are left alone, and so is whoever reads them."""
        if mode is self._mode and rows == self._rows:
            return
        key = self.key if mode is self._mode else ""
        place = self.front.view.currentIndex().row() if mode is self._mode else -1
        self._mode, self._rows = mode, rows
        table = self.front
        scroll = table.view.verticalScrollBar().value()
        self._stack.setCurrentWidget(table)
        table.view.selectionModel().blockSignals(True)
        table.show_rows(rows)
        table.view.selectionModel().blockSignals(False)
        self._choose(key, place)
        table.view.verticalScrollBar().setValue(scroll)

    def _choose(self, key: str, place: int) -> None:
        """The row of before by its key; where it is gone, the one that has taken its place; at first the first."""
        table = self.front
        count = table.model.rowCount()
        if not count:
            self.row_chosen.emit("")
            return
        keys = [table.model.row(row).key for row in range(count)]
        row = keys.index(key) if key in keys else min(max(place, 0), count - 1)
        table.view.setCurrentIndex(table.model.index(row, 0))
        self.row_chosen.emit(keys[row])

    def show_page(self, place: int, first: int, count: int, *, more: bool) -> None:
        """Which page of the messages it is: so many pages on, its rows counted from `first`."""
        self._pager.setVisible(place > 0 or more)
        self.range.say(_("{first} to {last}", first=number(first), last=number(first + count - 1)) if count else "")
        self.back.setEnabled(place > 0)
        self.on.setEnabled(more)

    def retranslate(self) -> None:
        """Say the headings anew."""
        for table in self.tables:
            table.model.retitle()
        self.shops.call(_("Shops"))
        self.messages.call(_("Messages to the shops"))
        self.drifts.call(_("Differences"))
        self.claims.call(_("Open claims"))
        self.damaged.call(_("Damaged photos"))
        self.back.say(_("Back"))
        self.on.say(_("Go on"))

    @Slot(object)
    def _on_row_chosen(self, row: Row) -> None:
        self.row_chosen.emit(row.key)

    @Slot(object)
    def _on_row_opened(self, _row: Row) -> None:
        self.row_opened.emit()


def _shop_columns() -> list[Column[ShopRow]]:
    return [
        Column[ShopRow]("channel", lambda: _("Shop"), lambda row: row.key),
        Column[ShopRow]("state", lambda: _("State"), lambda row: row.state),
        Column[ShopRow]("waiting", lambda: _("Waiting"), lambda row: row.waiting, right=True),
        Column[ShopRow]("oldest", lambda: _("Oldest"), lambda row: row.oldest, lambda row: row.age_s, right=True),
        Column[ShopRow]("held", lambda: _("To decide"), lambda row: row.held, right=True),
        Column[ShopRow]("confirmed", lambda: _("Confirmed"), lambda row: row.confirmed, right=True),
        Column[ShopRow]("read", lambda: _("Last read"), lambda row: row.read, share=1),
    ]


def _message_columns() -> list[Column[MessageRow]]:
    return [
        Column[MessageRow]("at", lambda: _("Made"), lambda row: row.at, lambda row: row.order),
        Column[MessageRow]("channel", lambda: _("Shop"), lambda row: row.channel),
        Column[MessageRow]("article", lambda: _("SKU"), lambda row: row.article),
        Column[MessageRow]("unit", lambda: _("Unit"), lambda row: row.unit),
        Column[MessageRow]("change", lambda: _("What"), lambda row: row.change),
        Column[MessageRow]("state", lambda: _("State"), lambda row: row.state, share=1),
        Column[MessageRow]("tries", lambda: _("Tries"), lambda row: row.tries, lambda row: row.attempts, right=True),
    ]


def _drift_columns() -> list[Column[DriftRow]]:
    return [
        Column[DriftRow]("channel", lambda: _("Shop"), lambda row: row.channel),
        Column[DriftRow]("article", lambda: _("SKU"), lambda row: row.article, share=1),
        Column[DriftRow]("grade", lambda: _("Sold as"), lambda row: row.grade),
        Column[DriftRow]("expected", lambda: _("Should show"), lambda row: row.expected, right=True),
        Column[DriftRow]("found", lambda: _("Shows"), lambda row: row.found, right=True),
        Column[DriftRow]("difference", lambda: "±", lambda row: row.difference, lambda row: row.pieces, right=True),
    ]


def _damage_columns() -> list[Column[DamageRow]]:
    return [
        Column[DamageRow]("whose", lambda: _("Unit or parcel"), lambda row: row.whose),
        Column[DamageRow]("shot", lambda: _("Photo"), lambda row: row.shot),
        Column[DamageRow]("taken", lambda: _("Taken"), lambda row: row.taken, lambda row: row.order),
        Column[DamageRow]("why", lambda: _("What happened"), lambda row: row.why, share=1),
    ]


def _claim_columns() -> list[Column[ClaimRow]]:
    return [
        Column[ClaimRow]("claim", lambda: _("Claim"), lambda row: row.key),
        Column[ClaimRow]("left", lambda: _("Time left"), lambda row: row.left, lambda row: row.place),
        Column[ClaimRow]("desk", lambda: _("Desk"), lambda row: row.desk),
        Column[ClaimRow]("units", lambda: _("Units"), lambda row: row.units),
        Column[ClaimRow]("lacks", lambda: _("What it lacks"), lambda row: row.lacks, share=1),
        Column[ClaimRow]("packs", lambda: _("Pack"), lambda row: row.packs),
    ]
