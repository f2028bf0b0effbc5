"""One person on record: their role, language, PIN, and whether they may sign in. Draws and hears. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Operator, Role
from app.services.looking import Person
from app.ui.kit import Label, ScrollColumn, SecondaryButton, Segmented
from app.ui.signin.new_pin import NewPin
from app.ui.signin.scene import role_hint, role_words
from app.ui.theme import Space, Type
from app.ui.words import LANGUAGES, _


class PersonCard(QWidget):
    """Signals: what is to be done with the person shown; shutting out is asked twice."""

    role_chosen = Signal(str)
    language_chosen = Signal(str)
    pin_chosen = Signal(str)
    shut_out_asked = Signal()
    let_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person")
        self.person: Person | None = None
        self._oneself = False
        self._name = Label(kind=Type.NAME, name="person_name")
        self._badge = Label(kind=Type.SECOND, tone="second", name="person_badge")
        self._role_words = Label(kind=Type.CAPTION, tone="second", name="person_role_words")
        self._roles = [Segmented("person_role"), Segmented("person_role_more")]
        self._role_hint = Label(kind=Type.SECOND, tone="second", name="person_role_hint")
        self._language_words = Label(kind=Type.CAPTION, tone="second", name="person_language_words")
        self._languages = Segmented("person_language")
        self._pin = SecondaryButton("person_pin", icon="key", small=True)
        self._out, self._in = SecondaryButton("person_out", icon="prohibit", small=True), _small("person_in", "check")
        self._out.set_grave(True)
        self._sure, self._keep = SecondaryButton("person_out_sure", small=True), _small("person_out_not", "")
        self._sure.set_grave(True)
        self._new_pin, self._no_pin = NewPin("person_new_pin"), _small("person_pin_not", "arrow-left")
        self._views = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        facts = ScrollColumn("person_facts", spacing=Space.TIGHT)
        for widget in (self._name, self._badge, self._role_words, *self._roles, self._role_hint):
            facts.column.addWidget(widget)
        for widget in (self._language_words, self._languages):
            facts.column.addWidget(widget)
        facts.column.addSpacing(Space.TIGHT)
        for widget in (self._pin, self._out, self._in):
            facts.column.addWidget(widget)
        sure = QHBoxLayout()
        sure.setSpacing(Space.TIGHT)
        sure.addWidget(self._sure, 1)
        sure.addWidget(self._keep)
        facts.column.addLayout(sure)
        pin = QWidget()
        column = QVBoxLayout(pin)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._new_pin, 1)
        column.addWidget(self._no_pin)
        self._views.addWidget(facts)
        self._views.addWidget(pin)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)

    def _connect(self) -> None:
        for roles in self._roles:
            roles.chosen.connect(self.role_chosen)
        self._languages.chosen.connect(self.language_chosen)
        self._pin.clicked.connect(self._on_pin_clicked)
        self._no_pin.clicked.connect(self._on_pin_left)
        self._new_pin.pin_chosen.connect(self._on_pin_chosen)
        self._out.clicked.connect(self._on_out_clicked)
        self._sure.clicked.connect(self._on_sure_clicked)
        self._keep.clicked.connect(self._on_keep_clicked)
        self._in.clicked.connect(self.let_in_asked)

    @property
    def badge(self) -> str:
        """The badge of the person shown."""
        return self.person.operator.badge if self.person is not None else ""

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.operator.name if self.person is not None else ""

    def show_person(self, person: Person, by: Operator | None) -> None:
        """Another person, or the same as they are now; nobody shuts out themselves or changes their own role."""
        if self.person is None or person.operator.user_id != self.person.operator.user_id:
            self._show_pin(asked=False)
        self.person = person
        self._oneself = by is not None and by.user_id == person.operator.user_id
        self._show(sure=False)

    def take_keys(self) -> None:
        """The keyboard stands where an arrow key changes nothing yet."""
        self._pin.setFocus()

    def keep_pin(self) -> bool:
        """Give no new PIN after all; whether one was being given."""
        given = bool(self._views.currentIndex())
        if given:
            self._on_pin_left()
            self.take_keys()
        return given

    def forget(self) -> None:
        """Nobody is shown."""
        self.person = None
        self._show_pin(asked=False)

    def retranslate(self) -> None:
        """Says everything again."""
        self._role_words.say(_("Role"))
        self._language_words.say(_("Language"))
        self._languages.call(_("Language"))
        self._pin.say(_("New PIN"))
        self._out.say(_("Shut out"))
        self._in.say(_("Let in again"))
        self._keep.say(_("No"))
        self._no_pin.say(_("Keep the old PIN"))
        self._new_pin.retranslate()
        self._show(sure=False)

    def _show(self, *, sure: bool) -> None:
        if self.person is None:
            return
        operator, disabled = self.person.operator, self.person.disabled
        self._name.say(operator.name)
        self._badge.say(_("Badge {badge}", badge=operator.badge))
        for roles, which in zip(self._roles, _ROLES, strict=True):
            roles.call(_("Role"))
            roles.show_choices([(role.value, role_words(role)) for role in which], operator.role.value)
            roles.setEnabled(not self._oneself)
        self._role_hint.say(_("Nobody changes their own role.") if self._oneself else role_hint(operator.role))
        self._languages.show_choices(list(LANGUAGES.items()), operator.language)
        self._sure.say(_("Shut out {name}?", name=operator.name))
        self._out.setVisible(not disabled and not sure and not self._oneself)
        self._in.setVisible(disabled)
        for button in (self._sure, self._keep):
            button.setVisible(sure)

    def _show_pin(self, *, asked: bool) -> None:
        self._new_pin.clear()
        self._views.setCurrentIndex(int(asked))
        if asked:
            self._new_pin.setFocus()

    @Slot()
    def _on_pin_clicked(self) -> None:
        self._show_pin(asked=True)

    @Slot()
    def _on_pin_left(self) -> None:
        self._show_pin(asked=False)

    @Slot(str)
    def _on_pin_chosen(self, pin: str) -> None:
        self._show_pin(asked=False)
        self.pin_chosen.emit(pin)

    @Slot()
    def _on_out_clicked(self) -> None:
        self._show(sure=True)
        self._keep.setFocus()

    @Slot()
    def _on_keep_clicked(self) -> None:
        self._show(sure=False)

    @Slot()
    def _on_sure_clicked(self) -> None:
        self._show(sure=False)
        self.shut_out_asked.emit()


_ROLES = ((Role.INSPECTOR, Role.SUPERVISOR), (Role.MANAGER, Role.CLIENT_SERVICE))
"""Two rows: four roles are too wide for one in most languages."""


def _small(name: str, icon: str) -> SecondaryButton:
    return SecondaryButton(name, icon=icon, small=True)
