"""The same is drawn once, and anew in another language."""

import pytest

from app.ui.bench.drawn import Drawn
from app.ui.theme import look
from app.ui.words import language


@pytest.fixture(autouse=True)
def _english():
    yield
    language.speak("en")


def test_the_same_is_drawn_once():
    drawn = Drawn()
    assert not drawn.is_again("a", 1)
    assert drawn.is_again("a", 1)
    assert not drawn.is_again("a", 2)
    assert not drawn.is_again("a", 1)


def test_another_language_draws_it_anew(qapp):
    drawn = Drawn()
    drawn.is_again("a")
    language.speak("es")
    assert not drawn.is_again("a")


def test_other_letters_draw_it_anew(dressed):
    drawn = Drawn()
    drawn.is_again("a")
    look.enlarge(1.5)
    try:
        assert not drawn.is_again("a")
        assert drawn.is_again("a")
    finally:
        look.enlarge(1.0)
