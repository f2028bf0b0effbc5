"""What the rules say of a unit: shots owed, grade, routes, hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bench import actions as do
from app.domain.bench.judging import best_allowed, judged_again, open_routes, owed, proposal_of, weight_is_off
from app.domain.bench.state import Bench, Shot, Unit
from app.domain.checklist import Answer
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.returns import Parcel, ParcelKind
from tests.operators import finish
from tests.world import CUP, PHONE, PHOTO, SHARED_BARCODE, World, order, product, shipped_rules

RULES = shipped_rules()
SEALED = (
    Answer("sealed", ("sealed",)),
    Answer("packaging_intact", ("intact",), settled_by="sealed"),
    Answer("parts_complete", ("complete",), settled_by="sealed"),
    Answer("signs_of_use", ("none",), settled_by="sealed"),
    Answer("prohibited_goods", ("none",)),
)


def unit(one=CUP, **more):
    return Unit("R-000001", one, "K1", "L1", RULES.current(one.category), **more)


@pytest.mark.parametrize(
    ("weight", "tolerance", "grams", "off"),
    [
        (None, None, 999, False),
        (100, None, 110, False),
        (100, None, 111, True),
        (1000, None, 1050, False),
        (1000, None, 1051, True),
        (1000, 5, 1006, True),
        (1000, 0, 1000, False),
        (1000, 0, 999, True),
    ],
)
def test_weight(weight, tolerance, grams, off):
    one = product("ACME", "BOX", weight_g=weight, weight_tolerance_g=tolerance)
    assert weight_is_off(unit(one), grams) is off


@given(st.integers(1, 10**6), st.integers(0, 10**5), st.integers(1, 10**6))
def test_the_tolerance_holds_both_ways(weight, tolerance, grams):
    one = unit(product("ACME", "BOX", weight_g=weight, weight_tolerance_g=tolerance))
    assert weight_is_off(one, grams) is (abs(weight - grams) > tolerance)


def test_shots_owed():
    bench = Bench(parcel=Parcel("K1", "P-000001", "P-000001", ParcelKind.NO_CODE, owes_photo=True))
    assert owed(bench, unit(answers=SEALED), RULES) == ("front", "parcel")
    taken = unit(answers=SEALED, shots=(Shot("front", PHOTO),))
    assert owed(bench, taken, RULES) == ("parcel",)
    assert owed(Bench(), taken, RULES) == ()
    assert "item" in owed(Bench(), unit(answers=SEALED, flags=("no_code",)), RULES)


def test_what_stops_the_checklist_owes_only_its_own_shots():
    bench = Bench(parcel=Parcel("K1", "P-000001", "P-000001", ParcelKind.NO_CODE, owes_photo=True))
    dangerous = (Answer("sealed", ("opened",)), Answer("prohibited_goods", ("dangerous",)))
    assert owed(bench, unit(answers=dangerous, flags=("no_code",)), RULES) == ()


def test_a_clean_unit_is_a_and_restocked():
    proposal = proposal_of(unit(answers=SEALED), RULES)
    assert (proposal.grade, proposal.best.route, best_allowed(proposal)) == (Grade.A, Route.RESTOCK, Grade.A)
    assert proposal.held is None


def test_another_persons_grade_ranks_the_routes_anew():
    proposal = proposal_of(unit(answers=SEALED, regrade=(Grade.B, "a scratch")), RULES)
    assert (proposal.judged.grade, proposal.grade, proposal.best.route) == (Grade.A, Grade.B, Route.OPEN_BOX)
    assert Route.RESTOCK not in open_routes(proposal)


def test_a_piece_that_nobody_knows_has_only_quarantine():
    proposal = proposal_of(unit(product("ACME", "UNIDENTIFIED", identified=False), answers=SEALED), RULES)
    assert open_routes(proposal) == (Route.QUARANTINE,)


@pytest.mark.parametrize("grade", list(Grade))
def test_a_finished_unit_is_judged_as_it_was(grade):
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(SHARED_BARCODE))
    finish(world)
    record = world.unit("R-000001")
    assert record is not None
    proposal = judged_again(record, grade, RULES)
    assert (proposal.judged.grade, proposal.grade) == (Grade.A, grade)
    assert proposal.judged == proposal_of(unit(answers=record.answers), RULES).judged


def test_what_may_carry_data_is_held():
    answers = (Answer("sealed", ("opened",)), Answer("wiped", ("not_wiped",)))
    proposal = proposal_of(unit(PHONE, answers=answers), RULES)
    assert proposal.held is not None
    assert not {Route.RESTOCK, Route.OPEN_BOX} & set(open_routes(proposal))
