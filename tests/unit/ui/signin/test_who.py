"""What the sign-in says in each of its states, in every language, and that no state is cut."""

import pytest

from app.domain.access import Operator, Role
from app.ui.signin.who import WhoView
from app.ui.words import LANGUAGES, language

LI = Operator("u-1", "LN-07", "Li Na", Role.SUPERVISOR)


@pytest.fixture
def who(qtbot, dressed):
    made = WhoView()
    qtbot.addWidget(made)
    made.resize(1338, 648)
    made.show()
    return made


def test_first_a_badge_then_its_pin(who):
    assert (who.field.isVisible(), who.pad.isEnabled()) == (True, False)
    who.show_badge("LN-07")
    assert (who.field.isVisible(), who.pad.isEnabled()) == (False, True)
    assert "LN-07" in who._pin_hint.text()
    who.let_type(may=False)
    assert not who.pad.isEnabled()
    assert who.hasFocus()


def test_a_pin_that_was_begun_is_forgotten_with_its_badge(qtbot, who):
    who.show_badge("LN-07")
    qtbot.keyClicks(who.pad, "4938")
    who.show_badge("BK-3")
    given: list[str] = []
    who.pin_given.connect(given.append)
    who.pad._take("⏎")
    assert given == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_state_is_said_in_every_language(who, code):
    language.speak(code)
    who.show_last(LI, "now")
    who.show_here("Li Na")
    who.retranslate()
    assert who._last_card.isHidden()
    assert "Li Na" in who._hint.text()
    who.show_here("")
    assert who._last_card.isVisible()
    who.show_last(None, "")
    assert who._last_card.isHidden()
