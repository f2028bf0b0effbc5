"""The bucket: a burst at once, the rest at the rate."""

from datetime import timedelta

from app.channels.pace import Pace
from tests.shops import NOON


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
    pace = Pace(0.5, 4)
    pace.empty(NOON)
    assert pace.wait(NOON) == 2
    assert pace.wait(NOON + timedelta(seconds=2)) == 0
