"""What a shop tells comes in once, its returns by whole orders; how far it was read is kept. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.channel import Announced, Sold
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor
from tests.shops import level


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "shopify").open_parcel()
    store.close()


def line(name, order="O-1", **more):
    return Announced(name, {"order_id": order, "sku": "SHOE-1", **more})


def test_lines_of_returns_are_new_once_and_bring_their_order_along(house):
    now, names = house.clock.now(), lambda lines: [each.external_id for each in lines]
    first = house.inbox.returns("shopify-us", [line("a"), line("b"), line("b"), line("c", "O-2")], now)
    assert names(first) == ["a", "b", "c"]
    house.inbox.taken("shopify-us", first, {"c": "no such article"})
    again = house.inbox.returns("shopify-us", [line("a"), line("b")], now)
    assert names(again) == ["c"]  # refused before: the article may be known by now
    house.inbox.taken("shopify-us", again, {})
    assert house.inbox.returns("shopify-us", [line("a")], now) == ()
    assert names(house.inbox.returns("shopify-us", [line("b", tracking="1Z9")], now)) == ["a", "b"]


def test_a_line_that_was_called_off_is_not_brought_in(house):
    off = Announced("a", {"order_id": "O-1"}, withdrawn=True)
    assert house.inbox.returns("shopify-us", [off], house.clock.now()) == ()
    house.inbox.taken("shopify-us", (), {})
    assert house.inbox.returns("shopify-us", [off], house.clock.now()) == ()


def test_how_far_a_stream_was_read_is_kept(house):
    now = house.clock.now()
    assert house.inbox.since("shopify-us", "sales") is None
    for at in (now, now + timedelta(minutes=5)):
        house.inbox.reached("shopify-us", "sales", at, now)
        assert house.inbox.since("shopify-us", "sales") == at


def test_an_offer_shows_what_it_is_reckoned_from(house):
    (offer,) = house.inbox.offers("shopify-us")
    assert (offer.base, offer.made, offer.sold, offer.busy) == (None, 0, 0, False)
    seen = level(4)
    house.inbox.seen("shopify-us", {offer.listing_id: seen})
    house.inbox.seen("shopify-us", {offer.listing_id: level(9)})
    house.grade()
    house.work()
    house.clock.go_on(1)
    told = Sold("L1", "O-1", "SHOE-1", 1, house.clock.now(), keys={"inventory_item_id": "1"})
    assert house.inbox.sales("shopify-us", [told], house.clock.now()) == 1
    (offer,) = house.inbox.offers("shopify-us")
    assert (offer.base, offer.made, offer.sold, offer.busy) == (seen, 1, 1, False)
