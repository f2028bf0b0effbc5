"""The strip of the shift, on both databases: what was graded since a time, at this station, by one person."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from app.domain.money import Money
from app.services.looking import Shift
from app.store.queries import SqlReads
from app.store.shift import last_units, most_of
from tests.lane import BROKEN, UPS, UPS_2, WITNESS_PIN, to_grade, took

BOTTLE = "036000291452"


@pytest.fixture
def begun(floor) -> datetime:
    return floor.clock.time


def graded(floor, lane, **way) -> dict:
    """A unit up to its printed label."""
    to_grade(floor, lane, **way)
    return took(lane, do="accept")


def test_a_shift_without_a_unit_is_empty(reads, begun):
    assert reads.shift(begun) == Shift()
    assert reads.last_units(5) == ()


def test_grades_money_and_the_last_unit_are_counted(floor, reads, begun):
    lane = floor.signed_in()
    answer = graded(floor, lane)
    assert reads.shift(begun).last.label == "printed"
    took(lane, do="scan", code=answer["expects"]["code"])
    graded(floor, lane, code=UPS_2, item=BOTTLE, answers=BROKEN)
    shift = reads.shift(begun)
    assert (shift.units, shift.grades) == (2, (("A", 1), ("B", 0), ("C", 0), ("S", 1)))
    assert shift.last.article.sku == "BOTTLE-750"
    assert (shift.last.grade, shift.last.operator) == ("S", "Li Na")
    assert [unit.label for unit in reads.last_units(5)] == ["printed", "verified"]
    assert [unit.lpn for unit in reads.last_units(1)] == [shift.last.lpn]
    assert [money.currency for money in shift.recovered] == ["USD"]
    assert shift.median_s > 0


def test_another_route_than_the_best_recovers_less_than_was_possible(floor, reads, begun):
    lane = floor.signed_in()
    to_grade(floor, lane)
    took(lane, do="route", to="donate", reason="no demand")
    took(lane, do="accept")
    shift = reads.shift(begun)
    assert shift.recovered[0].amount < shift.possible[0].amount
    assert shift.possible[0].amount > Decimal(10)


@pytest.mark.parametrize(("taken", "possible"), [("44.82", "44.82"), ("39.18", "44.82"), ("-2.20", "44.82")])
def test_no_more_is_recovered_than_was_possible(taken, possible):
    nets = (("39.18", False), ("44.82", False), ("-2.20", False), ("99.00", True))
    options = [{"net": {"amount": net, "currency": "USD"}, "ruled_out": out} for net, out in nets]
    assert most_of(json.dumps(options), Money(Decimal(taken), "USD")) == Money(Decimal(possible), "USD")


def test_what_was_graded_before_or_elsewhere_does_not_count(floor, reads, begun):
    graded(floor, floor.signed_in())
    assert reads.shift(floor.clock.now()) == Shift()
    elsewhere = SqlReads(floor.store.reading, "another station")
    assert elsewhere.shift(begun) == Shift()
    with floor.store.reading() as connection:
        assert last_units(connection, "another station", 5) == ()


def test_one_person_s_shift_leaves_out_the_others(floor, reads, begun):
    lane = floor.signed_in()
    answer = graded(floor, lane)
    took(lane, do="scan", code=answer["expects"]["code"])
    took(lane, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    graded(floor, lane, code=UPS_2, item=BOTTLE)
    li_na, maria = (person.operator.user_id for person in reads.people())
    assert (reads.shift(begun).units, reads.shift(begun, li_na).units) == (2, 1)
    assert reads.shift(begun, maria).last.article.sku == "BOTTLE-750"


def test_a_unit_that_was_found_dangerous_afterwards_counts_once(floor, reads, begun):
    lane = floor.signed_in()
    graded(floor, lane, code=UPS)
    took(lane, do="danger", kind="battery")
    shift = reads.shift(begun)
    assert (shift.units, dict(shift.grades)["S"]) == (1, 1)
    assert len(reads.last_units(5)) == 1


def test_a_review_is_no_unit_of_the_reviewers_shift(floor, reads, begun):
    lane = floor.signed_in()
    answer = graded(floor, lane)
    took(lane, do="scan", code=answer["expects"]["code"])
    took(lane, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    took(lane, do="review", unit=answer["unit"], decision="override", grade="B", reason="a dent")
    shift = reads.shift(begun)
    assert (shift.units, shift.grades[0]) == (1, ("A", 1))
    assert shift.last.grade == "B"  # as it stands now
