"""Nobody is on record yet: the first person, who can add the others. There is no default password to change.

Draws and hears; the page makes the person. Main thread.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.access import Role
from app.services.access import LONGEST_TEXT
from app.ui.kit import Card, Label, Notice, PrimaryButton, SecondaryButton, Segmented, Toggle
from app.ui.theme import Space, Type
from app.ui.words import LANGUAGES, _, language

from .new_pin import NewPin
from .scene import badge_of, made_badge, role_hint, role_words

LEFT_WIDTH, PAD_WIDTH = 560, 380
ROLES = (Role.SUPERVISOR, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """What was filled in; the PIN never shows."""

    name: str
    badge: str
    role: Role
    pin: str = field(repr=False)
    demo: bool = False


class FirstPersonView(QWidget):
    """Signals: `person_given(FirstPerson)`, `language_chosen(str)`."""

    person_given = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, *, may_load_demo: bool) -> None:
        super().__init__()
        self.setObjectName("first_person")
        self._pin = ""
        self._caption = Label(kind=Type.CAPTION, tone="second", name="first_place")
        self._title = Label(kind=Type.TITLE, name="first_title")
        self._hint = Label(tone="second", name="first_hint")
        self._name_words, self.name = Label(kind=Type.CAPTION, tone="second"), QLineEdit()
        self._badge_words, self.badge = Label(kind=Type.CAPTION, tone="second"), QLineEdit()
        self._make = SecondaryButton("first_badge_make", icon="shuffle", small=True)
        self._role_words, self._roles = Label(kind=Type.CAPTION, tone="second"), Segmented("first_role")
        self._role = ROLES[0]
        self._role_hint = Label(kind=Type.SECOND, tone="second", name="first_role_hint")
        self._demo = Toggle("first_demo")
        self._demo_hint = Label(kind=Type.SECOND, tone="second", name="first_demo_hint")
        self.notice = Notice("first_notice")
        self._languages = Segmented("first_language")
        self.new_pin = NewPin("first_pin")
        self._start = PrimaryButton("first_start", key="⏎")
        self._start.setEnabled(False)
        self._name_fields()
        self._lay_out()
        self._connect()
        for widget in (self._demo, self._demo_hint):
            widget.setVisible(may_load_demo)
        self.retranslate()

    def _name_fields(self) -> None:
        for field_, name in ((self.name, "first_name"), (self.badge, "first_badge")):
            field_.setObjectName(name)
            field_.setMaxLength(LONGEST_TEXT)
        self._name_words.setObjectName("first_name_words")
        self._badge_words.setObjectName("first_badge_words")
        self._role_words.setObjectName("first_role_words")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setSpacing(Space.CARD)
        row.addStretch()
        who, pin = Card("first_card", margin=Space.FAR), Card("first_pin_card", margin=Space.FAR)
        who.setFixedWidth(LEFT_WIDTH)
        pin.setFixedWidth(PAD_WIDTH)
        for card in (who, pin):
            card.setFixedHeight(640)
            row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        badge = QHBoxLayout()
        badge.setSpacing(Space.TIGHT)
        badge.addWidget(self.badge, 1)
        badge.addWidget(self._make)
        self._stack(who.column, self._caption, self._title, self._hint)
        who.column.addSpacing(Space.HAIR)
        self._stack(who.column, self._name_words, self.name, self._badge_words)
        who.column.addLayout(badge)
        self._stack(who.column, self._role_words, self._roles, self._role_hint, self._demo, self._demo_hint)
        who.column.addStretch()
        self._stack(who.column, self.notice, self._languages)
        pin.column.addWidget(self.new_pin, 1)
        pin.column.addSpacing(Space.TIGHT)
        pin.column.addWidget(self._start)

    @staticmethod
    def _stack(column: QVBoxLayout, *widgets: QWidget) -> None:
        for widget in widgets:
            column.addWidget(widget)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._on_changed)
        self.badge.textChanged.connect(self._on_changed)
        self.name.returnPressed.connect(self._on_name_entered)
        self.badge.returnPressed.connect(self._on_badge_entered)
        self._make.clicked.connect(self._on_make_clicked)
        self._roles.chosen.connect(self._on_role_chosen)
        self.new_pin.pin_chosen.connect(self._on_pin_chosen)
        self.new_pin.pin_undone.connect(self._on_pin_undone)
        self._start.clicked.connect(self._on_start_clicked)
        self._languages.chosen.connect(self.language_chosen)

    def show_station(self, place: str) -> None:
        """Which bench this is."""
        self._caption.say(place)

    def take_focus(self) -> None:
        """Where to begin."""
        self.name.setFocus()

    def scanned(self, code: str) -> None:
        """A badge was scanned: it is theirs."""
        badge = badge_of(code)
        if badge is None:
            self.notice.say("warn", _("This is no badge."), _("Scan a badge, type its number, or make one."))
            return
        self.notice.clear()
        self.badge.setText(badge)
        (self.name if not self.name.text().strip() else self.new_pin).setFocus()

    def wait(self, *, waits: bool) -> None:
        """While the person is being made nothing can be changed."""
        for widget in (self.name, self.badge, self._make, self._roles, self._demo, self.new_pin):
            widget.setEnabled(not waits)
        self._start.setEnabled(not waits and self._is_whole())
        if waits:
            self.notice.say("accent", _("One moment: the station is being set up."))

    def refuse(self, message: str, hint: str) -> None:
        """It could not be: why, and what to do."""
        self.wait(waits=False)
        self.notice.say("bad", message, hint)
        self.badge.setFocus()

    def retranslate(self) -> None:
        """Says everything again."""
        self._title.say(_("Welcome. Who is the first here?"))
        self._hint.say(_("Nobody is on record yet. You can add the others afterwards, in the settings."))
        self._name_words.say(_("Your name"))
        self.name.setAccessibleName(_("Your name"))
        self._badge_words.say(_("Badge: scan it, type its number, or make one"))
        self.badge.setAccessibleName(_("Badge"))
        self._make.say(_("Make one"))
        self._role_words.say(_("What you are here"))
        self._roles.call(_("What you are here"))
        self._roles.show_choices([(role.value, role_words(role)) for role in ROLES], self._role.value)
        self._role_hint.say(role_hint(self._role))
        self._demo.say(_("Fill this station with the demo catalogue"))
        self._demo_hint.say(_("40 products and 120 announced returns, to try everything with. Not for a real floor."))
        self._languages.call(_("Language"))
        self._languages.show_choices(list(LANGUAGES.items()), language.code)
        self._start.say(_("Start working"))
        self.new_pin.retranslate()

    def _is_whole(self) -> bool:
        return bool(self.name.text().strip() and self.badge.text().strip() and self._pin)

    @Slot()
    def _on_changed(self) -> None:
        self._start.setEnabled(self._is_whole())
        self.notice.clear()

    @Slot()
    def _on_name_entered(self) -> None:
        self.badge.setFocus()

    @Slot()
    def _on_badge_entered(self) -> None:
        self.new_pin.setFocus()

    @Slot()
    def _on_make_clicked(self) -> None:
        self.badge.setText(made_badge((), secrets.randbelow))
        self.new_pin.setFocus()

    @Slot(str)
    def _on_role_chosen(self, role: str) -> None:
        self._role = Role(role)
        self._role_hint.say(role_hint(self._role))

    @Slot(str)
    def _on_pin_chosen(self, pin: str) -> None:
        self._pin = pin
        self._start.setEnabled(self._is_whole())
        if self._is_whole():
            self._start.setFocus()
        else:
            (self.name if not self.name.text().strip() else self.badge).setFocus()

    @Slot()
    def _on_pin_undone(self) -> None:
        self._pin = ""
        self._start.setEnabled(False)

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._is_whole():
            given = (self.name.text().strip(), self.badge.text().strip(), self._role, self._pin)
            self.person_given.emit(FirstPerson(*given, demo=self._demo.isChecked()))
