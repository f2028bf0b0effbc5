"""One person's card, in every state, without records."""

import pytest

from app.domain.access import Operator, Role
from app.services.looking import Person
from app.ui.settings.person_card import PersonCard

BEN = Person(Operator("u-2", "BK-3", "Ben King", Role.INSPECTOR, "es"))
MARIA = Operator("u-1", "MO-01", "Maria", Role.SUPERVISOR)


@pytest.fixture
def card(qtbot, dressed):
    made = PersonCard()
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_known_is_shown(card):
    assert (card.badge, card.name) == ("", "")
    card.show_person(BEN, MARIA)
    assert (card.badge, card.name) == ("BK-3", "Ben King")
    assert [roles.key for roles in card._roles] == ["inspector", ""]
    assert card._languages.key == "es"
    card.retranslate()
    card.forget()
    assert card.person is None


def test_whoever_is_shut_out_can_be_let_in(qtbot, card):
    card.show_person(Person(BEN.operator, disabled=True), MARIA)
    assert card._out.isHidden()
    with qtbot.waitSignal(card.let_in_asked):
        card._in.click()
