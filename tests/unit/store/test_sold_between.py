"""How many pieces stand at a shop too many by our own writes, as the records tell."""

from datetime import timedelta

import pytest

from app.domain.channel import Level, Sold
from tests.shop_floor import piece_on_sale_at_ebay


@pytest.fixture
def house(tmp_path):
    with piece_on_sale_at_ebay(tmp_path) as house:
        yield house


def watch(house):
    later = house.clock.now() + timedelta(minutes=1)
    (found,) = house.outbox.claim_watched("ebay-us", "one", later, later, 5)
    return found


def seen(house, here):
    return Level(here, None, house.clock.now(), here)


def sold(house, after_s=1.0):
    at = house.clock.now() + timedelta(seconds=after_s)
    told = Sold(f"L{after_s}", "O", "SHOE-1", 1, at, keys={"listing_sku": "SHOE-1"})
    assert house.inbox.sales("ebay-us", [told], house.clock.now()) == 1


def test_nothing_sold_is_nothing_too_many(house):
    assert house.outbox.sold_within(watch(house)) == 0
    assert house.outbox.surplus(watch(house), seen(house, 5)) == 0


def test_a_sold_piece_that_stands_there_still_is_one_too_many(house):
    sold(house)
    assert house.outbox.surplus(watch(house), seen(house, 1)) == 1
    assert house.outbox.surplus(watch(house), seen(house, 0)) == 0


def test_never_more_than_was_sold_in_that_time(house):
    sold(house)
    assert house.outbox.surplus(watch(house), seen(house, 9)) == 1
    sold(house, 60.0)
    assert house.outbox.sold_within(watch(house)) == 1


def test_a_watch_ends_only_as_it_was_looked_at(house):
    first = watch(house)
    house.grade()
    house.clock.go_on(1)
    house.work()
    house.outbox.looked(first, None)
    assert watch(house).until > first.until
    house.outbox.looked(watch(house), None)
    later = house.clock.now() + timedelta(minutes=1)
    assert house.outbox.claim_watched("ebay-us", "one", later, later, 5) == ()


def test_one_at_a_time_looks(house):
    watch(house)
    later = house.clock.now() + timedelta(minutes=1)
    assert house.outbox.claim_watched("ebay-us", "two", later - timedelta(seconds=5), later, 5) == ()
