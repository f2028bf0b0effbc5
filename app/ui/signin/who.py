"""Badge and PIN: what is asked of whoever takes the bench. Draws and hears; the bench says whether they are right.

A scan is a badge here wherever the focus is. A PIN never leaves its pad but in one signal. Whoever comes with a PIN
that somebody else set is asked for one of their own, in the same place. Main thread.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.access import Operator
from app.ui.kit import Card, Chip, ChoiceCard, CodeField, Label, Notice, PinPad, SecondaryButton, Segmented
from app.ui.theme import Space, Type
from app.ui.words import LANGUAGES, _, language

from .new_pin import NewPin
from .scene import caps_lock_on, role_words

LEFT_WIDTH, PAD_WIDTH = 560, 380


class WhoView(QWidget):
    """Asks who works here.

    Signals:
        badge_given(str): typed, or of the person who was here last
        pin_given(str): with the badge that stands
        pin_chosen(str): of their own, after `ask_own_pin`
        badge_undone(): it was another badge
        language_chosen(str)
        stayed(): whoever is signed in goes on
        left(): whoever is signed in signs out

    """

    badge_given = Signal(str)
    pin_given = Signal(str)
    pin_chosen = Signal(str)
    badge_undone = Signal()
    language_chosen = Signal(str)
    stayed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("signin_who")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._badge = ""
        self._last: tuple[Operator, str] | None = None
        self._here = ""
        self._place = Label(kind=Type.CAPTION, tone="second", name="signin_place")
        self._question = Label(kind=Type.QUESTION, name="signin_question")
        self._hint = Label(tone="second", name="signin_hint")
        self.field = CodeField("signin_badge", "identification-card")
        self._given = ChoiceCard("signin_badge_given")
        self._caps = Chip("signin_caps", state="warn", filled=True)
        self._last_words = Label(kind=Type.CAPTION, tone="second", name="signin_last_words")
        self._last_card = ChoiceCard("signin_last")
        self.notice = Notice("signin_notice")
        self._languages = Segmented("signin_language")
        self._pin_title = Label(kind=Type.NAME, name="signin_pin_title")
        self._pin_hint = Label(kind=Type.SECOND, tone="second", name="signin_pin_hint")
        self.pad = PinPad("signin_pin")
        self._pads = QStackedWidget()
        self._stay = SecondaryButton("signin_stay", key="Esc")
        self._leave = SecondaryButton("signin_leave", icon="sign-out")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_badge("")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setSpacing(Space.CARD)
        row.addStretch()
        who, pin = Card("signin_who_card", margin=Space.FAR), Card("signin_pin_card", margin=Space.FAR)
        who.setFixedWidth(LEFT_WIDTH)
        pin.setFixedWidth(PAD_WIDTH)
        for card in (who, pin):
            card.setFixedHeight(600)
            row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        for widget in (self._place, self._question, self._hint):
            who.column.addWidget(widget)
        who.column.addSpacing(Space.NEAR)
        who.column.addWidget(self.field)
        who.column.addWidget(self._given)
        who.column.addWidget(self._caps, 0, Qt.AlignmentFlag.AlignLeft)
        who.column.addWidget(self.notice)
        who.column.addSpacing(Space.NEAR)
        who.column.addWidget(self._last_words)
        who.column.addWidget(self._last_card)
        who.column.addStretch()
        acts = QHBoxLayout()
        acts.setSpacing(Space.TIGHT)
        acts.addWidget(self._stay)
        acts.addWidget(self._leave)
        who.column.addLayout(acts)
        who.column.addWidget(self._languages)
        pin.column.addWidget(self._pin_title)
        pin.column.addWidget(self._pin_hint)
        pin.column.addSpacing(Space.TIGHT)
        self._pads.addWidget(self.pad)
        pin.column.addWidget(self._pads, 1)

    def _connect(self) -> None:
        self.field.code_entered.connect(self._on_code_entered)
        self.field.installEventFilter(self)
        self._given.clicked.connect(self._on_given_clicked)
        self._last_card.clicked.connect(self._on_last_clicked)
        self.pad.pin_entered.connect(self.pin_given)
        self._languages.chosen.connect(self.language_chosen)
        self._stay.clicked.connect(self.stayed)
        self._leave.clicked.connect(self.left)

    @cached_property
    def own_pin(self) -> NewPin:
        """Made when it is needed: once for each person."""
        pad = NewPin("signin_own_pin")
        pad.pin_chosen.connect(self.pin_chosen)
        self._pads.addWidget(pad)
        return pad

    @property
    def _made(self) -> tuple[PinPad | NewPin, ...]:
        return (self.pad, self.own_pin) if "own_pin" in vars(self) else (self.pad,)

    # What is shown.

    def show_station(self, place: str) -> None:
        """Which bench this is."""
        self._place.say(place)

    def show_badge(self, badge: str) -> None:
        """The badge whose PIN is asked for; none: a badge is asked for. What was typed of a PIN is forgotten."""
        self._badge = badge
        self.field.setVisible(not badge)
        self._given.setVisible(bool(badge))
        self._caps.hide()
        self.pad.clear()
        self.pad.setEnabled(bool(badge))
        self._leave_own_pin()
        self._say()
        self.take_focus()

    def ask_own_pin(self) -> None:
        """The PIN was right, but somebody else set it: ask for one that nobody else knows."""
        self._leave_own_pin()
        self._pads.setCurrentWidget(self.own_pin)
        self._say()
        self.take_focus()

    def _leave_own_pin(self) -> None:
        for other in self._made[1:]:
            other.clear()
        self._pads.setCurrentWidget(self.pad)

    @property
    def _asks_own_pin(self) -> bool:
        return self._pads.currentWidget() is not self.pad

    def show_last(self, last: Operator | None, when: str) -> None:
        """Who worked here last, and when; nobody hides it."""
        self._last = (last, when) if last is not None else None
        self._say()

    def show_here(self, name: str) -> None:
        """Who is signed in while another badge is asked for; the empty text is nobody."""
        self._here = name
        self._say()

    def let_type(self, *, may: bool) -> None:
        """Whether a PIN may be typed now; the keys stay here while it may not."""
        if not may and self._may_have_keys:
            self.setFocus()
        for pad in self._made:
            pad.setEnabled(may and bool(self._badge))
        if may:
            self.take_focus()

    def take_focus(self) -> None:
        """Keys go where they are wanted; before the window is up, once it is."""
        pad = self.own_pin if self._asks_own_pin else self.pad
        if self._may_have_keys:
            (pad if self._badge else self.field).setFocus()

    @property
    def _may_have_keys(self) -> bool:
        """Behind another page the keys are that page's; Qt would give them to what nobody sees."""
        return self.isVisible() or not self.window().isVisible()

    def retranslate(self) -> None:
        """Says everything again."""
        self.field.ask(_("Badge"))
        self._caps.say(_("Caps Lock is on"))
        self._last_words.say(_("Here last"))
        self._languages.call(_("Language"))
        self._languages.show_choices(list(LANGUAGES.items()), language.code)
        self._pin_title.say(_("PIN"))
        self._leave.say(_("Sign out"))
        for pad in self._made:
            pad.retranslate()
        self._say()

    def _say(self) -> None:
        self._pin_title.setVisible(not self._asks_own_pin)  # the other pad says its own
        if self._asks_own_pin:
            self._question.say(_("Now a PIN of your own"))
            self._hint.say(_("Somebody else set the one you have. With your own nobody can act in your name."))
            self._pin_hint.say(_("For badge {badge}", badge=self._badge))
        elif self._badge:
            self._question.say(_("Now your PIN"))
            self._hint.say(_("By the keys, or on the pad; Enter takes it."))
            self._pin_hint.say(_("For badge {badge}", badge=self._badge))
        else:
            self._question.say(_("Scan your badge"))
            self._hint.say(_("Or type its number and press Enter."))
            self._pin_hint.say(_("First the badge, then the PIN."))
        if self._here and not self._asks_own_pin:
            self._hint.say(_("{name} is signed in; the bench stays where it stands.", name=self._here))
        self._given.show_choice("Esc", self._badge, _("Another badge"))
        shown = self._last is not None and not self._badge and not self._here
        self._last_words.setVisible(shown)
        self._last_card.setVisible(shown)
        if self._last is not None:
            person, when = self._last
            self._last_card.show_choice(person.name[:1].upper(), person.name, f"{role_words(person.role)} · {when}")
        self._stay.say(_("Back to the bench"), "" if self._badge else "Esc")  # Esc asks for another badge first
        self._stay.setVisible(bool(self._here))
        self._leave.setVisible(bool(self._here))

    # What is heard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._badge or self._here):
            (self.badge_undone if self._badge else self.stayed).emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = caps_lock_on(event.text(), shift=shift)
            if on is not None:
                self._caps.setVisible(on)
        return False

    @Slot(str)
    def _on_code_entered(self, code: str) -> None:
        self.badge_given.emit(code)

    @Slot()
    def _on_given_clicked(self) -> None:
        self.badge_undone.emit()

    @Slot()
    def _on_last_clicked(self) -> None:
        if self._last is not None:
            self.badge_given.emit(self._last[0].badge)
