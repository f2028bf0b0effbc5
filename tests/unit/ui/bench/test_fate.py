"""What became of the newest unit, in words and as a tone."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.bench.state import Label
from app.ui.bench.fate import fate, last_words
from tests.bench_screen import standing_of, words
from tests.operators import grade, inspect
from tests.world import CUP, PHONE, World, order


def _world(goods=CUP, pieces=1):
    world = World(order(1, "TRK1", (goods, pieces))).sign_in()
    world.act(do.Scan("TRK1"))
    return world


def _fate(world, action):
    before = standing_of(world)
    world.act(action)
    return fate(before, standing_of(world), action)


def test_a_label_that_was_checked_ends_its_unit():
    world = _world()
    world.act(do.NoCode("item", sku="CUP"))
    grade(world)
    told = _fate(world, do.Scan(world.open_label().code))
    assert told is not None
    assert (told.tone, words(told.words)) == ("done", "Last: R-000001 · A · restocked, label checked")


def test_danger_sounds_like_quarantine_from_every_step():
    world = _world()
    assert _fate(world, do.Danger("hot")).tone == "quarantine"
    world = _world()
    world.act(do.NoCode("item", sku="CUP"))
    grade(world)
    assert _fate(world, do.Danger("hot")).tone == "quarantine"


def test_what_is_put_aside_is_said_and_its_tag_with_it():
    world = _world()
    world.act(do.NoCode("item", sku="CUP"))
    assert words(_fate(world, do.Park()).words) == "R-000001 is parked: put its tag on it"
    world.act(do.Resume("R-000001"))
    grade(world)
    assert words(_fate(world, do.Park()).words) == "R-000001 is parked"


def test_work_that_was_closed_says_what_comes_next():
    state = standing_of(_world())
    donated = fate(state, state, do.CloseWork("R-000001", "donate"))
    told = fate(state, state, do.CloseWork("R-000001", "refurbish"))
    assert donated is not None
    assert told is not None
    assert words(donated.words) == "Work on R-000001 is closed"
    assert words(told.words) == "R-000001 is done: scan it for its second inspection"


@pytest.mark.parametrize(
    ("action", "done"),
    [
        (do.Destroy("R-000001", "MO-01"), "R-000001 is destroyed · certificate DES-000001"),
        (do.CloseWork("R-000001", "donate"), "Work on R-000001 is closed · certificate DES-000001"),
    ],
)
def test_what_a_certificate_lacks_is_said_with_its_number(action, done):
    state = standing_of(_world())
    for missing, said, good in (
        (["seal", "weight_g"], " · not recorded: Seal number, Weight in grams", False),
        ([], "", True),
    ):
        fact = {"kind": "certificate", "id": "DES-000001", "not_recorded": missing}
        told = fate(state, replace(state, reply={**state.reply, "facts": [fact]}), action)
        assert told is not None
        assert (words(told.words), told.good) == (done + said, good)
    assert fate(state, state, do.Destroy("R-000001", "MO-01")) is None


@pytest.mark.parametrize(("goods", "answers", "tone"), [(CUP, {}, "sell"), (PHONE, {"wiped": "not_wiped"}, "hold")])
def test_a_saved_grade_sounds_like_its_bin(goods, answers, tone):
    world = _world(goods)
    world.act(do.NoCode("item", sku=goods.article.sku))
    if goods is PHONE:
        world.act(do.Scan("SN-5"))
    inspect(world, sealed="opened", **answers)
    told = _fate(world, do.Accept())
    assert told is not None
    assert (told.tone, told.words) == (tone, "")


def test_a_parcel_that_was_closed_is_said_and_one_that_was_withdrawn_is_not():
    told = _fate(_world(), do.CloseParcel(empty=True))
    assert told is not None
    assert words(told.words) == "Parcel TRK1 is closed as empty"
    assert not told.good
    told = _fate(_world(), do.CloseParcel((do.MissingPieces("CUP", 1, "not inside"),)))
    assert words(told.words) == "Parcel TRK1 is closed, 1 piece is missing"
    assert _fate(_world(), do.Back()) is None


def test_a_label_with_less_on_it_is_said_all_the_same():
    assert words(last_words(Label("R-000001", "unit", "R-000001-1H", 1, ()))) == "Last: R-000001, label checked"
