"""The work page: four figures, the list with its filters, and what lies behind the line that is looked at.

Looks anew by itself while it is in front; what stands there stays until the new is read, and the line that somebody
reads stays theirs. Everything has a key; nothing is modal. Reads in the lane. Main thread.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.background.timers import every
from app.domain.access import Operator
from app.domain.identifiers import parse_label_code
from app.services.syncing.in_step import Asked
from app.ui.faults import told
from app.ui.kit import Card, SearchField, SecondaryButton, Segmented
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, number, translated

from .detail import OPEN_KEY, RETRY_KEY, Detail
from .evidence import damage_detail, damage_rows
from .figures import Figures
from .lists import NEWER_KEY, OLDER_KEY, TABLES, Lists, Row
from .scene import (
    CLAIMS_AGAIN,
    PAGE,
    WANTED,
    Looked,
    Mode,
    claim_detail,
    claim_rows,
    drift_detail,
    drift_rows,
    figures,
    message_detail,
    message_rows,
    read_open_claims,
    read_work,
    shop_detail,
    shop_rows,
)

log = logging.getLogger(__name__)

DETAIL_WIDTH = 372
LIVE_MS = 3000


class WorkPage(Page):
    """What the shops are told, and what of it needs a person."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("work")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._looked: Looked | None = None
        self._mode = Mode.SHOPS
        self._chose = False
        self._cursors: list[str] = [""]
        self._reading = False
        self._again = False
        self._claims_due = True
        self.figures = Figures()
        self.modes = Segmented("work_modes")
        self.modes.draw_caps({mode.value: str(place) for place, mode in enumerate(Mode, start=1)})
        self.words = SearchField("work_words")
        self.shops = QComboBox()
        self.shops.setObjectName("work_channels")
        self.refresh = SecondaryButton("work_refresh", icon="arrows-clockwise", small=True)
        self.lists = Lists(parts.take)
        self.detail = parts.take(_detail)
        self._lay_out()
        self._connect()
        self._keys = [self._key(key, call) for key, call in self._acts()]
        self._live = every(LIVE_MS, self._on_time_to_look, self)

    def _lay_out(self) -> None:
        left = Card("work_card")
        first, second = QHBoxLayout(), QHBoxLayout()
        for bar in (first, second):
            bar.setSpacing(Space.NEAR)
        first.addWidget(self.modes, 1)
        first.addWidget(self.refresh)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words.setMaximumWidth(420)
        self.shops.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.shops.setMaximumWidth(260)
        second.addWidget(self.words, 1)
        second.addWidget(self.shops)
        second.addStretch()
        left.column.addLayout(first)
        left.column.addLayout(second)
        left.column.addWidget(self.lists, 1)
        self.detail.setFixedWidth(DETAIL_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(Space.CARD)
        row.addWidget(left, 1)
        row.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(self.figures)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.modes.chosen.connect(self._on_mode_chosen)
        self.words.searched.connect(self._on_filtered)
        self.words.list_asked.connect(self._focus_list)
        self.shops.currentIndexChanged.connect(self._on_filtered)
        self.refresh.clicked.connect(self._on_refresh_pressed)
        self.lists.row_chosen.connect(self._on_row_chosen)
        self.lists.row_opened.connect(self._on_row_opened)
        self.lists.back_asked.connect(self._on_back_asked)
        self.lists.on_asked.connect(self._on_on_asked)
        self.detail.retry_asked.connect(self._on_retry_asked)
        self.detail.unit_asked.connect(self.unit_asked)
        self.detail.claims_asked.connect(self.claims_asked)
        self.detail.article_asked.connect(self.article_asked)

    def _acts(self) -> tuple[tuple[str, object], ...]:
        modes = tuple((str(place), partial(self.open, mode)) for place, mode in enumerate(Mode, start=1))
        return (
            *modes,
            (RETRY_KEY, self.detail.act),
            (OPEN_KEY, self.detail.open_it),
            (NEWER_KEY, self._on_back_asked),
            (OLDER_KEY, self._on_on_asked),
            ("/", self.words.setFocus),
        )

    def _key(self, key: str, call: object) -> QShortcut:
        """A key of the page; a field that is typed into keeps its letters."""
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(call)
        return made

    # --- What the window asks of a page ------------------------------------------------------------------------------

    def came_to_front(self) -> None:
        """Look again; whoever comes the first time sees first what a person must decide, where there is anything."""
        self.detail.say_outcome("neutral")
        self._claims_due = True
        self._read()
        self._focus_list()

    def scanned(self, code: str) -> None:
        """A unit's code filters by the unit, any other code by its words."""
        label = parse_label_code(code.upper())
        self.words.setText(label[0] if label else code[:80])

    def retranslate(self) -> None:
        """Say everything anew."""
        self.words.ask(_("Unit, SKU or shop"))
        self.shops.setAccessibleName(_("Shop"))
        self.refresh.setAccessibleName(_("Look again"))
        self.refresh.setToolTip(_("Look again"))
        self.modes.call(_("What is listed"))
        self.lists.retranslate()
        self.detail.retranslate()
        self._show()

    # --- Reading -----------------------------------------------------------------------------------------------------

    @property
    def operator(self) -> Operator | None:
        """Who is signed in."""
        standing = self.parts.desk.standing
        return standing.state.operator if standing is not None else None

    @property
    def _asked(self) -> Asked | None:
        wanted = WANTED.get(self._mode)
        if wanted is None:
            return None
        return Asked(wanted, self._channel, self.words.text().strip(), self._cursors[-1], PAGE)

    @property
    def _channel(self) -> str:
        return str(self.shops.currentData() or "")

    def _read(self, *, anew: bool = False) -> None:
        """One look at a time; what changes meanwhile is looked at when it is done."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        station, asked, before = self.parts.station, self._asked, None if anew else self._looked
        channels = [one.name for one in station.settings.channel]
        now = datetime.now(UTC)
        wanted, listed = self._are_claims_wanted(now), self._mode is Mode.CLAIMS
        if wanted:
            self._claims_due = False
        look = partial(
            read_work,
            station.reads,
            channels,
            now,
            asked,
            working=station.at_work,
            damage=station.damaged,
            before=before,
            claims=partial(read_open_claims, station.open_claims, listed=listed) if wanted else None,
        )
        self.parts.read(look, self._on_read, self._on_not_read)

    def _are_claims_wanted(self, now: datetime) -> bool:
        """Whether this look goes for the claims: never the one that somebody waits for to see anything else."""
        looked = self._looked
        if looked is None:
            return False
        if self._mode is not Mode.CLAIMS:
            return self._claims_due and looked.asked == self._asked
        return self._claims_due or looked.claims_at is None or now - looked.claims_at >= CLAIMS_AGAIN

    def _on_read(self, looked: Looked) -> None:
        self._reading = False
        first = self._looked is None
        if looked.asked != self._asked:
            self._looked = looked if first else self._looked
        else:
            self._looked = looked
            if first and not self._chose and looked.step.held:
                self._mode = Mode.HELD
                self._again = True
            self._show()
            self._again = self._again or self._claims_due  # now that the rest is seen
        self._go_on()

    def _on_not_read(self, error: BaseException) -> None:
        self._reading, self._claims_due = False, True
        log.warning("The work page could not look something up: %s", error)
        self.told.emit(_("The work could not be read; what stands here is from before."), "bad")
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._read()

    # --- Showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        here = self.hasFocus() or any(table.view.hasFocus() for table in self.lists.tables)
        self._show_all()
        if here:
            self._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from what filters back to the list."""
        if event.key() == Qt.Key.Key_Escape and (self.words.hasFocus() or self.shops.hasFocus()):
            self._focus_list()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _focus_list(self) -> None:
        """The list has the keys; where there is none, the page itself: a hidden list would lose them."""
        view = self.lists.front.view
        (view if view.isVisible() else self).setFocus()

    def _show_all(self) -> None:
        looked = self._looked
        self._say_modes()
        self._say_empty()
        if looked is None:
            return
        self.figures.show_figures(figures(looked))
        self._fill_shops(looked)
        if looked.asked == self._asked:
            self.lists.show_rows(self._mode, self._rows(looked))
            self._show_pages(looked)
        self._show_detail()

    def _rows(self, looked: Looked) -> tuple[Row, ...]:
        if self._mode is Mode.SHOPS:
            return shop_rows(looked)
        if self._mode is Mode.DRIFT:
            return drift_rows(looked, self._channel, self.words.text().strip())
        if self._mode is Mode.CLAIMS:
            return claim_rows(looked, self.words.text().strip())
        if self._mode is Mode.DAMAGED:
            return damage_rows(looked, self.words.text().strip())
        return message_rows(looked)

    def _show_pages(self, looked: Looked) -> None:
        place = len(self._cursors) - 1 if self._mode in WANTED else 0
        rows = len(looked.messages.rows)
        self.lists.show_page(place, place * PAGE + 1, rows, more=bool(looked.messages.after) and self._mode in WANTED)

    def _show_detail(self) -> None:
        if self._looked is None:
            self.detail.show_detail(None)
        elif self._mode is Mode.SHOPS:
            self.detail.show_detail(shop_detail(self._looked, self.lists.key))
        elif self._mode is Mode.DRIFT:
            self.detail.show_detail(drift_detail(self._looked, self.lists.key))
        elif self._mode is Mode.CLAIMS:
            self.detail.show_detail(claim_detail(self._looked, self.lists.key))
        elif self._mode is Mode.DAMAGED:
            self.detail.show_detail(damage_detail(self._looked, self.lists.key))
        else:
            self.detail.show_detail(message_detail(self._looked, self.lists.key, self.operator))

    def _say_modes(self) -> None:
        step = self._looked.step if self._looked is not None else None
        counts = {
            Mode.SHOPS: len(step.shops) if step else 0,
            Mode.HELD: step.held if step else 0,
            Mode.WAITING: step.waiting if step else 0,
            Mode.DRIFT: step.differing if step else 0,
            Mode.CLAIMS: self._looked.claims.open if self._looked and self._looked.claims else 0,
            Mode.DAMAGED: len(self._looked.damaged) if self._looked is not None else 0,
        }
        words = {
            Mode.SHOPS: _("Shops"),
            Mode.HELD: _("To decide"),
            Mode.WAITING: _("Waiting"),
            Mode.CONFIRMED: _("Confirmed"),
            Mode.DRIFT: _("Differences"),
            Mode.CLAIMS: _("Claims"),
            Mode.DAMAGED: _("Damaged photos"),
        }
        listed = [mode for mode in Mode if mode is not Mode.DAMAGED or counts[mode] or mode is self._mode]
        said = [
            (mode.value, f"{words[mode]} {number(n)}" if (n := counts.get(mode)) else words[mode]) for mode in listed
        ]
        self.modes.show_choices(said, self._mode.value)
        self.words.setEnabled(self._mode is not Mode.SHOPS)
        self.shops.setEnabled(self._mode not in {Mode.SHOPS, Mode.CLAIMS, Mode.DAMAGED})

    def _say_empty(self) -> None:
        """What will be here, and how it comes."""
        if self._looked is None:
            for table in self.lists.tables:
                table.empty.say("", "")
            return
        filtered = bool(self.words.text().strip() or self._channel)
        nothing = _("Nothing fits"), _("No line has these words, or this shop; take some away.")
        says = {
            Mode.HELD: (_("Nothing to decide"), _("What a shop refuses, or nobody can tell, waits here for a person.")),
            Mode.WAITING: (_("Nothing waits"), _("What is graded goes to its shops by itself, within a second.")),
            Mode.CONFIRMED: (_("Nothing confirmed yet"), _("Graded units stand here once their shop has them.")),
        }
        self.lists.messages.empty.say(*(nothing if filtered else says.get(self._mode, says[Mode.HELD])))
        self.lists.damaged.empty.say(
            *(nothing if filtered else (_("No damaged photos"), _("Every photo was sound when it was last looked at.")))
        )
        self.lists.shops.empty.say(
            _("No shop is set up"), _("Set one up in config.toml, then import where articles are sold (listings).")
        )
        self.lists.drifts.empty.say(
            *(nothing if filtered else (_("No differences"), _("Every listing shows what it should, as last read.")))
        )
        self.lists.claims.empty.say(*self._no_claims(nothing if filtered else None))

    def _no_claims(self, filtered: tuple[str, str] | None) -> tuple[str, str]:
        fault = self._looked.claims.fault if self._looked is not None and self._looked.claims is not None else None
        if fault is not None:
            return translated(fault.message), translated(fault.hint)
        if self._looked is None or (self._looked.claims_at is None and not self.lists.claims.model.rowCount()):
            return "", ""  # nobody knows yet
        return filtered or (_("No open claim"), _("What a unit may become is opened on its page."))

    def _fill_shops(self, looked: Looked) -> None:
        names, chosen = [shop.channel for shop in looked.step.shops], self._channel
        there = [self.shops.itemData(place) for place in range(1, self.shops.count())]
        if names == there and self.shops.itemText(0) == _("All shops"):
            return
        self.shops.blockSignals(True)
        self.shops.clear()
        self.shops.addItem(_("All shops"), "")
        for name in names:
            self.shops.addItem(name, name)
        self.shops.setCurrentIndex(max(0, self.shops.findData(chosen)))
        self.shops.blockSignals(False)

    # --- What a person does ------------------------------------------------------------------------------------------

    def open(self, mode: Mode) -> None:
        """List something else."""
        self._chose = True
        self._mode = mode
        self._cursors = [""]
        self.detail.say_outcome("neutral")
        self._show()
        self._read()
        self._focus_list()

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        self.open(Mode(mode))

    @Slot(str)
    @Slot(int)
    def _on_filtered(self, _value: object) -> None:
        self._cursors = [""]
        self._show()
        self._read()

    @Slot()
    def _on_refresh_pressed(self) -> None:
        self._claims_due = True
        self._read(anew=True)

    @Slot()
    def _on_time_to_look(self) -> None:
        if self.isVisible() and self._looked is not None:
            self._read()

    @Slot(str)
    def _on_row_chosen(self, _key: str) -> None:
        self._show_detail()

    @Slot()
    def _on_row_opened(self) -> None:
        """Enter: a shop lists what it is told, anything else opens what it is about."""
        if self._mode is not Mode.SHOPS:
            self.detail.open_it()
            return
        place, looked = self.shops.findData(self.lists.key), self._looked
        shop = next((one for one in looked.step.shops if one.channel == self.lists.key), None) if looked else None
        self.shops.setCurrentIndex(max(0, place))
        self.open(Mode.HELD if shop is not None and shop.held else Mode.WAITING)

    @Slot()
    def _on_back_asked(self) -> None:
        if len(self._cursors) > 1:
            self._cursors.pop()
            self._read()

    @Slot()
    def _on_on_asked(self) -> None:
        looked = self._looked
        if looked is not None and looked.messages.after and looked.asked == self._asked:
            self._cursors.append(looked.messages.after)
            self._read()

    @Slot(str)
    def _on_retry_asked(self, message: str) -> None:
        self.detail.retry.setEnabled(False)
        station, by = self.parts.station, self.operator
        self.parts.read(partial(station.retry_held, message, by), self._on_retried, self._on_not_retried)

    def _on_retried(self, _nothing: object) -> None:
        self.detail.retry.setEnabled(True)
        self.detail.say_outcome("ok", _("It goes out again."), _("Its shop is told as soon as it answers."))
        self.sounded.emit("done")
        self._read()

    def _on_not_retried(self, error: BaseException) -> None:
        self.detail.retry.setEnabled(True)
        self.detail.say_outcome("bad", *told(error))
        self.sounded.emit("refused")
        self._read()


def _detail(_parts: Parts) -> Detail:
    return Detail()


AHEAD = (*TABLES, _detail)
