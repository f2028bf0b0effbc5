"""`expects` names what moves the bench on, the best first."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench.offers import expects, step_of
from app.domain.bench.state import Bench, Step
from tests.operators import finish, grade, inspect
from tests.world import ANN, CUP, PHONE, SHARED_BARCODE, World, order, shipped_rules

RULES = shipped_rules()


def with_unit(product=CUP, code=SHARED_BARCODE, *, scale=False):
    world = World(order(1, "TRK1", (product, 1)), scale=scale).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.Scan(code))
    return world


def test_an_empty_bench():
    assert step_of(Bench(), RULES) is Step.SIGNED_OUT
    assert step_of(Bench(operator=ANN), RULES) is Step.IDLE
    assert expects(Bench(operator=ANN), RULES) == {"scan": ["parcel"]}


def test_the_first_question_has_the_best_choice_first():
    assert with_unit().expects() == {"answer": {"question": "sealed", "choices": ["sealed", "opened"]}}


def test_the_scale_and_the_serial_come_before_the_questions():
    world = with_unit(PHONE, "C-PHONE", scale=True)
    assert world.expects() == {"weigh": "grams"}
    world.act(do.Weigh(200))
    assert world.expects() == {"scan": ["serial"]}


def test_where_several_may_hold_it_says_so():
    world = with_unit()
    for question, choice in (("sealed", "opened"), ("prohibited_goods", "none"), ("right_item", "matches")):
        world.act(do.GiveAnswer(question, (choice,)))
    world.act(do.GiveAnswer("packaging_intact", ("intact",)))
    world.act(do.GiveAnswer("parts_complete", ("missing",)))
    asked = world.expects()["answer"]
    assert (asked["question"], asked["multiple"]) == ("missing_parts", True)


def test_the_shots_owed_are_named_and_shrink():
    world = with_unit()
    world.act(do.GiveAnswer("sealed", ("opened",)))
    while world.step() == "checklist":
        asked = world.expects()["answer"]
        world.act(do.GiveAnswer(asked["question"], (asked["choices"][0],)))
    shots = world.expects()["photo"]["shots"]
    assert len(shots) == len(set(shots)) > 1
    world.act(do.TakePhoto(shots[-1]))
    assert world.expects()["photo"]["shots"] == shots[:-1]


def test_at_the_grade_accept_stands_first_and_no_grade_is_offered_that_would_be_refused():
    world = inspect(with_unit(), sealed="opened", works="faulty")
    wants = world.expects()
    assert next(iter(wants)) == "accept"
    assert wants["regrade"] == {"grades": ["S"]}
    for route in wants["route"]["routes"]:
        world.act(do.ChooseRoute(route, "why not"))
        world.act(do.Back())


def test_destroy_is_offered_where_it_is_the_route():
    world = inspect(with_unit(), sealed="opened", damage="beyond_repair")
    assert world.expects()["destroy"] == {"unit": "R-000001"}
    assert "destroy" not in inspect(with_unit()).expects()


@pytest.mark.parametrize(
    ("make", "step", "wants"),
    [
        (lambda: grade(with_unit()), "verify_label", {"scan": ["label"], "code": "R-000001-1H"}),
        (lambda: finish(with_unit()), "idle", {"scan": ["parcel"]}),
    ],
)
def test_what_comes_after_the_grade(make, step, wants):
    world = make()
    assert (world.step(), world.expects()) == (step, wants)


def test_a_finished_parcel_asks_what_shall_become_of_it():
    world = finish(with_unit())
    world.act(do.Scan("TRK1"))
    assert world.expects() == {
        "answer": {"question": "finished_parcel", "choices": ["leave_closed", "late_piece", "tracking_reused"]}
    }


def test_the_photo_of_a_parcel_without_a_code_is_asked_for_beside_its_item():
    world = World().sign_in()
    world.act(do.NoCode("parcel"))
    assert world.expects() == {"scan": ["item"], "photo": {"shots": ["parcel"]}}
    world.act(do.TakePhoto("parcel"))
    assert world.expects() == {"scan": ["item"]}
