"""The header: the pages, what is ready and what is not, the language, and who works here.

Says what was chosen by signals; decides nothing. Everything in it is reached by Tab, by touch and by its own key.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.kit import Chip, Label, PageTab
from app.ui.theme import Space, Type, current
from app.ui.words import _

HEIGHT = 48
LOGO = 20
SEARCH = 150
"""Narrower than elsewhere: what is ready, and what is not, stands beside it."""
ROOMY = SEARCH + 50
"""With less its own words are cut: what is neither good nor bad need not stand beside it then."""
GAP = 6
EVERY_WIDER = SEARCH + 170
"""As wide as the search becomes where there is room."""


class Header(QWidget):
    """The bar at the top.

    Signals:
        page_chosen(str): a page by its name
        language_asked(): the chip of the language was touched
        person_asked(): the chip of the person was touched
        device_asked(str): the chip of a device was touched
        keys_left(): what had the keyboard here is not seen any more, or Esc was pressed on it

    """

    page_chosen = Signal(str)
    language_asked = Signal()
    person_asked = Signal()
    device_asked = Signal(str)
    keys_left = Signal()

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self._tabs = {name: PageTab(f"page-{name}") for name in pages}
        self._group = QButtonGroup(self)
        self._chips: dict[str, Chip] = {}
        self.language = _chip("language", self.language_asked.emit)
        self.person = _chip("person", self.person_asked.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.WIDE, 0, Space.WIDE, 0)
        row.setSpacing(GAP)
        self._mark = _Mark()
        row.addWidget(self._mark)
        row.addSpacing(Space.NEAR)
        for number, (name, tab) in enumerate(self._tabs.items(), start=1):
            self._group.addButton(tab)
            tab.clicked.connect(partial(self.page_chosen.emit, name))
            # A button's own shortcut lets go of it after a tenth of a second; a scan may come sooner.
            QShortcut(QKeySequence(f"F{number}"), tab).activated.connect(tab.click)
            row.addWidget(tab)
        self._search_room = QWidget()
        self._search_room.setObjectName("search-room")
        self._middle = QHBoxLayout(self._search_room)
        self._middle.setContentsMargins(Space.WIDE, 0, Space.NEAR, 0)
        row.addWidget(self._search_room)
        row.addStretch(1)
        self._ready = QHBoxLayout()
        self._ready.setSpacing(Space.TIGHT)
        row.addLayout(self._ready)
        for chip in (self.language, self.person):
            self._ready.addWidget(chip)

    def set_search(self, search: QWidget) -> None:
        """The field between the pages and the chips."""
        search.setMinimumWidth(SEARCH)
        for field in search.findChildren(QLineEdit):
            field.setMinimumWidth(SEARCH)
        self._middle.addWidget(search, 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes through what stands here as it stands, though chips are made when they have something to say."""
        search = self._search_room.findChildren(QLineEdit)
        for before, after in pairwise(
            (*self._tabs.values(), *search, *self._chips.values(), self.language, self.person)
        ):
            QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keys_left.emit()
        else:
            super().keyPressEvent(event)

    def show_page(self, name: str) -> None:
        """Mark the page that is in front."""
        for each, tab in self._tabs.items():
            tab.setChecked(each == name)

    def show_signed_in(self, signed_in: bool) -> None:
        """Without a person there are no pages to go to."""
        for tab in self._tabs.values():
            tab.setVisible(signed_in)
        self._search_room.setVisible(signed_in)
        self.person.setVisible(signed_in)
        self._make_room()

    def say(self, device: str, words: str, state: str) -> None:
        """What a device has to say: `ok`, `warn`, `bad` or `neutral`; empty words take its chip away."""
        chip = self._chips.get(device)
        if chip is None:
            chip = _chip(device, lambda: self.device_asked.emit(device))
            self._chips[device] = chip
            self._ready.insertWidget(self._ready.indexOf(self.language), chip)
            self._order_tabs()
        chip.say(words, state)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()  # all text may be larger now
        super().changeEvent(event)

    def _make_room(self) -> None:
        """Where not all have their place whole, a device that has nothing to be looked after gives up its own: first
        what is neither good nor bad, then what is well. Half a word would tell nobody anything."""
        shown = [chip for chip in self._chips.values() if chip.accessibleName()]
        for state, least in (("neutral", ROOMY), ("ok", SEARCH)):
            for chip in [one for one in shown if one.state == state]:
                if self._room(shown) < least:
                    shown.remove(chip)
        focused: QWidget | None = self.window().focusWidget()
        for chip in self._chips.values():
            chip.setVisible(chip in shown)
        if focused in self._chips.values() and focused not in shown:
            self.keys_left.emit()
        edges = self._middle.contentsMargins()
        room = min(EVERY_WIDER, max(SEARCH, self._room(shown)))
        self._search_room.setFixedWidth(room + edges.left() + edges.right())

    def _room(self, chips: list[Chip]) -> int:
        """What is left for the search beside these."""
        edges = self._middle.contentsMargins()
        beside = 2 * Space.WIDE + Space.NEAR + edges.left() + edges.right() + 2 * GAP
        fixed = [self._mark, *(tab for tab in self._tabs.values() if not tab.isHidden())]
        ready = [*chips, *(one for one in (self.language, self.person) if not one.isHidden())]
        words = sum(one.sizeHint().width() + GAP for one in fixed) + beside
        return self.width() - words - sum(one.sizeHint().width() + Space.TIGHT for one in ready)

    def retranslate(self) -> None:
        """Say the pages anew."""
        titles = {
            "bench": _("Bench"),
            "stock": _("Stock"),
            "work": _("Work"),
            "imports": _("Import"),
            "settings": _("Settings"),
        }
        for number, (name, tab) in enumerate(self._tabs.items(), start=1):
            tab.say(titles[name], f"F{number}")
            tab.setToolTip(f"{titles[name]} · F{number}")
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))


def _chip(name: str, on_touched: Callable[[], object]) -> Chip:
    chip = Chip(name)
    chip.set_pressable(True)
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    chip.clicked.connect(on_touched)
    return chip


class _Mark(QWidget):
    """The name of the house, and its sign: an arrow that turns back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mark")
        row = QHBoxLayout(self)
        row.setContentsMargins(LOGO + 9, 0, Space.TIGHT, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        row.addWidget(Label("Regrade", Type.ACT, wrap=False, name="mark-name"))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sign = QRectF(0, (self.height() - LOGO) / 2, LOGO, LOGO)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(sign, 5, 5)
        pen = QPen(QColor(theme.on_accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        ring = sign.adjusted(5, 5, -5, -5)
        painter.drawArc(ring, 40 * 16, 260 * 16)
        tip = QPointF(ring.center().x() + 4.2, ring.center().y() + 3.8)
        painter.drawLine(tip, tip + QPointF(0.2, -3.4))
        painter.drawLine(tip, tip + QPointF(-3.4, 0.2))
