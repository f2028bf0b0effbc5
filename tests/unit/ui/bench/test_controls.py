"""What may be done at each step, and with which key."""

import pytest

from app.domain.bench.state import Bench
from app.domain.films import FilmOf
from app.domain.returns import Parcel, ParcelKind
from app.ui.bench.acts import Film
from app.ui.bench.around import Around
from app.ui.bench.controls import film_proof, key_of
from app.ui.bench.controls import filming as film_controls
from app.ui.bench.pieces import Tone
from tests.bench_screen import words
from tests.world import CUP, order


@pytest.mark.parametrize(("place", "key"), [(0, "1"), (8, "9"), (9, "0"), (10, "^1"), (18, "^9"), (19, "")])
def test_the_keys_of_choices(place, key):
    assert key_of(place) == key


def _names(bench):
    return {control.name for control in bench.scene.keys}


def test_what_an_idle_bench_offers(screen):
    assert _names(screen()) == {"no_code_parcel", "parked", "type_code", "change_person", "sign_out"}


def test_what_an_open_parcel_offers(screen):
    bench = screen(order(1, "TRK1", (CUP, 2))).scan("TRK1")
    assert {"short", "empty", "no_code_item", "type_code", "danger"} <= _names(bench)
    bench.scan(CUP.codes[0]).press("1", "1", "Space", "Enter").scan(bench.scene.stage.target.code)
    assert "empty" not in _names(bench), "a piece of it is on record"


def test_a_parcel_that_owes_its_photo_is_not_closed_before(screen):
    bench = screen().press("K")
    assert not {"short", "empty", "close_parcel"} & _names(bench)
    assert "empty" in _names(bench.press("Space"))


def test_an_unexpected_parcel_ends_with_its_unit(screen):
    bench = screen().scan("1Z999AA10123456784").scan(CUP.codes[0])
    bench.touch("choice_BETA") if bench.scene.named("choice_BETA") else None
    assert {"danger", "park", "note"} <= _names(bench)


def test_every_exception_says_what_it_does(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1")
    assert all(words(control.text) for control in bench.scene.keys)
    assert next(one for one in bench.scene.keys if one.name == "danger").tone is Tone.BAD


def test_the_label_done_last_may_be_printed_again_from_an_idle_bench(screen):
    bench = screen(order(1, "TRK1", (CUP, 1))).scan("TRK1").scan(CUP.codes[0]).press("1", "1", "Space", "Enter")
    bench.scan(bench.scene.stage.target.code)
    assert {"reprint", "void"} <= _names(bench)
    assert bench.press("R", "2").world.step() == "verify_label"


def test_a_film_is_offered_where_there_is_something_to_film_with_and_something_to_film():
    around, filming = Around(films=True), Around(films=True, filming=FilmOf("unboxing", "key"))
    parcel, empty = Bench(parcel=Parcel("key", "1Z", "1Z", ParcelKind.ANNOUNCED)), Bench()
    (begin,) = film_controls(parcel, around)
    assert (begin.key, begin.act) == ("F", Film(FilmOf("unboxing", "key")))
    assert film_controls(empty, around) == film_controls(parcel, Around()) == ()
    (end,) = film_controls(empty, filming)  # whatever is open meanwhile
    assert end.act == begin.act


def test_a_destruction_is_filmed_unless_something_else_is():
    of = FilmOf("destruction", unit="R-000001")
    (begin,) = film_proof("R-000001", Around(films=True))
    (end,) = film_proof("R-000001", Around(films=True, filming=of))
    assert begin.act == end.act == Film(of)
    assert begin.text != end.text
    assert film_proof("R-000001", Around(films=True, filming=FilmOf("unboxing", "key"))) == ()
    assert film_proof("R-000001", Around()) == ()
