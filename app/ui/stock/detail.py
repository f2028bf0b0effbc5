"""What lies behind the chosen number: where the article stands, the entries of the ledger, what the shops were told.

Shows what it is given; a unit that is pressed is asked for by signal. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit import (
    Card,
    Column,
    DataTable,
    ElidedLabel,
    EmptyState,
    Label,
    NextTurn,
    Notice,
    ScrollColumn,
    Segmented,
)
from app.ui.kit.filling import filling
from app.ui.theme import Space, Type
from app.ui.words import _, ngettext, number

from .said import account_said
from .scene import Behind, EntryRow, Line, unlisted_said

ROW = 38
MOST_MESSAGES = 20
BESIDE = 3


class Detail(Card):
    """The right card.

    Signals:
        account_chosen(Line, str): the entries of another account of the same article
        unit_asked(str): a unit that an entry names

    """

    account_chosen = Signal(object, str)
    unit_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("stock_detail")
        self._behind: Behind | None = None
        self._line: Line | None = None
        self._next_turn = NextTurn(self)
        self.title = Label("", Type.NAME, name="stock_detail_title")
        self.sku = ElidedLabel("", Type.SECOND, "second", name="stock_detail_sku")
        self.nowhere = Notice("stock_unlisted")
        self.accounts = Segmented("stock_accounts")
        self.caption = Label("", Type.CAPTION, "second", name="stock_entries_caption")
        self.entries: DataTable[EntryRow] = DataTable("stock_entries", _columns(), "list-dashes")
        self.shops_caption = Label("", Type.CAPTION, "second", name="stock_messages_caption")
        self.messages = ScrollColumn("stock_messages", spacing=Space.HAIR)
        self.empty = EmptyState("stock_detail_empty", "hand-pointing")
        self.entries.wear(Type.SECOND, ROW)
        self._body = QWidget()
        self._lay_out()
        self.accounts.chosen.connect(self._on_account_chosen)
        self.entries.row_opened.connect(self._on_entry_opened)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.TIGHT)
        for widget in (self.title, self.sku, self.nowhere, self.accounts, self.caption):
            body.addWidget(widget)
        body.addWidget(self.entries, 3)
        body.addWidget(self.shops_caption)
        body.addWidget(self.messages, 2)
        self.column.addWidget(self.empty)
        self.column.addWidget(self._body)
        self._body.hide()

    def show_line(self, line: Line, account: str) -> None:
        """The article and its numbers at once; what lies behind them stays until the new is there."""
        self._line = line
        self.empty.hide()
        self._body.show()
        self.title.say(line.title or line.article.sku)
        self.sku.say(f"{line.article.client} · {line.article.sku}")
        words = unlisted_said(line)
        self.nowhere.say("warn", words) if words else self.nowhere.clear()
        choices = [(key, f"{account_said(key)} {number(count)}") for key, count in line.counts.items()]
        self.accounts.show_choices(_around(choices, account), account)

    def show_behind(self, behind: Behind) -> None:
        """The entries and messages of the number that was chosen last; of another one they come too late."""
        if self._line is None or behind.line.article != self._line.article:
            return
        self._next_turn.paint()
        self._behind = behind
        self.caption.say(_("Entries behind “{account}”, the newest first", account=account_said(behind.account)))
        self.entries.show_rows(behind.entries)
        self.shops_caption.say(_("What the shops were told"))
        self._show_messages(behind)

    def show_nothing(self) -> None:
        """No article is chosen."""
        self._line = self._behind = None
        self._body.hide()
        self.empty.show()

    @property
    def has_keys(self) -> bool:
        """Whether the keyboard is here."""
        focused: QWidget | None = self.focusWidget()
        return focused is not None and focused.hasFocus()

    def take_keys(self) -> None:
        """The keyboard goes through the entries, the newest first; Enter opens the unit of one."""
        view = self.entries.view
        if self.entries.model.rowCount() and not view.currentIndex().isValid():
            view.setCurrentIndex(self.entries.model.index(0, 0))
        (view if view.isVisible() else self.accounts).setFocus()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.empty.say(_("No article chosen"), _("Choose a number in the table to see the entries behind it."))
        self.entries.empty.say(_("No entries"), _("Nothing of this article ever stood here."))
        self.entries.model.retitle()
        self.entries.call(_("Ledger entries"))
        self.accounts.call(_("Where it stands"))
        if self._line is not None and self._behind is not None:
            self.show_line(self._line, self._behind.account)
            self.show_behind(self._behind)

    def _show_messages(self, behind: Behind) -> None:
        column = self.messages.column
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with filling(column.parentWidget()):
            self._add_messages(behind)

    def _add_messages(self, behind: Behind) -> None:
        column = self.messages.column
        if not behind.messages:
            column.addWidget(Label(_("Nothing yet."), Type.SECOND, "second", name="stock_no_messages"))
        for place, (words, tone) in enumerate(behind.messages[:MOST_MESSAGES]):
            column.addWidget(Label(words, Type.SECOND, tone, name=f"stock_message_{place}"))
        if (more := len(behind.messages) - MOST_MESSAGES) > 0:
            words = ngettext("and {n} earlier one", "and {n} earlier ones", more)
            column.addWidget(Label(words, Type.SECOND, "second", name="stock_messages_more"))

    @Slot(str)
    def _on_account_chosen(self, account: str) -> None:
        if self._line is not None:
            self.account_chosen.emit(self._line, account)

    @Slot(object)
    def _on_entry_opened(self, entry: EntryRow) -> None:
        if entry.unit:
            self.unit_asked.emit(entry.unit)


def _columns() -> list[Column[EntryRow]]:
    return [
        Column[EntryRow]("at", lambda: _("When"), lambda row: row.at, lambda row: row.order),
        Column[EntryRow]("why", lambda: _("What"), _what, share=1),
        Column[EntryRow]("quantity", lambda: "±", lambda row: row.quantity, lambda row: row.pieces, right=True),
    ]


def _what(row: EntryRow) -> str:
    return f"{row.unit} {row.why}" if row.unit else row.why


def _around(choices: list[tuple[str, str]], account: str) -> list[tuple[str, str]]:
    """Three at most fit beside each other: the chosen one between its neighbours, so that each is a key away."""
    at = next((place for place, (key, _words) in enumerate(choices) if key == account), 0)
    first = max(0, min(at - 1, len(choices) - BESIDE))
    seen = choices[first : first + BESIDE]
    if first > 0:
        seen[0] = (seen[0][0], f"‹ {seen[0][1]}")
    if first + BESIDE < len(choices):
        seen[-1] = (seen[-1][0], f"{seen[-1][1]} ›")
    return seen
