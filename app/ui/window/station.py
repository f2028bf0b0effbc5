"""The station window: header, pages, footer; who is signed in decides what is shown.

Nothing here is modal. A page is made when it is first asked for, so that the window is up before the last of them. What
the scanner reads goes to the page in front; the answer of the bench comes to all of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.background.timers import every, once
from app.domain.access import Operator
from app.domain.print_jobs import PrintJob
from app.services.inspecting import Standing
from app.services.looking import Shift
from app.services.safekeeping import Room, RoomState
from app.ui.camera import film_said, status_of
from app.ui.kit import NextTurn, Pulse
from app.ui.page import Page, ShowsArticles, ShowsClaims
from app.ui.parts import Parts
from app.ui.search import Search
from app.ui.sounds import Sounds
from app.ui.theme import Space
from app.ui.touch_typing import TouchTyping
from app.ui.words import LANGUAGES, _, language

from .disk import status_of as status_of_disk
from .footer import Footer
from .header import Header
from .printers import status_of as status_of_printers
from .records import RecordsWatch
from .shops import ShopWatch

log = logging.getLogger(__name__)

LEAST_WIDTH, LEAST_HEIGHT = 1024, 700
SHIFT = timedelta(hours=12)
"""A shift is what was done by this person at this station within half a day."""
REFRESH_MS = 30_000
LOOK_MS = 500
SLOW_MS = 1000
"""An answer takes hundredths of a second; a database that is locked, or a disk that hangs, takes many."""
ASK_MS = 30
SOON_MS = 60
"""The figures of the shift are looked up when what an act led to is painted: beside it they would hold it up."""
MORE_MS = 15
"""Between two pages that say another language: what is seen is painted, keys and scans have their turn."""
PAGES = ("bench", "stock", "work", "imports", "settings")
SIGN_IN, UNIT, SHOPS, DISK, RECORDS = "signin", "unit", "shops", "disk", "records"


class StationWindow(QMainWindow):
    """The window of one station."""

    def __init__(self, parts: Parts, make_pages: dict[str, Callable[[Parts], Page]]) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.parts = parts
        self._make_pages = make_pages
        self._pages: dict[str, Page] = {}
        self._operator: Operator | None = None
        self._before = PAGES[0]  # where a unit's page leads back to
        self._said: dict[str, tuple[str, str]] = {}
        self._last_print: PrintJob | None = None
        self._unsaid: set[str] = set()
        self._room = Room(RoomState.ENOUGH, 0)
        self.header = Header(PAGES)
        self.search = Search(parts)
        self.header.set_search(self.search)
        self.footer = Footer()
        self.shops, self.records = ShopWatch(parts, self), RecordsWatch(parts, self)
        self.sounds = Sounds(self, parts.station.settings.window.volume / 100)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._lay_out()
        self._connect()
        self._speak(parts.station.settings.station.language)
        self.header.show_signed_in(False)
        self.footer.show_signed_in(False)  # before anything is said: to write its figures takes the forms of numbers
        self.retranslate()
        self.go(SIGN_IN)
        # The bench loads a good deal: the window is painted first.
        once(ASK_MS, parts.desk.ask, self).start()

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setObjectName("station")
        middle.setAccessibleName("Regrade")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inner = QVBoxLayout()
        inner.setContentsMargins(Space.CARD, Space.CARD, Space.CARD, Space.CARD)
        inner.addWidget(self._stack)
        column.addLayout(inner, 1)
        column.addWidget(self.footer)
        self.setCentralWidget(middle)
        self._pulse = Pulse(middle)
        self.touch_typing = TouchTyping(self)

    def _connect(self) -> None:
        self.header.page_chosen.connect(self._on_page_chosen)
        self.header.language_asked.connect(self._on_language_asked)
        self.header.person_asked.connect(self._on_person_asked)
        self.header.device_asked.connect(self._on_device_asked)
        self.shops.said.connect(self._on_shops_said)
        self.records.said.connect(self._on_records_said)
        self.search.unit_asked.connect(self._on_unit_asked)
        self.search.article_asked.connect(self._on_article_asked)
        self.search.told.connect(self.footer.tell)
        self.search.left.connect(self._on_keys_left)
        self.header.keys_left.connect(self._on_keys_left)
        self.parts.desk.stood.connect(self._on_stood)
        self.parts.desk.failed.connect(self._on_failed)
        self.parts.desk.printed.connect(self._on_printed)
        self.parts.desk.worked.connect(self._on_worked)
        self._waited = 0
        self._slow = once(SLOW_MS, self._on_slow, self)
        language.changed.connect(self._on_language_changed)
        self.sounds.sounded.connect(self._pulse.on_sounded)
        self._refresh = every(REFRESH_MS, self._on_refresh_due, self)
        self._look = every(LOOK_MS, self._on_time_to_look, self)
        self._read_soon = once(SOON_MS, self._on_refresh_due, self)
        self._next_turn = NextTurn(self._stack)
        self._say_more = once(MORE_MS, self._on_more_to_say, self)
        self._mind_codes = once(0, self._on_codes_minded, self)  # when the pages have heard the answer, too

    # --- Pages -------------------------------------------------------------------------------------------------------

    def page(self, name: str) -> Page:
        """A page, made when it is first asked for."""
        if name not in self._pages:
            page = self._make_pages[name](self.parts)
            page.unit_asked.connect(self._on_unit_asked)
            page.claims_asked.connect(self._on_claims_asked)
            page.article_asked.connect(self._on_article_asked)
            page.page_asked.connect(self._on_page_chosen)
            page.back_asked.connect(self._on_back_asked)
            page.told.connect(self.footer.tell)
            page.sounded.connect(self.sounds.play)
            page.retranslate()
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def go(self, name: str) -> None:
        """Bring a page to the front; without a person there is only the sign-in."""
        if self._operator is None:
            name = SIGN_IN
        page = self.page(name)
        self.parts.calm.keep()
        self._before = name if name in PAGES else self._before
        self._say_anew(name)
        if page is not self.front:
            self._next_turn.paint()
        self._stack.setCurrentWidget(page)
        self.header.show_page(name)
        page.came_to_front()
        page.take_keys()
        self._mind_codes.start()

    @property
    def front(self) -> Page | None:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    @Slot(str)
    def take_scan(self, code: str) -> None:
        """What the scanner has read."""
        if self.front is not None:
            self.front.scanned(code)

    @Slot(str)
    def take_seen(self, code: str) -> None:
        """What the camera has read; it counts only where a code is asked for."""
        if self.front is not None and self.front.wants_codes:
            self.front.seen(code)

    @Slot(str)
    def _on_page_chosen(self, name: str) -> None:
        self.go(name)

    @Slot()
    def _on_keys_left(self) -> None:
        if self.front is not None:
            self.front.take_keys()

    @Slot()
    def _on_back_asked(self) -> None:
        self.go(self._before)

    @Slot(str)
    def _on_unit_asked(self, lpn: str) -> None:
        self.go(UNIT)
        self.page(UNIT).scanned(lpn)

    @Slot(str)
    def _on_claims_asked(self, lpn: str) -> None:
        self.go(UNIT)
        page = self.page(UNIT)
        if isinstance(page, ShowsClaims):
            page.show_claims(lpn)

    @Slot(str)
    def _on_article_asked(self, sku: str) -> None:
        self.go("stock")
        page = self.page("stock")
        if isinstance(page, ShowsArticles):
            page.show_article(sku)

    @Slot(str)
    def _on_device_asked(self, device: str) -> None:
        """The chip of the shops leads to the work on them; that of the film ends it."""
        if device == "film" and self.parts.live.film is not None:
            self.parts.live.film.end()
            self._on_time_to_look()
        if device == SHOPS:
            self.go("work")

    # --- People and languages ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        before, now = self._operator, standing.state.operator
        self._operator = now
        self._mind_codes.start()
        if now != before:
            self._change_person(before, now)
        told = {fact["kind"] for fact in standing.reply["facts"]}
        if told & {"grade", "label"}:
            self._read_soon.start()
        if "outbox" in told:
            self.shops.look()

    def _change_person(self, before: Operator | None, now: Operator | None) -> None:
        self.header.show_signed_in(now is not None)
        self.footer.show_signed_in(now is not None)
        self.shops.watch(now is not None)
        self.footer.tell("", "neutral")  # it was another person's, in another language
        if now is None:
            self.go(SIGN_IN)
            return
        self._speak(now.language or self.parts.station.settings.station.language)
        self.retranslate()
        self._read_soon.start()
        if before is None:
            self.go("bench")

    def _speak(self, code: str) -> None:
        language.speak(code if code in LANGUAGES else "en")

    @Slot()
    def _on_language_asked(self) -> None:
        """The next language, at once; it is remembered as the person's own."""
        codes = list(LANGUAGES)
        code = codes[(codes.index(language.code) + 1) % len(codes)]
        language.speak(code)
        if self._operator is not None:
            who = self._operator.user_id
            self.parts.read(lambda: self.parts.station.set_language(who, code), _nothing, self._on_not_read)

    @Slot()
    def _on_person_asked(self) -> None:
        self.page(SIGN_IN)
        self._say_anew(SIGN_IN)
        self._stack.setCurrentWidget(self.page(SIGN_IN))
        self.page(SIGN_IN).came_to_front()

    @Slot()
    def _on_language_changed(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew: what is seen at once, the other pages one by one, or when they are asked for."""
        self._next_turn.paint()
        station = self.parts.station.settings.station.name
        self.setWindowTitle(f"Regrade · {station}")
        self.header.retranslate()
        self.search.retranslate()
        self.header.language.say(LANGUAGES[language.code])
        who = self._operator.name if self._operator is not None else ""
        self.header.person.say(f"{who} · {station}" if who else station, "neutral")
        self.footer.retranslate()
        self.shops.retranslate()
        self.records.retranslate()
        self._on_room_read(self._room)
        self._on_time_to_look()
        self._unsaid.update(self._pages)
        self._say_anew(next((name for name, page in self._pages.items() if page is self.front), ""))
        self._say_more.start()

    @Slot()
    def _on_more_to_say(self) -> None:
        if self._unsaid:
            self._say_anew(next(iter(self._unsaid)))
            self._say_more.start()

    def _say_anew(self, name: str) -> None:
        if name in self._unsaid:
            self._unsaid.discard(name)
            self._pages[name].retranslate()

    # --- What is ready -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_time_to_look(self) -> None:
        """A state that stays is not drawn again; the chips only hear of a change."""
        self._on_codes_minded()
        self._say_waiting(self.parts.waits.stage)
        camera = status_of(self.parts.live.glimpse())
        self._say("camera", camera.text, camera.tone)
        film = film_said(self.parts.live.film.stands if self.parts.live.film is not None else None)
        self._say("film", film.text, film.tone)
        self._say("printer", *status_of_printers(self.parts.station.settings.printer, self._last_print))

    @Slot(object)
    def _on_printed(self, job: PrintJob) -> None:
        self._last_print = job
        self._on_time_to_look()

    @Slot(str, str)
    def _on_shops_said(self, words: str, tone: str) -> None:
        self._say(SHOPS, words, tone)

    @Slot(str, str)
    def _on_records_said(self, words: str, tone: str) -> None:
        self._say(RECORDS, words, tone)

    @Slot()
    def _on_codes_minded(self) -> None:
        self.parts.live.look_for_codes(self.front is not None and self.front.wants_codes)

    def _say(self, device: str, words: str, tone: str) -> None:
        if self._said.get(device) != (words, tone):
            self._said[device] = (words, tone)
            self.header.say(device, words, tone)

    # --- The shift, and what went wrong ------------------------------------------------------------------------------

    @Slot()
    def _on_refresh_due(self) -> None:
        if self._operator is not None:
            self._read_shift()

    def _read_shift(self) -> None:
        station = self.parts.station
        since = datetime.now(UTC) - SHIFT
        self.parts.read(lambda: station.reads.shift(since), self._on_shift_read, self._on_not_read)
        self.parts.read(station.room, self._on_room_read, self._on_not_read)

    def _on_room_read(self, room: Room) -> None:
        self._room = room
        words, tone = status_of_disk(room)
        if words or DISK in self._said:
            self._say(DISK, words, tone)

    def _on_shift_read(self, shift: Shift) -> None:
        self.footer.show_shift(shift)

    def _on_not_read(self, error: BaseException) -> None:
        log.warning("The window could not look something up: %s", error)

    @Slot(bool)
    def _on_worked(self, works: bool) -> None:
        if works:
            self._slow.start()
        elif self._slow.isActive():
            self._slow.stop()
        else:
            self.footer.tell("", "neutral")

    @Slot()
    def _on_slow(self) -> None:
        """Keys that mean what is seen are dropped meanwhile: whoever presses them must know why nothing comes."""
        self.footer.tell(_("The records take long to answer. What was scanned waits; keys are not taken."), "warn")

    def _say_waiting(self, stage: int) -> None:
        """A page keeps what stands there while it waits: whoever looks at it must know that it is from before."""
        if stage == self._waited:
            return
        self._waited = stage
        words = (
            "",
            _("Still being looked up. What stands here is from before."),
            _("The records do not answer. Go on with the bench; look after the network, or the records' server."),
        )[stage]
        self.footer.tell(words, ("neutral", "warn", "bad")[stage])

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        self.footer.tell(words, "bad")

    def show_fault(self) -> None:
        """A fault of ours: say so where the eye may find it, and go on."""
        self.footer.tell(
            _("Sorry: a fault of the program. What was acknowledged is safe. Go on; the log says what happened."), "bad"
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.touch_typing.listen()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._refresh.stop()
        self._look.stop()
        self.shops.stop()
        self.records.stop()
        event.accept()


def _nothing(_value: object) -> None:
    """Nothing has to be drawn."""
