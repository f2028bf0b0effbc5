"""What a listing asks for, as whoever works it is told: its messages, the write that is open, the keys used."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.channel import Level, Sold
from app.domain.outbox import PATIENCE, WriteState
from app.errors import Ambiguous
from app.store.unit_of_work import open_store
from app.store.work_read import params_of
from tests.records import STATION
from tests.shop_floor import ShopFloor, piece_on_sale_at_ebay

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


@pytest.fixture
def at_ebay(tmp_path):
    """A listing that showed its one piece at the end of its last write, a minute ago."""
    with piece_on_sale_at_ebay(tmp_path) as house:
        house.clock.go_on(60)
        yield house


def tell(house, line="L1", *, cancelled=False):
    told = Sold(line, "O", "SHOE-1", 1, house.clock.now(), cancelled, {"listing_sku": "SHOE-1"})
    assert house.inbox.sales("ebay-us", [told], house.clock.now()) == 1


def sold_after(house, here, after_s=0.5):
    """How many were sold since a level that was read half a second after those that are told, for all that is known."""
    level = Level(here, None, house.clock.now() + timedelta(seconds=after_s), here)
    found = house.outbox.sold_after(house.listings["SHOE-1"], level, level.read_at + timedelta(seconds=9))
    return found.least, found.most


def test_the_level_before_tells_whether_a_sale_of_the_very_second_is_in_it(at_ebay):
    tell(at_ebay)
    assert sold_after(at_ebay, 0) == (0, 0)
    assert sold_after(at_ebay, 1) == (1, 1)


def test_a_level_that_others_changed_meanwhile_tells_nothing(at_ebay):
    tell(at_ebay)
    assert sold_after(at_ebay, 7) == (0, 1)


def test_where_a_buyer_called_off_the_level_before_tells_nothing(at_ebay):
    """Not every shop puts that piece on offer again by itself."""
    at_ebay.clock.go_on(-30)
    tell(at_ebay, "L0")
    tell(at_ebay, "L0:cancelled", cancelled=True)
    at_ebay.clock.go_on(30)
    tell(at_ebay)
    assert sold_after(at_ebay, 0) == (0, 1)


def test_a_level_of_long_ago_tells_nothing(at_ebay):
    at_ebay.clock.go_on(PATIENCE.total_seconds())
    tell(at_ebay)
    assert sold_after(at_ebay, 0) == (0, 1)


def test_a_level_that_does_not_show_our_last_write_tells_nothing(at_ebay):
    """One that was older, and one of a shop that is slow to show what it took."""
    tell(at_ebay)
    for seconds, here in ((-61, 1), (-1, 0)):
        at = at_ebay.clock.now() + timedelta(seconds=seconds)
        at_ebay.inbox.seen("ebay-us", {at_ebay.listings["SHOE-1"]: Level(here, None, at, here)})
        assert sold_after(at_ebay, 0) == (0, 1)


def test_what_a_file_noted_beside_a_listing_is_no_parameter():
    assert params_of({"sku_id": 17, "notes": {"colour": "red"}}) == {"sku_id": "17"}
