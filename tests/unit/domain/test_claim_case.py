"""The time of a claim, and which photos go to a desk that takes only so many."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim_case import (
    Countdown,
    Standing,
    cases_named,
    countdown,
    in_order,
    is_urgent,
    missing_of,
    wanted_shots,
    wanted_texts,
)
from app.domain.claims import ClaimCase, ClaimDesk
from app.domain.texts import Texts

SINCE = datetime(2026, 11, 1, 12, tzinfo=UTC)
WORDS = Texts.of({"en": "words"})
CASES = (ClaimCase("used", WORDS, shots=("b", "a"), texts=("t",)), ClaimCase("lost", WORDS, shots=("a",), texts=("t",)))


def desk(days: int | None = 10) -> ClaimDesk:
    return ClaimDesk("desk", 1, WORDS, ("shop",), CASES, (), deadline_days=days)


@pytest.mark.parametrize(
    ("later", "standing", "days", "hours"),
    [
        (timedelta(days=1), Standing.IN_TIME, 9, 0),
        (timedelta(days=3), Standing.DUE, 7, 0),
        (timedelta(days=9, hours=2), Standing.DUE, 0, 22),
        (timedelta(days=10), Standing.DUE, 0, 0),
        (timedelta(days=10, hours=1), Standing.OVERDUE, -1, 23),
    ],
)
def test_the_countdown(later, standing, days, hours):
    clock = countdown(desk(), SINCE, SINCE + later)
    assert (clock.standing, clock.days, clock.hours, clock.due) == (standing, days, hours, SINCE + timedelta(days=10))


def test_what_is_not_known_is_not_counted():
    assert countdown(desk(), None, SINCE) == Countdown(Standing.NOT_COUNTED)
    assert countdown(desk(None), SINCE, SINCE) == Countdown(Standing.NO_DEADLINE)
    assert countdown(desk(), SINCE, SINCE, SINCE) == Countdown(Standing.FILED)
    assert [is_urgent(Countdown(one)) for one in Standing] == [False, True, True, True, False, False, False]


def test_several_cases_want_each_thing_once():
    assert cases_named(desk(), ["lost"]) == CASES[1:]
    assert (wanted_shots(CASES), wanted_texts(CASES)) == (("b", "a"), ("t",))
    assert missing_of(("b", "a"), {"a"}) == ("b",)


def test_what_the_desk_asks_for_comes_first_then_defects():
    shots = [("1", "front"), ("2", "defect:screen"), ("3", "claim_waybill"), ("4", "back")]
    assert in_order(shots, ["claim_waybill"], 3) == (("3", "2", "1"), 1)
    assert in_order([*shots, ("5", "with_code")], ["claim_waybill"], 3) == (("3", "2", "5"), 2)


@given(st.lists(st.tuples(st.uuids().map(str), st.sampled_from(["a", "defect:x", "z"])), max_size=9), st.integers(1, 9))
def test_none_is_lost_without_being_counted(shots, most):
    keys, left_out = in_order(shots, ["z"], most)
    assert len(keys) <= most
    assert len(keys) + left_out == len(shots)
