"""The form of one more person."""

import pytest

from app.domain.access import Role
from app.ui.settings.new_person import NewPerson, NewPersonForm

PIN = "493817"


@pytest.fixture
def form(qtbot, dressed):
    made = NewPersonForm()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_given_when_it_is_whole(qtbot, form):
    given: list[NewPerson] = []
    form.person_given.connect(given.append)
    form._next.click()
    assert form._views.currentIndex() == 0
    form.name.setText("Ana ")
    form._make.click()
    form._role.setCurrentIndex(2)
    form._languages.chosen.emit("es")
    form._next.click()
    assert form._views.currentIndex() == 1
    form.new_pin.pin_chosen.emit(PIN)
    (one,) = given
    assert (one.name, one.role, one.language, one.pin) == ("Ana", Role.MANAGER, "es", PIN)
    assert len(one.badge) == 5
    assert PIN not in repr(one)


def test_a_role_that_was_chosen_stays_when_the_language_changes(form):
    form._role.setCurrentIndex(1)
    form.retranslate()
    assert form._role.currentIndex() == 1


def test_a_command_is_no_badge(form):
    form.scanned("RG:ACCEPT")
    assert form.badge.text() == ""
