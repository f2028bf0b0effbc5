"""Refusals of claims; how they go well is told in `tests/demands/test_demand_d5_claims.py`."""

from datetime import timedelta

import pytest

from app.domain.claim_case import Outcome
from app.domain.money import Money
from app.errors import UserError
from app.services.claims import Wish, number_of
from tests.claims import ClaimHouse
from tests.lane import PIN, to_grade, took


@pytest.fixture
def at(tmp_path):
    at = ClaimHouse(tmp_path)
    yield at
    at.close()


def code_of(act):
    with pytest.raises(UserError) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "CLM-000012"),
        (" clm-12", "CLM-000012"),
        ("CLM-000012", "CLM-000012"),
        ("x", ""),
        ("9" * 40, ""),
    ],
)
def test_a_number_is_known_as_people_type_it(typed, number):
    assert number_of(typed) == number


def test_nothing_is_closed_without_its_amount_and_nothing_twice(at):
    claims, clara = at.claims, at.clara
    number = claims.open(Wish(at.broken(), "tiktok_appeal"), clara)
    assert code_of(lambda: claims.close(number, Outcome.PAID, clara)) == "amount_needed"
    assert code_of(lambda: claims.close(number, Outcome.REFUSED, clara, amount=Money.of(1, "USD"))) == "amount_needed"
    assert code_of(lambda: claims.close(number, Outcome.REFUSED, clara, "x" * 2001)) == "unfit_note"
    assert code_of(lambda: claims.date(number, at.house.clock.now() + timedelta(days=1), clara)) == "unfit_day"
    claims.close(number, Outcome.REFUSED, clara, "no proof")
    assert code_of(lambda: claims.close(number, Outcome.REFUSED, clara)) == "claim_closed"
    assert code_of(lambda: claims.shown("77")) == "unknown_claim"
    (row,) = claims.listed(ended=True)
    assert [row[name] for name in ("state", "clock", "due", "days_left")] == ["closed", "closed", None, None]


def test_what_makes_no_case_needs_a_person_to_name_one(at):
    lane = at.house.lane()
    took(lane, do="sign_in", badge="LN-07", pin=PIN)
    to_grade(at.house, lane)
    lpn = took(lane, do="accept")["unit"]
    claims = at.claims
    assert claims.proposed(lpn) == ()
    assert code_of(lambda: claims.open(Wish(lpn, "tiktok_appeal"), at.clara)) == "no_case"
    assert code_of(lambda: claims.open(Wish(lpn, "tiktok_appeal", ("x",)), at.clara)) == "unknown_case"
    number = claims.open(Wish(lpn, "tiktok_appeal", ("used_or_damaged",)), at.clara)
    assert claims.shown(number)["missing_shots"]
    assert code_of(lambda: claims.cover("no photo", (), at.clara, (1, 1))) == "unknown_photo"


def test_the_desks_are_told_with_what_they_take(at):
    rows = {row["desk"]: row for row in at.claims.known_desks()}
    assert set(rows) == {"tiktok_appeal", "amazon_safe_t", "amazon_fba_grading"}
    assert (rows["amazon_safe_t"]["deadline_days"], rows["amazon_safe_t"]["checked"]) == (30, "")
