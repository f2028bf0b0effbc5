"""The figures: only all is all, what waits is the lag, and the report says what the window says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.services.syncing.in_step import Agreement, InStep, ShopStanding, in_step, middle, rows, share

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@given(some.integers(0, 10**9), some.integers(1, 10**9))
def test_only_all_is_all(part, whole):
    part = min(part, whole)
    found = share(part, whole)
    assert found is not None
    assert (found == 1) == (part == whole)
    assert 0 <= found <= 1


def test_of_nothing_there_is_no_share_and_no_middle():
    assert share(0, 0) is None
    assert middle([]) is None
    assert InStep().accuracy is None
    assert InStep().lag_s(NOW) is None
    assert not InStep().late(NOW)


@pytest.mark.parametrize(
    ("waits_s", "lag", "late"), [(None, 0.6, False), (5, 5, False), (61, 61, True), (-3, 0, False)]
)
def test_the_lag_is_the_age_of_the_oldest_else_what_a_message_takes(waits_s, lag, late):
    oldest = None if waits_s is None else NOW - timedelta(seconds=waits_s)
    shop = ShopStanding("a", waiting=1, oldest=oldest, median_s=0.6)
    step = InStep((shop, ShopStanding("b", median_s=0.2)))
    assert step.lag_s(NOW) == shop.lag_s(NOW) == lag
    assert step.late(NOW) is late


class Reads:
    def shop_standings(self, since, until=None):
        assert (since, until) == (NOW, None)
        return (ShopStanding("b", told=3, confirmed=2, problem="old"), ShopStanding("c", problem="kept"))

    def agreement(self):
        return Agreement({"b": 3})

    def message_page(self, asked):
        raise AssertionError(asked)


class Working:
    unusable = (("d", "lacks a secret"),)

    def standing(self):
        return (("b", "does not answer"), ("c", ""))


def test_channels_that_are_set_up_stand_beside_those_on_record_with_why_they_do_not_work():
    step = in_step(Reads(), ["a", "b", "d"], NOW, working=Working())
    told = {shop.channel: (shop.problem, shop.worked) for shop in step.shops}
    assert told == {
        "a": ("", False),
        "b": ("does not answer", True),
        "c": ("kept", True),
        "d": ("lacks a secret", False),
    }
    assert step.accuracy == Decimal("0.6666")


def test_the_report_has_the_figures_of_the_window():
    step = in_step(Reads(), (), NOW)
    row = next(iter(rows(step, NOW)))
    assert (row["channel"], row["accuracy"], row["agreed"], row["lag_s"]) == ("b", step.shops[0].accuracy, 1, None)
