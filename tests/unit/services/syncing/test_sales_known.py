"""What one has read of a shop's sales serves all, and a shop that does not answer is not asked."""

from datetime import timedelta

import pytest

from app.services.syncing.sales_known import NoSales, SalesKnown
from tests.shops import NOON, SetClock


class Told(NoSales):
    """Sales that can be read unless it is told otherwise; `asked` is how often they were."""

    def __init__(self, clock):
        self.clock, self.answers, self.asked = clock, True, 0
        self.read_at = self.rests_until = None

    def look_for_sales(self):
        self.asked += 1
        if self.answers:
            self.read_at = self.clock.now()
        return self.answers

    def sales_read_at(self):
        return self.read_at

    def sales_rest_until(self):
        return self.rests_until


@pytest.fixture
def told():
    return Told(SetClock())


@pytest.fixture
def known(told):
    return SalesKnown(told.clock, told)


def test_they_are_read_only_where_they_are_not_known_up_to_then(told, known):
    assert known.up_to(NOON) == NOON
    told.clock.go_on(10)
    assert known.up_to(NOON) == NOON
    assert told.asked == 1
    assert known.up_to(NOON + timedelta(seconds=1)) == NOON + timedelta(seconds=10)
    assert told.asked == 2


def test_where_they_cannot_be_read_it_is_said_up_to_when_they_are_known(told, known):
    told.answers = False
    assert known.up_to(NOON) is None
    told.read_at = NOON - timedelta(seconds=5)
    assert known.up_to(NOON) == NOON - timedelta(seconds=5)


def test_a_channel_without_sales_knows_of_none():
    assert SalesKnown(SetClock(), NoSales()).up_to(NOON) is None


def test_news_are_to_be_had_when_the_rest_is_over_or_somebody_else_has_read_them(told, known):
    assert known.is_news_since(None)
    told.rests_until = NOON + timedelta(seconds=9)
    assert not known.is_news_since(None)
    told.read_at = NOON
    assert known.is_news_since(None)
    assert not known.is_news_since(NOON)
    told.clock.go_on(9)
    assert known.is_news_since(NOON)
