"""Claims in the order in which somebody must see to them."""

from datetime import UTC, datetime

from app.domain.claim_case import ClaimPhoto
from app.domain.redaction import Decision
from app.services.claim_rows import by_time, is_undecided, photo_row

AT = datetime(2026, 11, 1, tzinfo=UTC)


def row(number, clock, due=None, state="open"):
    return {"number": number, "clock": clock, "due": due, "state": state}


def test_what_nobody_counts_comes_first_then_the_least_time():
    rows = [
        row("1", "due", AT, "closed"), row("2", "no_deadline"), row("3", "in_time", AT.replace(day=9)),
        row("4", "due", AT), row("5", "not_counted"),
    ]  # fmt: skip
    assert [one["number"] for one in sorted(rows, key=by_time)] == ["5", "4", "3", "2", "1"]


def test_a_photo_of_a_label_is_undecided_until_somebody_says_so():
    photo = ClaimPhoto("k", "a" * 64, "parcel", True, AT)
    decided = ClaimPhoto("k", "a" * 64, "parcel", True, AT, Decision((), "CS-1"))
    assert (is_undecided(photo), is_undecided(decided)) == (True, False)
    assert (photo_row(photo)["covered"], photo_row(decided)["covered"], photo_row(decided)["decided_by"]) == (
        None, 0, "CS-1",
    )  # fmt: skip
