"""Claims in words: desks and cases by name, what is lacking, how much time is left; an unknown id as it is."""

import pytest

from app.domain.claims import ClaimCase, ClaimDesk, ClaimShot
from app.domain.texts import Texts
from app.ui.claim_words import ClaimsFound, clock_said, clock_tone

pytestmark = pytest.mark.usefixtures("dressed")

WAYBILL = ClaimShot("claim_waybill", Texts.of({"en": "The label"}))
DESK = ClaimDesk(
    "desk", 1, Texts.of({"en": "The desk"}), ("temu",), (ClaimCase("used", Texts.of({"en": "Used"})),), (WAYBILL,)
)
FOUND = ClaimsFound(desks=(DESK,), texts={"lpn": Texts.of({"en": "Its LPN"})})


def test_desks_cases_and_what_lacks_are_said_in_words():
    assert (FOUND.title("desk"), FOUND.title("other")) == ("The desk", "other")
    assert (FOUND.case("desk", "used"), FOUND.case("desk", "x")) == ("Used", "x")
    row = {"missing_shots": [{"unit": "R-1", "shot": "claim_waybill"}], "missing_texts": ["lpn", "fnsku"]}
    assert FOUND.lacks(row) == "missing: The label, Its LPN, and fnsku"
    assert FOUND.lacks({"missing_shots": [], "missing_texts": []}) == ""


@pytest.mark.parametrize(
    ("clock", "days", "words", "tone"),
    [
        ("no_deadline", None, "no deadline", "ink"),
        ("not_counted", None, "deadline not known", "warn"),
        ("overdue", -1, "too late", "bad"),
        ("due", 1, "1 day left", "warn"),
        ("due", 0, "5 hours left", "warn"),
        ("filed", None, "filed", "ink"),
        ("closed", None, "closed", "ink"),
        ("in_time", 12, "12 days left", "ink"),
    ],
)
def test_the_time_that_is_left_is_said_and_asks_for_the_eye(clock, days, words, tone):
    row = {"clock": clock, "days_left": days, "hours_left": 5}
    assert (clock_said(row), clock_tone(row)) == (words, tone)
