"""The gate at the bench: what it refuses, what a reason overrules, what was taken before there was one."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.bench.facts import PhotoKept
from app.domain.bench.found import Found
from app.domain.bench.gate import BELOW_GATE, codes_asked_for
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.checklist import Severity
from app.domain.claims import ClaimCase, ClaimDesk, ClaimShot, CodeOf, InFrame
from app.domain.photo_gate import Look, Stranger
from app.domain.picture_quality import Measured
from app.domain.texts import Texts
from tests.world import PHOTO, SHOE, World, order, shipped_rules, ups

GOOD = Measured(400, 110, 0.0, 0.4)
BLURRED = Measured(20, 110, 0.0, 0.2)
TRACKING = ups(7)
REQUIRED, ASKED, WAYBILL = "with_code", "beside_code", "waybill"
WORDS = Texts.of({"en": "A shot"})
DESK = ClaimDesk(
    "house",
    1,
    WORDS,
    platforms=(),
    cases=(ClaimCase("defect", WORDS, severities=(Severity.COSMETIC,), shots=(REQUIRED, ASKED, WAYBILL)),),
    shots=(
        ClaimShot(REQUIRED, WORDS, code=InFrame.REQUIRED),
        ClaimShot(ASKED, WORDS, code=InFrame.ASKED),
        ClaimShot(WAYBILL, WORDS, code=InFrame.ASKED, code_of=CodeOf.PARCEL),
    ),
)


@pytest.fixture
def world():
    world = World(order(1, TRACKING, (SHOE, 1)), rules=replace(shipped_rules(), desks=(DESK,))).sign_in()
    world.act(do.Scan(TRACKING))
    world.act(do.Scan("C-SHOE"))
    return world


def taken(world, shot, measured=GOOD, codes=(), strangers=(), overrule=""):
    found = Found(photo=PHOTO, look=Look(PHOTO.sha256, measured, codes), strangers=strangers)
    (fact,) = reduce(world.benches["one"], do.TakePhoto(shot, overrule), found, world.rules).facts
    assert isinstance(fact, PhotoKept)
    return fact


@pytest.mark.parametrize(
    "given",
    [
        {"shot": "front", "measured": BLURRED},
        {"shot": "front", "codes": ("R-000009",), "strangers": (Stranger("R-000009", "R-000009"),)},
        {"shot": REQUIRED},
        {"shot": REQUIRED, "codes": ("C-PHONE",)},
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
    fact = taken(world, REQUIRED, codes=("https://example.org", code))
    assert (fact.shot, fact.below) == (REQUIRED, "")


def test_what_is_only_asked_for_may_be_missing_and_is_told(world):
    assert taken(world, ASKED).below == "no_code"
    assert taken(world, ASKED, codes=("C-SHOE",)).below == ""


def test_a_waybill_shows_its_parcels_number_and_no_other_code_counts(world):
    assert taken(world, WAYBILL, codes=("C-SHOE", "R-000001")).below == "no_parcel_code"
    assert taken(world, WAYBILL, codes=("C-SHOE", TRACKING)).below == ""


def test_of_a_parcel_that_no_carrier_numbered_no_waybill_is_asked(world):
    world = World(order(1, "ORDER-1", (SHOE, 1)), rules=world.rules).sign_in()
    world.act(do.Scan("ORDER-1"))
    world.act(do.Scan("C-SHOE"))
    assert set(codes_asked_for(world.benches["one"], (ASKED, WAYBILL), world.rules)) == {ASKED}
    assert taken(world, WAYBILL).below == ""


def test_the_bench_says_which_codes_will_do(world):
    asked = codes_asked_for(world.benches["one"], ("front", REQUIRED, ASKED, WAYBILL), world.rules)
    assert asked == {REQUIRED: ["C-SHOE", TRACKING], ASKED: ["C-SHOE", TRACKING], WAYBILL: [TRACKING]}


def test_of_a_piece_without_any_code_none_is_asked(world):
    world = World(rules=world.rules).sign_in()
    world.act(do.NoCode("parcel"))
    world.act(do.NoCode("item", description="a lamp"))
    assert codes_asked_for(world.benches["one"], (REQUIRED,), world.rules) == {}
    assert taken(world, REQUIRED).below == ""


def test_other_shots_need_no_code(world):
    assert taken(world, "front").below == ""


def test_what_was_taken_before_there_was_a_gate_stays_taken(world):
    (fact,) = reduce(world.benches["one"], do.TakePhoto("front"), Found(photo=PHOTO), world.rules).facts
    assert isinstance(fact, PhotoKept)
    assert fact.below == ""
