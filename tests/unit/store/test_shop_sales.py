"""A sale moves the unit that was on sale longest and takes it off sale elsewhere; a cancelled one brings it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from app.domain.bench.facts import Moved, Offered
from app.domain.channel import Sold
from app.domain.grading import Grade
from app.domain.outbox import SoldSince
from app.domain.stock import Account, Move
from app.errors import Conflict
from app.store import models
from app.store.mapping import new_key
from app.store.unit_of_work import open_store
from tests.records import STATION, graded
from tests.shop_floor import ShopFloor

ITEM = {"inventory_item_id": "gid://shopify/InventoryItem/1"}


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "shopify").open_parcel()
    store.close()


def sale(house, name="L1", quantity=1, *, cancelled=False, keys=ITEM):
    house.clock.go_on(1)
    return Sold(
        name + (":cancelled" if cancelled else ""), "O-1", "SHOE-1", quantity, house.clock.now(), cancelled, keys
    )


def told(house, *sales):
    return house.inbox.sales("shopify-us", sales, house.clock.now())


def of_units(house):
    with house.store.reading() as connection:
        return dict(connection.execute(select(models.Unit.lpn, models.Unit.account)).all())


def test_the_unit_that_is_longest_on_sale_is_sold_and_once_only(house):
    first, second = house.grade(), house.grade()
    house.work()
    one = sale(house)
    assert told(house, one, one) == 1
    assert told(house, one) == 0
    assert of_units(house) == {first: "sold", second: "sellable_a"}
    assert house.balances() == {"sellable_a": 1, "sold": 1}


def test_no_more_is_sold_than_was_ours_and_on_sale(house):
    house.grade()
    assert told(house, sale(house, quantity=4)) == 1  # nothing was sent yet: it was the client's own
    assert house.balances() == {"sellable_a": 1}
    house.work()
    told(house, sale(house, "L2", quantity=4))
    assert house.balances() == {"sold": 1}
    told(house, sale(house, "L3", keys={"inventory_item_id": "99"}))
    assert house.balances() == {"sold": 1}


def test_a_cancelled_sale_brings_the_unit_back_without_a_message(house):
    unit = house.grade()
    house.work()
    told(house, sale(house))
    assert told(house, sale(house, cancelled=True)) == 1
    assert of_units(house) == {unit: "sellable_a"}
    assert house.states() == ["add confirmed"]
    told(house, sale(house, "L2"))
    assert of_units(house) == {unit: "sold"}


def test_pieces_that_are_cancelled_one_by_one_come_back_once(house):
    """First one of the line, then, with the order, all of it."""
    units = [house.grade() for _ in range(3)]
    house.work()
    told(house, sale(house, quantity=3))
    one = replace(sale(house, cancelled=True), external_id="L1:cancelled:RF-1")
    assert told(house, one, one) == 1
    assert told(house, one) == 0
    assert house.balances() == {"sellable_a": 1, "sold": 2}
    told(house, sale(house, quantity=3, cancelled=True))
    assert house.balances() == {"sellable_a": 3}
    assert set(of_units(house).values()) == {"sellable_a"}
    told(house, replace(one, external_id="L1:cancelled:RF-2"))  # told late, of what has come back
    with house.store.reading() as connection:
        assert sum(connection.scalars(select(models.Inbox.quantity))) == 0
    assert len(units) == 3


def test_a_shop_may_tell_how_many_of_a_line_are_cancelled_by_now(house):
    """As Temu does: two, of which one was told before."""
    for _ in range(3):
        house.grade()
    house.work()
    told(house, sale(house, quantity=3))
    for many in (1, 2):
        one = sale(house, quantity=many, cancelled=True)
        told(house, replace(one, external_id=f"L1:cancelled:{many}", in_all=True))
    assert house.balances() == {"sellable_a": 2, "sold": 1}


def test_a_grade_taken_back_after_the_sale_is_for_a_person_until_the_order_is_cancelled(house):
    unit = house.grade()
    house.work()
    house.market.sell(house.item())
    told(house, sale(house))
    house.grade()  # a piece that is there, and must not be taken in the sold one's place
    house.write(
        graded(unit, Grade.C, round=2),
        Moved(Move(house.articles[0], Account.SOLD, Account.PARTS, 1, "review", unit)),
        Offered(unit, house.articles[0], Grade.A, "take"),
    )
    house.work()
    assert house.states() == ["add confirmed", "add confirmed", "take needs_human"]
    assert house.offers() == 1
    house.market.cancel("SALE-1")
    told(house, sale(house, cancelled=True))
    house.work()
    assert house.states()[2] == "take confirmed"
    assert house.offers() == 1
    assert house.balances() == {"sellable_a": 1, "parts": 1}


@pytest.fixture
def other(house):
    """A house system keeps books of the same article."""
    row = {
        "id": new_key(), "client": "ACME", "sku": "SHOE-1", "grade": "A", "channel": "other", "params": {"books": True},
        "updated_at": house.clock.now(),
    }  # fmt: skip
    with house.store.unit_of_work() as work:
        work.connection.execute(insert(models.Listing), row)
        work.commit()
    return row["id"]


def test_a_unit_that_a_shop_sold_leaves_the_books_of_others_and_comes_back(house, other):
    house.grade()
    house.work(seconds=5)
    told(house, sale(house))
    before = [(row.op, row.listing == other) for row in house.rows()]
    assert sorted(before) == [("add", False), ("add", True), ("take", True)]
    told(house, sale(house, cancelled=True))
    after = sorted((row.op, row.listing == other, row.state) for row in house.rows()[3:])
    assert after == [("add", False, "confirmed"), ("add", True, "pending")]
    assert house.balances() == {"sellable_a": 1}


def test_what_an_older_version_put_on_two_shops_comes_back_at_the_one_that_sold_it(house, other):
    house.grade()
    house.work(seconds=5)
    with house.store.unit_of_work() as work:
        work.connection.execute(update(models.Outbox).values(sells=False))
        work.connection.execute(update(models.Listing).where(models.Listing.id == other).values(params={}))
        work.commit()
    told(house, sale(house))
    told(house, sale(house, cancelled=True))
    after = [(row.op, row.listing == other, row.state, row.sells) for row in house.rows()[3:]]
    assert after == [("add", False, "confirmed", True)]
    assert house.balances() == {"sellable_a": 1}


def test_the_database_itself_keeps_a_unit_from_being_sold_twice(house):
    unit = house.grade()
    house.work()
    told(house, sale(house))
    row = {"id": new_key(), "unit": unit, "listing": house.listings["SHOE-1"], "channel": "x", "number": "", "line": "",
           "at": house.clock.now()}  # fmt: skip
    with pytest.raises(Conflict), house.store.unit_of_work() as work:
        work.connection.execute(insert(models.UnitSale), row)


def test_what_was_sold_between_two_times_is_told_as_far_as_seconds_tell(house):
    house.grade()
    house.work()
    listing, before = house.listings["SHOE-1"], house.clock.now().replace(microsecond=500_000)
    told(house, sale(house), sale(house, "L2", 2))
    assert house.outbox.sold(listing, before) == SoldSince(3, 3)
    assert house.outbox.sold(listing, house.clock.now() + timedelta(seconds=5)) == SoldSince(0, 0)
    whole = house.clock.now().replace(microsecond=0) + timedelta(seconds=9)
    told(house, Sold("L3", "O-1", "SHOE-1", 1, whole, keys=ITEM))
    assert house.outbox.sold(listing, whole.replace(microsecond=9)) == SoldSince(0, 1)
    assert house.outbox.sold(listing, whole) == SoldSince(0, 1)  # as the level was read: it may show it already


def test_what_was_sold_after_the_second_time_may_be_told_already_and_leaves_that_open(house):
    house.grade()
    house.work()
    listing, before = house.listings["SHOE-1"], house.clock.now().replace(microsecond=500_000)
    told(house, sale(house))
    at = house.clock.now()
    later = Sold("L2", "O-2", "SHOE-1", 2, at + timedelta(seconds=30), keys=ITEM)
    told(house, later)
    assert house.outbox.sold(listing, before, at + timedelta(seconds=10)) == SoldSince(1, 3)
    assert house.outbox.sold(listing, before, at + timedelta(seconds=40)) == SoldSince(3, 3)
