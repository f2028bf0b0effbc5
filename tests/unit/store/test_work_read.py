"""What a listing asks for, as whoever works it is told: its messages, the write that is open, the keys used."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.outbox import WriteState
from app.errors import Ambiguous
from app.store.unit_of_work import open_store
from app.store.work_read import params_of
from tests.records import STATION
from tests.shop_floor import ShopFloor

LEASE = timedelta(seconds=90)


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "shopify", articles=2).open_parcel()
    store.close()


def claim(house):
    now = house.clock.now()
    return house.outbox.claim("shopify-us", "one", now, now + LEASE, 50)


def test_messages_come_in_their_order_and_the_longest_waiting_listing_first(house):
    units = []
    for number in (2, 1, 2):
        units.append(house.grade(number))
        house.clock.go_on(1)
    works = claim(house)
    assert [work.listing.sku for work in works] == ["SHOE-2", "SHOE-1"]
    assert [each.unit for each in works[0].messages] == [units[0], units[2]]
    assert (works[0].channel, works[0].write, works[0].used) == ("shopify-us", None, {})
    assert works[0].listing.param("inventory_item_id").endswith("/2")


def test_a_take_brings_along_the_add_that_never_went_out(house):
    unit = house.grade()
    (work,) = claim(house)
    house.outbox.hold({work.messages[0].id: "no such listing"}, house.clock.now())
    house.take(unit)
    (again,) = claim(house)
    assert [(each.op, each.doubtful) for each in again.messages] == [("add", False), ("take", False)]
    house.outbox.release([again], "one")
    house.work()
    assert house.states() == ["add confirmed", "take confirmed"]
    assert house.writes() == []


def test_a_take_of_what_may_never_have_been_added_is_doubtful(house):
    unit = house.grade()
    house.clock.go_on(1)
    unclear(house)
    house.take(unit)
    (again,) = claim(house)
    assert [(each.op, each.doubtful) for each in again.messages] == [("take", True)]
    assert list(again.used) == [] or list(again.used) == [house.rows()[0].key]


def unclear(house):
    """A write whose fate nobody can tell."""
    shop = house.connect()

    def lost(*_):
        raise Ambiguous("no answer")

    shop.apply = lost
    dispatcher = house.dispatch("one", shop)
    dispatcher.step()
    house.clock.go_on(24 * 3600)
    shelf = house.market.shelf(house.item())
    for _ in range(20):
        place = next(iter(shelf.places))
        shelf.places[place] += 7  # whatever is read, it fits nothing
        dispatcher.step()
        house.clock.go_on(10)
    assert [write.state for write in house.writes()] == [WriteState.UNCLEAR.value]


def test_what_a_file_noted_beside_a_listing_is_no_parameter():
    assert params_of({"sku_id": 17, "notes": {"colour": "red"}}) == {"sku_id": "17"}
