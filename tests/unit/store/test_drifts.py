"""Drift as it is kept: one that stands for each listing, with its evidence, until it is in order."""

from datetime import timedelta

import pytest

from app.services.syncing.records import Evidence
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield ShopFloor(store, "ebay", articles=2).open_parcel()
    store.close()


def test_it_stands_until_a_look_finds_it_in_order(house):
    reads, at = SqlReads(house.store.reading), house.clock.now()
    one, two = house.listings.values()
    house.inbox.keep_drift("ebay-us", [one, two], {one: Evidence(1, 3, {"sold": 0})}, at)
    house.inbox.keep_drift("ebay-us", [one], {one: Evidence(1, 4, {"sold": 1})}, at + timedelta(hours=1))
    house.inbox.keep_drift("ebay-us", [two], {}, at + timedelta(hours=2))
    (kept,) = reads.drifts()
    assert (kept["expected"], kept["found"], kept["evidence"]) == (1, 4, {"sold": 1})
    assert (kept["found_at"], kept["seen_at"]) == (at, at + timedelta(hours=1))
    house.inbox.keep_drift("ebay-us", [one], {}, at + timedelta(hours=3))
    assert reads.drifts() == ()
    assert [each["ended_at"] for each in reads.drifts(ended=True)] == [at + timedelta(hours=3)]


def test_hot_is_what_was_written_sold_or_drifted(house):
    one, two = house.listings.values()
    at = house.clock.now()
    assert house.inbox.hot("ebay-us", at) == ()
    house.grade(1)
    house.work()
    assert house.inbox.hot("ebay-us", at) == (one,)
    assert house.inbox.hot("ebay-us", house.clock.now() + timedelta(seconds=1)) == ()
    house.inbox.keep_drift("ebay-us", [two], {two: Evidence(0, 1, {})}, at)
    assert set(house.inbox.hot("ebay-us", at)) == {one, two}
