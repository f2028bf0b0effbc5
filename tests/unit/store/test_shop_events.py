"""Events are kept once, beside what was asked for, until somebody went after them. On both databases."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest

from app.domain.channel import Event
from app.store import shop_events
from app.store.shop_events import SqlShopEvents
from app.store.shop_inbox import places_of
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor
from tests.shops import NOON, level

SHOP = "tiktok_shop-us"


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "tiktok_shop").open_parcel()
    store.close()


def test_each_is_kept_once_and_found_until_it_is_done(house):
    events = SqlShopEvents(house.telling)
    returned = Event("return", "1", NOON, {"return_id": "R1", "order_id": "O1"})
    changed = Event("stock", "2", NOON, {"product_id": "9", "sku_id": "1"}, level(4))
    foreign = Event("stock", "3", NOON, {"product_id": "9", "sku_id": "77"}, level(4))
    for event in (returned, changed, foreign, Event("other", "4", NOON)):
        assert [events.heard(SHOP, event, NOON), events.heard(SHOP, event, NOON)] == [True, False]
    assert events.heard("another", returned, NOON)
    (first,) = events.to_do(SHOP, "return", 9)
    second, third = events.to_do(SHOP, "stock", 9)
    assert (first.kind, first.keys["return_id"], first.listing) == ("return", "R1", "")
    assert (second.listing, third.listing) == (house.listings["SHOE-1"], "")
    assert events.to_do(SHOP, "stock", 1) == (second,)
    events.done(SHOP, [])
    events.done(SHOP, [first.external_id, third.external_id])
    assert (events.to_do(SHOP, "return", 9), events.to_do(SHOP, "stock", 9)) == ((), (second,))
    events.forget(SHOP, NOON)
    assert not events.heard(SHOP, returned, NOON)
    events.forget(SHOP, NOON + timedelta(seconds=1))
    assert (events.to_do(SHOP, "return", 9), events.to_do(SHOP, "stock", 9)) == ((), (second,))
    assert [events.heard(SHOP, each, NOON) for each in (returned, changed)] == [True, False]


def test_its_number_may_be_that_of_a_line(house):
    house.grade()
    house.work()
    house.market.sell("1")
    assert house.pulls().look_for_sales()
    number = house.market.orders[0].order_id + "-1"
    assert SqlShopEvents(house.telling).heard(SHOP, Event("return", number, NOON), NOON)


def test_nothing_is_looked_up_while_the_records_are_held_for_writing(house, monkeypatch):
    begun = []
    working = house.telling.working

    @contextmanager
    def counted():
        begun.append("writing")
        with working() as connection:
            yield connection
        begun.append("written")

    def looked(*asked):
        begun.append("looked")
        return places_of(*asked)

    monkeypatch.setattr(house.telling, "working", counted)
    monkeypatch.setattr(shop_events, "places_of", looked)
    events = SqlShopEvents(house.telling)
    changed = Event("stock", "2", NOON, {"product_id": "9", "sku_id": "1"}, level(4))
    assert [events.heard(SHOP, changed, NOON), events.heard(SHOP, changed, NOON)] == [True, False]
    assert begun == ["looked", "writing", "written"]
