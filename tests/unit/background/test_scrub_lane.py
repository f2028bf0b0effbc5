"""The lane looks when something is due, rests in proportion, goes on after a failure, and ends at once."""

import threading

import pytest

from app.background.scrub_lane import ScrubLane
from app.errors import StoreError
from app.services.safekeeping import Looked

NOTHING = Looked(0, 0, None, whole=True, damaged=())


def test_it_looks_and_rests_until_it_is_closed():
    looking, rested = threading.Event(), []

    def look(rest):
        looking.set()
        rested.append(rest(3600.0))  # ends at once, for the lane is closed meanwhile
        return NOTHING

    lane = ScrubLane(lambda: True, look, 10)
    lane.start(0)
    assert looking.wait(10)
    lane.close()
    assert rested == [False]


def test_what_is_not_due_is_left_alone_and_nothing_is_begun_before_its_time():
    asked = threading.Event()

    def due():
        asked.set()
        return False

    lane = ScrubLane(due, lambda _: pytest.fail("it was not due"), 10)
    lane.start(0)
    assert asked.wait(10)
    lane.close()
    late = ScrubLane(lambda: pytest.fail("it is too early"), lambda _: NOTHING, 10)
    late.start()
    late.close()


@pytest.mark.expects_warning
def test_a_disk_that_fails_is_said_and_nothing_ends(caplog):
    failed = threading.Event()

    def look(_rest):
        failed.set()
        raise StoreError("The disk refused.")

    lane = ScrubLane(lambda: True, look, 10)
    lane.start(0)
    assert failed.wait(10)
    lane.close()
    assert "The evidence was not looked through: The disk refused." in caplog.text


def test_a_share_of_all_the_time_rests_not_at_all():
    assert ScrubLane(lambda: False, lambda _: NOTHING, 100).rest(5.0)
