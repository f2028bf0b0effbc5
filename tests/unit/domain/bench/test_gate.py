"""The gate at the bench: what it refuses, what a reason overrules, what was taken before there was one."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench.found import Found
from app.domain.bench.gate import BELOW_GATE
from app.domain.bench.judging import CODED_SHOT
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.photo_gate import Look, Stranger
from app.domain.picture_quality import Measured
from tests.world import PHOTO, SHOE, World, order, ups

GOOD = Measured(400, 110, 0.0, 0.4)
BLURRED = Measured(20, 110, 0.0, 0.2)
TRACKING = ups(7)


@pytest.fixture
def world():
    world = World(order(1, TRACKING, (SHOE, 1))).sign_in()
    world.act(do.Scan(TRACKING))
    world.act(do.Scan("C-SHOE"))
    return world


def taken(world, shot, measured=GOOD, codes=(), strangers=(), overrule=""):
    found = Found(photo=PHOTO, look=Look(PHOTO.sha256, measured, codes), strangers=strangers)
    (fact,) = reduce(world.benches["one"], do.TakePhoto(shot, overrule), found, world.rules).facts
    return fact


@pytest.mark.parametrize(
    "given",
    [
        {"shot": "front", "measured": BLURRED},
        {"shot": "front", "codes": ("R-000009",), "strangers": (Stranger("R-000009", "R-000009"),)},
        {"shot": CODED_SHOT},
        {"shot": CODED_SHOT, "codes": ("C-PHONE",)},
        {"shot": "front", "measured": BLURRED, "overrule": "  "},
    ],
)
def test_what_is_below_the_gate_is_refused_in_words(world, given):
    with pytest.raises(Refused) as refused:
        taken(world, **given)
    assert refused.value.code == BELOW_GATE
    assert refused.value.hint


def test_a_reason_overrules_it_and_stays_with_what_it_overruled(world):
    fact = taken(world, "front", BLURRED, overrule="The lens is scratched")
    assert (fact.overrule, fact.below) == ("The lens is scratched", "blurred")


@pytest.mark.parametrize("code", ["C-SHOE", TRACKING])
def test_a_shot_that_asks_for_a_code_takes_any_of_this_piece(world, code):
    fact = taken(world, CODED_SHOT, codes=("https://example.org", code))
    assert (fact.shot, fact.below) == (CODED_SHOT, "")


def test_other_shots_need_no_code(world):
    assert taken(world, "front").below == ""


def test_what_was_taken_before_there_was_a_gate_stays_taken(world):
    (fact,) = reduce(world.benches["one"], do.TakePhoto("front"), Found(photo=PHOTO), world.rules).facts
    assert fact.below == ""
