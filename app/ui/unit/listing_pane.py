"""The text that describes an open-box unit to buyers: one a kind of shop, shown whole, and copied for the shop's page.

Written in the lane from the unit's record; nothing of it is typed, so that what is promised is what was found. Main
thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.bench.refusal import Refused
from app.domain.listing_text import ListingText
from app.domain.stock import Account
from app.services.listing_text import language_of
from app.services.looking import Record
from app.services.station import Station
from app.ui.faults import told
from app.ui.kit import Label, Notice, SecondaryButton, Segmented
from app.ui.parts import Parts
from app.ui.theme import Space, Type
from app.ui.words import _, translated

USUAL = ("amazon", "ebay", "shopify")
"""Offered where no shop is set up yet."""
MOST = 5


class ListingPane(QWidget):
    """`show_unit(record)`; hidden where the unit is not on sale as open box."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("unit_listing")
        self._parts = parts
        self._record: Record | None = None
        self._text = ""
        self.caption = Label("", Type.CAPTION, "second", name="unit_listing_caption")
        self.kinds = Segmented("unit_listing_kinds")
        self.copy = SecondaryButton("unit_listing_copy", icon="copy", small=True)
        self.text = Label("", Type.SECOND, name="unit_listing_text")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice = Notice("unit_listing_notice")
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.NEAR)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.caption)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(self.text)
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.hide()

    @property
    def offered(self) -> bool:
        """Whether this unit has such a text."""
        return self._record is not None

    def show_unit(self, record: Record) -> None:
        """Another unit, or the same as it stands now: its text is written anew, for its findings may be others."""
        open_box = record["account"] == Account.SELLABLE_B.value
        self._record = record if open_box else None
        self._tell("")
        self.notice.clear()
        if open_box:
            channels = [one.kind for one in self._parts.station.settings.channel]
            names = tuple(dict.fromkeys(channels))[:MOST] or USUAL
            chosen = self.kinds.key if self.kinds.key in names else names[0]
            self.kinds.show_choices([(name, name.replace("_", " ").title()) for name in names], chosen)
            self._write(chosen)

    def retranslate(self) -> None:
        """Say its own words anew; the text is in the language of the shop's buyers."""
        self.caption.say(_("Text of its listing, from what was found"))
        self.kinds.call(_("Kind of shop"))
        self.copy.say(_("Copy"))

    def _write(self, kind: str) -> None:
        record, station = self._record, self._parts.station
        if record is not None:
            done, failed = partial(self._on_written, record, kind), partial(self._on_failed, record)
            self._parts.read(lambda: _described(station, record, kind), done, failed)

    def _tell(self, text: str) -> None:
        self._text = text
        self.text.say(text)
        self.copy.setEnabled(bool(text))

    def _on_written(self, record: Record, kind: str, told: ListingText) -> None:
        if record is self._record and kind == self.kinds.key:
            self._tell("\n".join(filter(None, (told.title, told.condition, *told.bullets, told.note))))
            self.notice.say("warn" if told.notice else "neutral", told.notice)

    def _on_failed(self, record: Record, error: BaseException) -> None:
        if record is self._record:
            self._tell("")
            if isinstance(error, Refused):
                self.notice.say("warn", translated(error.message), translated(error.hint))
            else:
                self.notice.say("warn", *told(error))

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self._tell("")
        self.notice.clear()
        self._write(kind)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.notice.say("ok", _("Copied."))


def _described(station: Station, record: Record, kind: str) -> ListingText:
    """In the lane. Raises `BenchError` where there is no text to be written."""
    writer = station.open_listing_writer()
    credentials = next((one.credentials for one in station.settings.channel if one.kind == kind), {})
    return writer.describe(record, kind, language_of(kind, credentials, station.settings.station.language))
