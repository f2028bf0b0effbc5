"""What a film at the bench is evidence of."""

from dataclasses import replace

import pytest

from app.domain.bench.actions import KeepFilm
from app.domain.bench.filming import film_of
from app.domain.bench.found import Found, Proof
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench
from app.domain.evidence import StoredPhoto
from app.domain.returns import Parcel, ParcelKind

FILM = StoredPhoto("a" * 64, 1000, 1280, 720, "mkv")
FOUND = Found(proof=Proof(FILM, ()))


def refusal(state, action, found):
    with pytest.raises(Refused) as refused:
        film_of(state, action, found)
    return refused.value.code


def test_without_a_name_it_is_of_the_open_parcel():
    bench = Bench(parcel=Parcel("the-key", "1Z", "1Z", ParcelKind.ANNOUNCED))
    fact = film_of(bench, KeepFilm(), FOUND)
    assert (fact.film, fact.shot, fact.lpn, fact.parcel_id) == (FILM, "film:unboxing", "", "the-key")


def test_nothing_is_assumed():
    assert refusal(Bench(), KeepFilm(), FOUND) == "nothing_open"
    assert refusal(Bench(), KeepFilm("holiday"), FOUND) == "unknown_film"
    assert refusal(Bench(), KeepFilm(unit="R-1"), FOUND) == "unknown_unit"
    assert refusal(Bench(), KeepFilm(parcel_id="none"), FOUND) == "unknown_parcel"
    assert refusal(Bench(), KeepFilm(), Found()) == "no_film"
    photo = Found(proof=Proof(replace(FILM, format="jpeg"), ()))
    assert refusal(Bench(), KeepFilm(), photo) == "no_film"
    assert refusal(Bench(), KeepFilm(), Found(proof=Proof(FILM, (), known=True))) == "old_picture"
