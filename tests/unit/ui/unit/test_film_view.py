"""A film of the evidence, played in its place."""

import pytest

from app.ui.unit.film_view import FilmView
from tests.films import HEIGHT, WIDTH, film


@pytest.fixture
def view(qtbot, dressed):
    made = FilmView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.mark.no_qt_log  # the player's backend tells what the machine lacks for it
def test_it_plays_a_film_of_the_evidence(view, tmp_path, qtbot):
    view.show_film(film(tmp_path / "a-name-without-an-ending", ["", "", "R-000001"], fps=5))
    qtbot.waitUntil(lambda: not view.sheet.image.isNull(), timeout=10_000)
    assert (view.sheet.image.width(), view.sheet.image.height()) == (WIDTH, HEIGHT)
    assert not view.plays
    with qtbot.waitSignal(view._player.playingChanged, timeout=10_000):
        view.play.click()
    qtbot.waitUntil(lambda: view.time.text() == "0:00", timeout=10_000)
    view.on.click()
    view.back.click()
    view.show_film(None)
    assert view.sheet.image.isNull()


def test_a_film_that_is_not_here_is_said(view, tmp_path):
    view.show_film(tmp_path / "none")
    assert view.sheet.words == "This film is not kept at this bench."
    view.play.click()  # nothing to play
    assert not view.plays
