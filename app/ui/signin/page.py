"""The page that asks who works here: badge and PIN, the change of person, or the first person of an empty station.

Owns what is under way: which badge waits for its PIN, the PIN that somebody else set until its owner chose another, how
long a lock still lasts, whether a person is being made. It
sends `sign_in` and `sign_out` to the desk like any other act; the window then speaks the
person's own language and shows the bench, which stands where it stood. Main thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from time import monotonic
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout

from app.background.timers import every
from app.domain.access import Operator
from app.domain.bench import actions as do
from app.errors import BenchError
from app.services.inspecting import Request, Standing
from app.services.looking import Person
from app.ui.faults import told
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.words import _, ago, language, translated

from .first_person import FirstPerson, FirstPersonView
from .scene import badge_of, seconds_locked
from .who import WhoView

OWN_PIN_WANTED = frozenset({"pin_to_choose", "same_pin"})


class SignInPage(Page):
    """Asks who works here; the window shows it while nobody is signed in, and for a change of person."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("signin")
        self._badge = self._given_pin = ""
        self._refusal: tuple[str, str] = ("", "")
        self._asked: Request | None = None
        self._new: FirstPerson | None = None
        self._locks: dict[str, float] = {}
        self._last: Person | None = None
        self.who = WhoView()
        self._views = QStackedLayout(self)
        self._views.addWidget(self.who)
        self._countdown = every(1000, self._count_down, self)
        self._countdown.stop()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.who.badge_given.connect(self._on_badge_given)
        self.who.badge_undone.connect(self._on_badge_undone)
        self.who.pin_given.connect(self._on_pin_given)
        self.who.pin_chosen.connect(self._on_pin_chosen)
        self.who.stayed.connect(self._on_stayed)
        self.who.left.connect(self._on_left)
        self.who.language_chosen.connect(self._on_language_chosen)
        self.parts.desk.stood.connect(self._on_stood)
        self.parts.desk.failed.connect(self._on_failed)

    @cached_property
    def first(self) -> FirstPersonView:
        """Made when it is needed: once in the life of a station."""
        view = FirstPersonView(may_load_demo=self.parts.station.load_demo is not None)
        view.language_chosen.connect(self._on_language_chosen)
        view.person_given.connect(self._on_person_given)
        self._views.addWidget(view)
        self._say_place(view)
        return view

    def _say_place(self, view: WhoView | FirstPersonView) -> None:
        station = self.parts.station.settings.station
        view.show_station(f"{station.name} · {station.site}")

    # The window's side.

    def came_to_front(self) -> None:
        self.who.notice.clear()
        self.ask_badge("")
        self.who.show_here(operator.name if (operator := self._operator()) is not None else "")
        self.parts.read(self._look, self._on_looked, self._on_look_failed)

    def scanned(self, code: str) -> None:
        if self._views.currentWidget() is not self.who:
            self.first.scanned(code)
        elif (badge := badge_of(code)) is not None:
            self.ask_badge(badge)
        else:
            self.who.notice.say("warn", _("This is no badge."), _("Scan your badge, or type its number."))
            self.sounded.emit("refused")

    @property
    def wants_codes(self) -> bool:
        """A badge that is held before the camera counts, where one is asked for."""
        return not self._badge and self._views.currentWidget() is self.who

    def ask_badge(self, badge: str) -> None:
        """Ask for the PIN of this badge; of none, for a badge."""
        self._badge, self._given_pin, self._refusal = badge, "", ("", "")
        self.who.notice.clear()
        self.who.show_badge(badge)
        self._count_down()

    def retranslate(self) -> None:
        for view in (self.who, self.first) if "first" in vars(self) else (self.who,):
            self._say_place(view)
            view.retranslate()
        self._show_last()
        self._say_refusal()
        self._count_down()

    # Badge and PIN.

    @Slot(str)
    def _on_badge_given(self, badge: str) -> None:
        self.scanned(badge)

    @Slot()
    def _on_badge_undone(self) -> None:
        self.ask_badge("")

    @Slot(str)
    def _on_pin_given(self, pin: str) -> None:
        if self._badge and self._asked is None and not self._locked_for():
            self._given_pin = pin
            self._sign_in(self._badge, pin)

    @Slot(str)
    def _on_pin_chosen(self, pin: str) -> None:
        if self._badge and self._given_pin and self._asked is None:
            self._sign_in(self._badge, self._given_pin, pin)

    def _sign_in(self, badge: str, pin: str, new_pin: str = "") -> None:
        self._asked = self.parts.desk.act(do.SignIn(badge), pin=pin, new_pin=new_pin)

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        """Only the answer to our own question says who came in: others are told of the same desk meanwhile."""
        if not self._is_ours():
            return
        self._asked = None
        error = standing.reply["error"]
        if error is None and standing.state.operator is not None:
            self._came_in(standing.state.operator)
            return
        self._badge = self._badge or (self._new.badge if self._new is not None else "")
        if error is not None and error["code"] in OWN_PIN_WANTED:
            self._ask_own_pin(error)
            return
        self._given_pin = ""
        if error is not None:
            self._refusal = error["message"], error["hint"]
            self._say_refusal()
            self._locks[self._badge] = monotonic() + seconds_locked(error)
        self.sounded.emit("refused")
        self._count_down()

    def _ask_own_pin(self, error: Mapping[str, Any]) -> None:
        self._refusal = ("", "")
        self.who.notice.clear()
        if error["code"] != "pin_to_choose":
            self._refusal = error["message"], error["hint"]
            self._say_refusal()
            self.sounded.emit("refused")
        self.who.ask_own_pin()

    def _say_refusal(self) -> None:
        message, hint = self._refusal
        if message:
            self.who.notice.say("bad", translated(message), translated(hint))

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        if self._is_ours():
            self._asked = None
            self.who.notice.say("bad", _("The bench could not be asked."), words)
            self.who.let_type(may=True)
            if self._new is not None:
                self.first.wait(waits=False)

    def _is_ours(self) -> bool:
        return self._asked is not None and self.parts.desk.answered is self._asked

    def _came_in(self, operator: Operator) -> None:
        self._locks.pop(operator.badge, None)
        self.ask_badge("")
        self._new = None
        self.sounded.emit("taken")
        self.page_asked.emit("bench")

    @Slot()
    def _on_stayed(self) -> None:
        self.page_asked.emit("bench")

    @Slot()
    def _on_left(self) -> None:
        self.parts.desk.act(do.SignOut())
        self.who.show_here("")
        self.ask_badge("")

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        language.speak(code)

    def _locked_for(self) -> int:
        """How many seconds this badge is still locked out."""
        return max(0, round(self._locks.get(self._badge, 0) - monotonic()))

    def _count_down(self) -> None:
        seconds = self._locked_for()
        if seconds:
            self._countdown.start()
            self.who.let_type(may=False)
            self.who.notice.say(
                "bad",
                _("There were too many wrong PINs for this badge."),
                _("Try again in {seconds} s. Another badge can sign in meanwhile.", seconds=seconds),
            )
        elif self._countdown.isActive():
            self._countdown.stop()
            self.who.notice.clear()
            self.who.let_type(may=True)

    # Who is on record.

    def _look(self) -> tuple[tuple[Person, ...], Operator | None]:
        reads = self.parts.station.reads
        return reads.people(), reads.last_operator()

    def _on_looked(self, found: tuple[tuple[Person, ...], Operator | None]) -> None:
        people, last = found
        self._views.setCurrentWidget(self.who if people else self.first)
        seen = {person.operator.user_id: person for person in people}
        self._last = seen.get(last.user_id) if last is not None else None
        self._show_last()
        (self.who if people else self.first).take_focus()

    def _on_look_failed(self, error: BaseException) -> None:
        self.who.notice.say("bad", _("The records could not be read."), _told(error))

    def _show_last(self) -> None:
        last = self._last
        if last is None:
            self.who.show_last(None, "")
            return
        now = self.parts.station.clock.now()
        self.who.show_last(last.operator, ago(last.last_seen_at, now) if last.last_seen_at else "")

    # The first person.

    @Slot(object)
    def _on_person_given(self, given: FirstPerson) -> None:
        self._new = given
        self.first.wait(waits=True)
        self.parts.importing.submit(  # the demo's files may last: nobody's look-up waits behind them
            partial(self._make, given, language.code),
            self.parts.relay.home(self._on_made),
            self.parts.relay.home(self._on_not_made),
        )

    def _make(self, given: FirstPerson, spoken: str) -> BenchError | None:
        """In the lane. The person comes first, for they count; a catalogue that could not be loaded is only told."""
        station = self.parts.station
        station.add_first(given.badge, given.name, given.role, given.pin, language=spoken)
        try:
            if given.demo and station.load_demo is not None:
                station.load_demo()
        except BenchError as error:
            return error
        return None

    def _on_made(self, unloaded: BenchError | None) -> None:
        if unloaded is not None:
            self.told.emit(_("The demo catalogue was not loaded: {why}", why=_told(unloaded)), "warn")
        if self._new is not None:
            self._sign_in(self._new.badge, self._new.pin)

    def _on_not_made(self, error: BaseException) -> None:
        self._new = None
        self.first.refuse(*told(error))

    def _operator(self) -> Operator | None:
        standing = self.parts.desk.standing
        return standing.state.operator if standing is not None else None


def _told(error: BaseException) -> str:
    return " ".join(told(error)).strip()
