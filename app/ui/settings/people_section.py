"""Who may work here: everybody on record, one of them to be changed, one more to be added.

Only a supervisor or a manager changes anything; the service asks the records again before it does. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from app.domain.access import Operator, Role
from app.services import people as changing
from app.services.access import NewUser
from app.services.looking import Person
from app.ui.kit import Column, DataTable, EmptyState, SecondaryButton
from app.ui.parts import Parts
from app.ui.signin.scene import role_words
from app.ui.theme import Space
from app.ui.words import LANGUAGES, _, ago

from .new_person import NewPerson, NewPersonForm
from .person_card import PersonCard
from .scene import may_manage
from .section import Section

PANE_WIDTH = 380


class PeopleSection(Section):
    """The list on the left; on the right one person, a new one, or how this works."""

    name = "people"
    icon = "users"
    widest = 1400

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._people: tuple[Person, ...] = ()
        self.table: DataTable[Person] = DataTable("people", self._columns(), "users")
        self.card, self.form = PersonCard(), NewPersonForm()
        self._nobody = EmptyState("people_hint", "user-circle")
        self._add = SecondaryButton("people_add", icon="user-plus", small=True)
        self._pane = QStackedWidget()
        self._pane.setFixedWidth(PANE_WIDTH)
        for widget in (self._nobody, self.card, self.form):
            self._pane.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(Space.NEAR)
        left.addWidget(self.table, 1)
        left.addWidget(self._add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.FAR)
        row.addLayout(left, 1)
        row.addWidget(self._pane)
        self._connect()

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self._add.clicked.connect(self._on_add_clicked)
        self.card.role_chosen.connect(self._on_role_chosen)
        self.card.language_chosen.connect(self._on_language_chosen)
        self.card.pin_chosen.connect(self._on_pin_chosen)
        self.card.shut_out_asked.connect(self._on_shut_out_asked)
        self.card.let_in_asked.connect(self._on_let_in_asked)
        self.form.person_given.connect(self._on_person_given)
        self.form.left.connect(self._on_form_left)

    def _columns(self) -> list[Column[Person]]:
        return [
            Column("name", lambda: _("Name"), lambda one: one.operator.name, share=1),
            Column("badge", lambda: _("Badge"), lambda one: one.operator.badge),
            Column("role", lambda: _("Role"), lambda one: role_words(one.operator.role)),
            Column("language", lambda: _("Language"), lambda one: LANGUAGES.get(one.operator.language, "–")),
            Column("seen", lambda: _("Last here"), self._seen),
        ]

    def _seen(self, person: Person) -> str:
        if person.disabled:
            return _("Shut out")
        seen = person.last_seen_at
        return ago(seen, self.parts.station.clock.now()) if seen is not None else _("never")

    @staticmethod
    def title() -> str:
        return _("People")

    def came_to_front(self) -> None:
        self._show_rights()
        self.parts.read(self.parts.station.reads.people, self._on_read, self._on_refused)

    def left(self) -> None:
        self.card.forget()
        self.form.clear()
        self._pane.setCurrentWidget(self._nobody)
        self.table.view.clearSelection()

    def scanned(self, code: str) -> None:
        if self._pane.currentWidget() is self.form:
            self.form.scanned(code)
        else:
            super().scanned(code)

    def retranslate(self) -> None:
        self.table.call(_("People"))
        self.table.model.retitle()
        self.table.empty.say(_("Nobody is on record yet"))
        self._add.say(_("Add a person"))
        self.card.retranslate()
        self.form.retranslate()
        self._show_rights()

    def _show_rights(self) -> None:
        may = may_manage(self.operator)
        self._add.setVisible(may)
        if may:
            self._nobody.say(_("Choose somebody"), _("Their role, language and PIN are changed here."))
        else:
            self._nobody.say(_("To be read only"), _("A supervisor or a manager adds and changes people."))

    def _on_read(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self.table.show_rows(people)
        shown = self.card.person
        if shown is not None:
            same = (one for one in people if one.operator.user_id == shown.operator.user_id)
            self.card.show_person(next(same, shown), self.operator)

    @Slot(object)
    def _on_row_chosen(self, person: Person) -> None:
        if may_manage(self.operator):
            self.card.show_person(person, self.operator)
            self._pane.setCurrentWidget(self.card)

    @Slot(object)
    def _on_row_opened(self, person: Person) -> None:
        """Enter on a person: the keys go to what may be changed."""
        self._on_row_chosen(person)
        self.card.take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is one step back: nobody is added, no PIN is given, or from a person to the list."""
        inside = self._pane.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if event.key() != Qt.Key.Key_Escape or not inside:
            super().keyPressEvent(event)
        elif self._pane.currentWidget() is self.form:
            self._on_form_left()
        elif not self.card.keep_pin():
            self.table.view.setFocus()

    # Changes; each is done in the lane, and then everybody is read again.

    def _change(self, change: Callable[[Operator], object], words: str) -> None:
        by = self.operator
        if by is not None:
            self.work(lambda: change(by), partial(self._on_changed, words))

    def _on_refused(self, error: BaseException) -> None:
        super()._on_refused(error)
        if self.card.person is not None:
            self.card.show_person(self.card.person, self.operator)  # what was not taken is not shown

    def _on_changed(self, words: str, _result: object) -> None:
        self.noted.emit("ok", words, "")
        self.sounded.emit("done")
        self.came_to_front()

    @Slot(str)
    def _on_role_chosen(self, role: str) -> None:
        station, badge = self.parts.station, self.card.badge
        self._change(
            lambda by: changing.give_role(station.people, station.clock, badge, Role(role), by),
            _("{name} is now: {role}", name=self.card.name, role=role_words(Role(role))),
        )

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        station, person = self.parts.station, self.card.person
        if person is not None:
            who = person.operator.user_id
            self._change(
                lambda _by: station.set_language(who, code), _("Language of {name} saved", name=self.card.name)
            )

    @Slot(str)
    def _on_pin_chosen(self, pin: str) -> None:
        station, badge, name = self.parts.station, self.card.badge, self.card.name
        own = self.operator is not None and self.operator.badge == badge
        self._change(
            lambda by: changing.give_pin(station.people, station.pins, station.clock, badge, pin, by),
            _("{name} has a new PIN", name=name)
            if own
            else _("{name} has a new PIN, and chooses their own at the next sign-in", name=name),
        )

    @Slot()
    def _on_shut_out_asked(self) -> None:
        station, badge = self.parts.station, self.card.badge
        self._change(
            lambda by: changing.shut_out(station.people, station.clock, badge, by),
            _("{name} may no longer sign in", name=self.card.name),
        )

    @Slot()
    def _on_let_in_asked(self) -> None:
        station, badge = self.parts.station, self.card.badge
        self._change(
            lambda by: changing.enable_user(station.people, station.clock, badge, by),
            _("{name} may sign in again", name=self.card.name),
        )

    @Slot()
    def _on_add_clicked(self) -> None:
        self.form.begin(frozenset(one.operator.badge for one in self._people))
        self._pane.setCurrentWidget(self.form)

    @Slot()
    def _on_form_left(self) -> None:
        self.form.clear()
        self._pane.setCurrentWidget(self._nobody)
        self._add.setFocus()  # the keys were in the form

    @Slot(object)
    def _on_person_given(self, given: NewPerson) -> None:
        by, station = self.operator, self.parts.station
        if by is None:
            return
        user = NewUser(given.badge, given.name, given.role, given.language)
        add = partial(changing.add_person, station.people, station.pins, station.clock, user, given.pin, by)
        self.work(add, partial(self._on_added, given.name))

    def _on_added(self, name: str, _result: object) -> None:
        self._on_form_left()
        self._on_changed(_("{name} was added", name=name), None)
