"""The footer draws the shift and what just happened."""

from decimal import Decimal

import pytest

from app.domain.money import Money
from app.services.looking import Shift
from app.ui.window.footer import Footer


@pytest.fixture
def footer(qtbot):
    made = Footer()
    qtbot.addWidget(made)
    return made


def test_an_empty_shift_says_so(footer):
    footer.show_shift(Shift())
    assert footer._figures.accessibleName() == "Shift 0 units"


def test_the_figures_of_a_shift(footer):
    recovered, possible = Money(Decimal("1884.00"), "USD"), Money(Decimal("2020.00"), "USD")
    footer.show_shift(Shift(42, 38.4, (("A", 31), ("B", 7), ("C", 3), ("S", 1)), (recovered,), (possible,)))
    words = footer._figures.accessibleName()
    for figure in ("Shift 42 units", "38", "A 31", "S 1", "$1,884.00", "$2,020.00"):
        assert figure in words, (figure, words)


def test_what_happened_is_said_again_in_another_language(footer):
    said = iter(("Last: R-000001", "Última: R-000001"))
    footer.tell(lambda: next(said), "ok")
    assert footer._told.words == "Last: R-000001"
    footer.show_shift(Shift(1))
    footer.retranslate()
    assert footer._told.words == "Última: R-000001"
    footer.tell("", "neutral")
    footer.retranslate()
    assert footer._told.words == ""


def test_words_from_outside_stay_plain(footer):
    footer.tell("Last: <b>R-000311</b>", "ok")
    assert footer._told.words == "Last: <b>R-000311</b>"
    assert "&lt;b&gt;" in footer._told.toolTip()
