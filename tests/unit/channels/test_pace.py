"""The bucket: a burst at once, the rest at the rate."""

from datetime import timedelta

import pytest

from app.channels.pace import HELD_OFF_S, Pace, SharedPace
from tests.shops import NOON, OnRecord


def test_a_burst_goes_at_once_and_the_rest_at_the_rate():
    pace = Pace(5, 2)
    assert [pace.wait(NOON) for _ in range(3)] == [0, 0, 0.2]
    assert pace.wait(NOON + timedelta(seconds=0.1)) > 0
    assert pace.wait(NOON + timedelta(seconds=0.3)) == 0


def test_it_never_saves_more_than_a_burst_and_bears_a_clock_set_back():
    pace = Pace(5, 2)
    pace.wait(NOON)
    later = NOON + timedelta(hours=1)
    assert [pace.wait(later) == 0 for _ in range(3)] == [True, True, False]
    assert pace.wait(NOON) > 0


def test_what_is_kept_back_is_waited_for_and_not_taken():
    pace = Pace(0.5, 4)
    assert pace.spare(NOON, 2) == 0
    assert [pace.wait(NOON), pace.wait(NOON)] == [0, 0]
    assert pace.spare(NOON, 2) == 2
    assert [pace.wait(NOON), pace.wait(NOON)] == [0, 0]
    assert pace.spare(NOON + timedelta(seconds=4), 2) == 2


def test_a_shop_that_says_there_is_none_is_believed():
    quick, slow = Pace(0.5, 4), Pace(0.005, 20)
    quick.refused(NOON)
    assert quick.wait(NOON) == 2
    assert quick.wait(NOON + timedelta(seconds=2)) == 0
    slow.refused(NOON)  # when the next one comes nobody knows: it need not be as long as one takes
    assert slow.wait(NOON) == pytest.approx(HELD_OFF_S)
    assert slow.wait(NOON + timedelta(seconds=HELD_OFF_S + 0.001)) == 0


@pytest.mark.parametrize(
    ("said", "rate"), [("0.5", 0.5), ("0.01", 0.1), ("", 0.1), (None, 0.1), ("nan", 0.1), ("9e9", 0.1)]
)
def test_a_shop_may_let_itself_be_asked_more_often_than_documented(said, rate):
    pace = Pace(0.1, 2)
    pace.told(said)
    assert pace.rate == rate


def shared(record):
    return SharedPace(0.01, 10, record, "amazon-us", "orders")


def test_programs_draw_on_one_bucket():
    record = OnRecord()
    waits = [shared(record).wait(NOON) for _ in range(11)]
    assert waits == [0.0] * 10 + [pytest.approx(100)]
    one, other = shared(record), shared(record)
    later = NOON + timedelta(seconds=100.001)
    assert (one.wait(later), other.wait(later) > 99) == (0, True)


def test_without_a_record_it_is_one_programs_own():
    assert [shared(None).wait(NOON) for _ in range(11)] == [0.0] * 11


def test_what_is_kept_is_for_whoever_was_not_answered():
    record, now = OnRecord(), NOON
    pace = shared(record)
    for _ in range(5):
        assert pace.wait_to_hear(now, 5, now - timedelta(seconds=1)) == 0
        now += timedelta(seconds=1)
    heard = now - timedelta(seconds=1)
    assert 90 < shared(record).wait_to_hear(now, 5, heard) < 100, "it was heard just now"
    assert shared(record).wait_to_hear(now, 5, heard - timedelta(seconds=30)) == 0, "the last who asked was not"
    assert shared(record).wait_to_hear(now + timedelta(seconds=100), 5, now) == 0, "and one has come since"


def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_longer_than_the_bucket_takes():
    record = OnRecord()
    assert shared(record).wait(NOON) == 0
    before = NOON - timedelta(days=1)
    assert shared(record).wait_to_hear(before, 5, NOON) <= 600


def test_what_the_shop_says_is_on_record_too():
    record = OnRecord()
    shared(record).refused(NOON)
    assert shared(record).wait(NOON) == pytest.approx(HELD_OFF_S)
