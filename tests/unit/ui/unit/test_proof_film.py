"""Where a station films nothing, no film is offered; nothing is begun without a unit."""

from types import SimpleNamespace

from app.ui.unit.proof_film import ProofFilm


def test_without_what_films_nothing_happens(qtbot):
    film = ProofFilm(SimpleNamespace(live=SimpleNamespace(film=None)))
    film.unit = "R-000001"
    film.toggle()
    film.leave()
    assert not film.can
    assert not film.runs
