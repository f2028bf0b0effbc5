"""The claims of a unit: what it may become, opened and packed by whoever may."""

import pytest

from app.domain.claim_facts import ClaimPacked
from app.store import models
from app.ui.claim_words import clock_said
from app.ui.unit.view import CLAIMS, UnitPage
from tests.lane import BROKEN, to_grade, took


@pytest.fixture
def page(qtbot, house, room):
    lane = house.signed_in()
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="accept")
    made = UnitPage(room.parts)
    room.sign_in(qtbot)
    room.show(qtbot, made)
    made.scanned("R-000001")
    qtbot.waitUntil(lambda: made.shown is not None)
    made.tabs.chosen.emit(CLAIMS)
    qtbot.waitUntil(lambda: bool(made.claims.list.lines))
    return made


def test_what_it_may_become_is_shown_opened_and_held_back_while_something_is_missing(qtbot, page, room, tmp_path):
    (possible,) = page.claims.list.lines
    assert "TikTok Shop appeal" in possible.what
    assert "Parcel's shipping label" in possible.what  # this house asks for no claim shots at the bench
    page.claims._acts()[0].click()
    qtbot.waitUntil(lambda: page.claims.notice.state == "ok" and page.claims.list.lines[0].when == "CLM-000001")
    assert len(room.house.rows(models.Claim)) == 1
    line = page.claims.list.lines[0]
    assert (line.who, line.tone) == ("deadline not known", "warn")
    page.claims.make("CLM-000001", tmp_path / "claim.zip")
    qtbot.waitUntil(lambda: page.claims.notice.state == "bad")
    assert "still lacks" in page.claims.notice.words[0]
    assert not (tmp_path / "claim.zip").exists()


@pytest.mark.parametrize(
    ("clock", "days", "hours", "words"),
    [
        ("due", 1, 3, "1 day left"), ("due", 0, 5, "5 hours left"), ("in_time", 9, 0, "9 days left"),
        ("overdue", -1, 3, "too late"), ("no_deadline", None, None, "no deadline"),
    ],
)  # fmt: skip
def test_the_time_in_words(clock, days, hours, words):
    assert clock_said({"clock": clock, "days_left": days, "hours_left": hours}) == words


def test_from_elsewhere_a_unit_is_opened_with_its_claims_in_front(qtbot, page):
    page.tabs.chosen.emit("papers")
    assert not page.claims.isVisible()
    page.show_claims("R-000001")
    assert page.claims.isVisible()
    assert page.tabs.key == CLAIMS


def test_what_was_packed_is_said_to_be_filed_by_one_press(qtbot, page, room):
    page.claims._acts()[0].click()
    qtbot.waitUntil(lambda: page.claims.list.lines[0].when == "CLM-000001")
    assert [act.objectName() for act in page.claims._acts()] == ["unit_claim_pack_CLM-000001"]
    with room.house.store.unit_of_work() as work:
        packed = ClaimPacked("CLM-000001", "R-000001", "ab" * 32, 1, ())
        work.records.write((packed,), at=room.house.clock.now(), operator=page.claims._by)
        work.commit()
    page.claims.show_unit("R-000001")
    qtbot.waitUntil(lambda: len(page.claims._acts()) == 2)
    page.claims._acts()[1].click()
    qtbot.waitUntil(lambda: page.claims.list.lines[0].who == "filed")
    assert page.claims.list.lines[0].tone == "ink"
    assert len(page.claims._acts()) == 1
