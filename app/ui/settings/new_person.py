"""One more person: name, badge, role, language and a first PIN, until they choose their own. Main thread."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Role
from app.services.access import LONGEST_TEXT
from app.ui.kit import Label, PrimaryButton, ScrollColumn, SecondaryButton, Segmented
from app.ui.signin.new_pin import NewPin
from app.ui.signin.scene import badge_of, made_badge, role_words
from app.ui.theme import Space, Type
from app.ui.words import LANGUAGES, _, language


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was filled in; the PIN never shows."""

    name: str
    badge: str
    role: Role
    language: str
    pin: str = field(repr=False)


class NewPersonForm(QWidget):
    """Signals: `person_given(NewPerson)`; `left()` when it was given up."""

    person_given = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("new_person")
        self._taken: Collection[str] = ()
        self._language = language.code
        self._title = Label(kind=Type.NAME, name="new_person_title")
        self._name_words, self.name = Label(kind=Type.CAPTION, tone="second"), QLineEdit()
        self._badge_words, self.badge = Label(kind=Type.CAPTION, tone="second"), QLineEdit()
        self._make = SecondaryButton("new_person_badge_make", icon="shuffle", small=True)
        self._role_words, self._role = Label(kind=Type.CAPTION, tone="second"), QComboBox()
        self._language_words = Label(kind=Type.CAPTION, tone="second")
        self._languages = Segmented("new_person_language")
        self._next = PrimaryButton("new_person_next", key="⏎")
        self._back = SecondaryButton("new_person_back", icon="arrow-left", small=True)
        self.new_pin = NewPin("new_person_pin")
        self._views = QStackedWidget()
        self._name_all()
        for field_ in (self.name, self.badge):
            field_.setMaxLength(LONGEST_TEXT)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.clear()

    def _name_all(self) -> None:
        names: dict[str, QWidget] = {
            "name": self.name,
            "badge": self.badge,
            "role": self._role,
            "name_words": self._name_words,
            "badge_words": self._badge_words,
            "role_words": self._role_words,
            "language_words": self._language_words,
        }
        for name, widget in names.items():
            widget.setObjectName(f"new_person_{name}")

    def _lay_out(self) -> None:
        facts = ScrollColumn("new_person_facts", spacing=6)
        badge = QHBoxLayout()
        badge.setSpacing(Space.TIGHT)
        badge.addWidget(self.badge, 1)
        badge.addWidget(self._make)
        above: tuple[QWidget, ...] = (self._title, self._name_words, self.name, self._badge_words)
        below: tuple[QWidget, ...] = (self._role_words, self._role, self._language_words, self._languages)
        for widget in above:
            facts.column.addWidget(widget)
        facts.column.addLayout(badge)
        for widget in below:
            facts.column.addWidget(widget)
        facts.column.addSpacing(Space.NEAR)
        facts.column.addWidget(self._next)
        self._views.addWidget(facts)
        self._views.addWidget(self.new_pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._views, 1)
        column.addWidget(self._back)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._on_changed)
        self.badge.textChanged.connect(self._on_changed)
        self.name.returnPressed.connect(self._on_name_entered)
        self.badge.returnPressed.connect(self._on_next_clicked)
        self._make.clicked.connect(self._on_make_clicked)
        self._languages.chosen.connect(self._on_language_chosen)
        self._next.clicked.connect(self._on_next_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self.new_pin.pin_chosen.connect(self._on_pin_chosen)

    def begin(self, taken: Collection[str]) -> None:
        """An empty form; these badges belong to others."""
        self.clear()
        self._taken = taken
        self.name.setFocus()

    def clear(self) -> None:
        """Forget what was filled in."""
        self.name.clear()
        self.badge.clear()
        self.new_pin.clear()
        self._role.setCurrentIndex(0)
        self._views.setCurrentIndex(0)
        self._next.setEnabled(False)

    def scanned(self, code: str) -> None:
        """Their badge."""
        if (badge := badge_of(code)) is not None:
            self.badge.setText(badge)

    def retranslate(self) -> None:
        """Says everything again."""
        self._title.say(_("A new person"))
        self._name_words.say(_("Name"))
        self._badge_words.say(_("Badge: scan it, type its number, or make one"))
        self._role_words.say(_("Role"))
        self._language_words.say(_("Language"))
        self.name.setAccessibleName(_("Name"))
        self.badge.setAccessibleName(_("Badge"))
        self._role.setAccessibleName(_("Role"))
        self._languages.call(_("Language"))
        self._languages.show_choices(list(LANGUAGES.items()), self._language)
        self._make.say(_("Make one"))
        self._next.say(_("Now a first PIN"))
        self._back.say(_("Add nobody"))
        chosen = max(0, self._role.currentIndex())
        self._role.clear()
        for role in Role:
            self._role.addItem(role_words(role), role.value)
        self._role.setCurrentIndex(chosen)
        self.new_pin.retranslate()

    def _is_whole(self) -> bool:
        return bool(self.name.text().strip() and self.badge.text().strip())

    @Slot()
    def _on_changed(self) -> None:
        self._next.setEnabled(self._is_whole())

    @Slot()
    def _on_name_entered(self) -> None:
        self.badge.setFocus()

    @Slot()
    def _on_make_clicked(self) -> None:
        self.badge.setText(made_badge(self._taken, secrets.randbelow))

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        self._language = code

    @Slot()
    def _on_next_clicked(self) -> None:
        if self._is_whole():
            self._views.setCurrentWidget(self.new_pin)
            self.new_pin.setFocus()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.left.emit()

    @Slot(str)
    def _on_pin_chosen(self, pin: str) -> None:
        role = Role(self._role.currentData())
        given = NewPerson(self.name.text().strip(), self.badge.text().strip(), role, self._language, pin)
        self._views.setCurrentIndex(0)
        self.person_given.emit(given)
