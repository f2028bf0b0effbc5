"""The search field of the header: any code or word, its hits below it; Enter opens the first, Esc gives the keys back.

Looks up in the reading lane; an answer to what is no longer typed is dropped. Main thread.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.looking import Hit, HitKind
from app.ui.kit import SearchField
from app.ui.parts import Parts
from app.ui.words import _

from .hits import HitList
from .said import hit_said

log = logging.getLogger(__name__)

MOST_HITS = 8
LEAST_WIDTH = 380
KEY = "F7"
"""The next that neither the pages nor the bench have."""


class Search(QWidget):
    """Put it into the header; `retranslate()` with the language.

    Signals:
        unit_asked(str): a unit by its LPN
        article_asked(str): an article by its SKU
        left(): Esc, and nothing is listed: the keys are the page's again
        told(str, str): what is known of a parcel or an order, which have no page of their own; with its tone

    """

    unit_asked = Signal(str)
    article_asked = Signal(str)
    left = Signal()
    told = Signal(str, str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("search")
        self._parts = parts
        self._asked = ""
        self._open_first = False
        self._hits: tuple[Hit, ...] = ()
        self._list: HitList | None = None
        self.field = SearchField("search_field")
        self.field.setProperty("slim", True)
        self.field.installEventFilter(self)
        key = QShortcut(QKeySequence(KEY), self)
        key.activated.connect(self._on_key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.field.searched.connect(self._on_searched)
        self.field.returnPressed.connect(self._on_return_pressed)

    @property
    def hits(self) -> HitList | None:
        """The list below the field, where one was shown."""
        return self._list

    def retranslate(self) -> None:
        """Say everything anew."""
        self.field.ask(f"{_('Any code or title')} · {KEY}")
        if self._list is not None and self._list.isVisible():
            self._on_searched(self._asked)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever asked has gone: what is still on its way is shown to nobody."""
        self._asked = ""
        self.close_list()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self._list is not None and self._list.isVisible():
                self._list.focus_first()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
        if watched is self.field and event.type() == QEvent.Type.FocusOut and not self._is_inside():
            self.close_list()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        """Esc: first the list goes, then the keys go back to the page."""
        if self._list is not None and self._list.isVisible():
            self.close_list()
        else:
            self.left.emit()

    def close_list(self) -> None:
        """Take the hits away."""
        self._open_first = False
        if self._list is not None:
            self._list.hide()

    def _is_inside(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return self._list is not None and focused is not None and self._list.isAncestorOf(focused)

    def _show(self, text: str, hits: tuple[Hit, ...]) -> None:
        if text != self._asked:
            return
        self._hits = hits
        if self._open_first and hits:
            self._open(hits[0])
            return
        now = datetime.now(UTC)
        listed = self._placed()
        listed.show_hits([(hit, hit_said(hit, now)) for hit in hits], _("Nothing is known by this."))

    def _placed(self) -> HitList:
        """The list, below the field and over the page."""
        if self._list is None:
            self._list = HitList(self.window())
            self._list.chosen.connect(self._on_chosen)
            self._list.left.connect(self._on_left)
        below = self.field.mapTo(self.window(), QPoint(0, self.field.height() + 4))
        width = min(max(LEAST_WIDTH, self.field.width()), self.window().width() - 16)
        left = min(below.x(), self.window().width() - width - 8)
        self._list.setGeometry(left, below.y(), width, self._list.height())
        return self._list

    def _open(self, hit: Hit) -> None:
        self.close_list()
        self.field.clear()
        if hit.kind is HitKind.UNIT:
            self.unit_asked.emit(hit.key)
        elif hit.kind is HitKind.PRODUCT:
            self.article_asked.emit(hit.key)
        else:
            self.told.emit(" · ".join(hit_said(hit, datetime.now(UTC))), "neutral")

    @Slot()
    def _on_key(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        if not self.isVisible():
            return  # typed just before somebody left
        self._asked = text
        if not text:
            self.close_list()
            return
        reads = self._parts.station.reads
        self._parts.read(lambda: reads.search(text, MOST_HITS), lambda hits: self._show(text, hits), self._not_read)

    def _not_read(self, error: BaseException) -> None:
        log.warning("The search could not be answered: %s", error)
        self._placed().show_hits([], _("The records cannot be asked now."))

    @Slot()
    def _on_return_pressed(self) -> None:
        """Enter opens the first, also where its answer is still on the way."""
        self._open_first = bool(self.field.text().strip())

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        self._open(hit)

    @Slot()
    def _on_left(self) -> None:
        self.close_list()
        self.field.setFocus()
