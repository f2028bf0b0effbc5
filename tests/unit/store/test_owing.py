"""Which orders have no unit, and the units that they are given."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from app.channels.fakes.counter import Order
from app.domain.channel import Sold
from app.store import models, owing
from app.store.audit_verify import verify
from app.store.disk import DiskEvidence
from app.store.keys import open_keys
from app.store.mapping import new_key
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def store(database_url):
    opened = open_store(database_url, STATION)
    yield opened
    opened.close()


def floor(store, kind):
    house = ShopFloor(store, kind).open_parcel()
    house.clock.at = house.clock.at.replace(microsecond=0)
    return house


def told(house, line, quantity=1, *, cancelled=False):
    keys = {"listing_sku": "SHOE-1", "sku_id": "1"}
    sale = Sold(line, "O-" + line[:2], "SHOE-1", quantity, house.clock.now(), cancelled, keys)
    house.inbox.sales(house.shop.name, [sale], house.clock.now())


def short(house):
    since = house.clock.now() - timedelta(minutes=5)
    with house.store.reading() as connection:
        found = owing.short_orders(connection, house.listings["SHOE-1"], since)
    return [(order.line, order.number, order.pieces) for order in found]


def sales(house):
    """What was sold: unit and order, and whether it was cancelled."""
    asked = select(models.UnitSale).order_by(models.UnitSale.id)
    with house.store.reading() as connection:
        return [(row.unit, row.number, row.cancelled_at is not None) for row in connection.execute(asked)]


def test_an_order_is_short_of_what_no_unit_stands_for_and_nobody_called_off(store):
    house = floor(store, "ebay")
    house.grade()
    house.work()
    house.clock.go_on(1)
    told(house, "L1")
    told(house, "L2", 3)
    assert short(house) == [("L2", "O-L2", 3)]
    told(house, "L2:cancelled", 2, cancelled=True)
    assert short(house) == [("L2", "O-L2", 1)]
    told(house, "L1:cancelled", cancelled=True)
    assert short(house) == [("L2", "O-L2", 1)]
    told(house, "L2:cancelled:again", 1, cancelled=True)
    assert short(house) == []


def test_a_listing_that_nothing_happened_to_owes_nothing(store):
    house = floor(store, "temu")
    house.grade()
    house.work()
    told(house, "L1")
    told(house, "L2")
    (work,) = _works(house)
    level = house.shop.read(work.listing)
    assert house.outbox.debt(work, level) is None


def _works(house):
    house.grade()
    now = house.clock.now()
    return house.outbox.claim(house.shop.name, "test", now, now + timedelta(minutes=1), 5)


def test_what_a_shop_counts_below_nothing_goes_to_its_orders_and_the_shop_is_told_of_it(store):
    house = floor(store, "shopify")
    house.grade()
    house.work()
    house.clock.go_on(1)
    shelf, item = house.market.shelf(house.item()), house.item()
    assert house.market.sell(item)
    shelf.places = dict.fromkeys(shelf.places, -1)  # it goes on selling where there is nothing
    shelf.committed += 1
    house.market.orders.append(Order("SALE-2", item, "SHOE-1", house.clock.now()))
    worker = house.worker()
    for _ in range(5):
        house.clock.go_on(worker.step())
    house.clock.go_on(20)
    units = [house.grade(), house.grade()]
    for _ in range(40):
        house.clock.go_on(worker.step())
    assert house.offers() == 1
    assert sales(house)[1:] == [(units[0], "SALE-2", False)]
    assert house.balances() == {"sellable_a": 1, "sold": 2}


@pytest.fixture
def two_shops(store):
    """A unit is on sale at a shop and in the books of a house system, and both sell it."""
    house = floor(store, "ebay")
    other = {"id": new_key(), "client": "ACME", "sku": "SHOE-1", "grade": "A", "channel": "other-us",
             "params": {"listing_sku": "SHOE-1", "books": True}, "updated_at": house.clock.now()}  # fmt: skip
    with store.unit_of_work() as work:
        work.connection.execute(insert(models.Listing), other)
        work.commit()
    house.grade()
    house.work()
    with store.unit_of_work() as work:
        table = models.table(models.Outbox)
        at = house.clock.now()
        work.connection.execute(table.update().where(table.c.channel == "other-us").values(sent_at=at))
        work.commit()
    house.clock.go_on(10)
    sold = Sold("X1", "O-X", "SHOE-1", 1, house.clock.now(), keys={"listing_sku": "SHOE-1"})
    assert house.inbox.sales("other-us", [sold], house.clock.now()) == 1
    assert house.market.sell(house.item())
    return house


def ours(house):
    return [f"{row.op} {row.state}" for row in house.rows() if row.channel == "ebay-us"]


def go_on(house, worker, seconds=20):
    began = house.clock.now()
    while (house.clock.now() - began).total_seconds() < seconds:
        house.clock.go_on(max(worker.step(), 0.0) and 1.0)


def test_what_two_shops_sold_is_made_good_by_the_next_unit(two_shops, tmp_path):
    house, worker = two_shops, two_shops.worker()
    go_on(house, worker)
    assert ours(house) == ["add confirmed", "take needs_human"]
    written = len(house.market.written)
    unit = house.grade()
    go_on(house, worker)
    assert ours(house) == ["add confirmed", "take confirmed", "add confirmed"]
    assert (house.offers(), len(house.market.written)) == (0, written)
    assert sales(house)[1:] == [(unit, "SALE-1", False)]
    assert [row.op for row in house.rows() if row.channel == "other-us" and row.unit == unit] == ["add", "take"]
    house.grade()
    go_on(house, worker)
    assert house.offers() == 1
    (offer,) = house.inbox.offers("ebay-us")
    assert (offer.made, offer.sold) == (2, 1)  # what was sold by both was never given to this one
    evidence = DiskEvidence(tmp_path / "evidence", tmp_path / "spool")
    told = verify(house.store.engine, evidence, open_keys(tmp_path / "keys", "bench-01")).problems
    assert not [each for each in told if "essage" in each or "edger" in each or unit in each], told


def test_an_order_that_was_called_off_meanwhile_is_given_nothing(two_shops):
    house, worker = two_shops, two_shops.worker()
    go_on(house, worker)
    assert house.market.cancel("SALE-1")
    go_on(house, worker, 70)
    house.grade()
    go_on(house, worker)
    assert len(sales(house)) == 1
    assert house.offers() == 2  # the one that it put up again, which a person is asked about, and ours
