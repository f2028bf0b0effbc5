"""The pieces that reports on Amazon and on age are about, on either database; the demands show graded ones."""

from decimal import Decimal

import pytest

from app.services.fba_reporting import Place
from app.services.reporting import Period
from app.store import fba_pieces
from tests.importing_house import PRODUCTS, House

RETURNS = "return-date,order-id,sku,quantity,detailed-disposition,license-plate-number\n"
ORDERS = (
    "request-date,order-id,order-type,order-status,sku,disposition,requested-quantity,cancelled-quantity,"
    "disposed-quantity,shipped-quantity,in-process-quantity\n"
)
LINES = "client,platform,order_id,tracking,sku,quantity,requested_at\nACME,shopify,O-1,T1,A1,2,2026-11-01\n"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def at_amazon(house):
    found = list(house.reads.waiting_at_amazon())
    assert {one.place for one in found} <= {Place.AMAZON}
    return [(one.order_id, one.quantity) for one in found]


def test_a_return_waits_until_a_removal_took_its_number_the_oldest_first(house):
    house.take(
        "fba-returns",
        RETURNS + "2026-10-02,F-2,A1,1,DEFECTIVE,LPN000002\n2026-10-01,F-1,A1,2,DAMAGED,LPN000001\n"
        "2026-10-01,F-3,A1,1,SELLABLE,LPN000003\n2026-10-01,F-4,B2,1,DEFECTIVE,\n",
    )
    assert sorted(at_amazon(house)) == [("F-1", 2), ("F-2", 1), ("F-4", 1)]
    house.take("fba-removal-orders", ORDERS + "2026-11-01,REM,Disposal,Completed,A1,Unsellable,4,1,2,0,0\n")
    assert sorted(at_amazon(house)) == [("F-4", 1)]
    house.take("fba-removal-orders", ORDERS + "2026-11-01,REM,Disposal,Completed,A1,Unsellable,4,3,1,0,0\n")
    assert sorted(at_amazon(house)) == [("F-1", 1), ("F-2", 1), ("F-4", 1)]


@pytest.mark.parametrize(
    ("counts", "left"),
    [("5,1,1,1,2", 2), ("5,1,1,1,", 2), ("5,,,,", 5), ("5,0,0,5,0", 0)],
)
def test_what_was_ordered_back_and_not_sent_is_still_there(house, counts, left):
    house.take("fba-removal-orders", ORDERS + f"2026-11-01,REM,Return,Processing,A1,Unsellable,{counts}\n")
    assert at_amazon(house) == ([("REM", left)] if left else [])


def test_an_order_that_ended_has_nothing_left(house):
    house.take("fba-removal-orders", ORDERS + "2026-11-01,REM,Return,Completed,A1,Unsellable,5,0,0,3,\n")
    assert at_amazon(house) == []


def test_what_is_announced_is_on_the_way_until_it_was_counted(house):
    house.take("returns", LINES)
    house.take(
        "fba-removal-shipments",
        "order-id,shipment-date,sku,shipped-quantity,tracking-number,disposition\nREM,2026-11-05,B2,3,T9,Unsellable\n",
    )
    house.take("fba-removal-orders", ORDERS + "2026-11-01,REM,Return,Processing,B2,Unsellable,7,0,0,3,4\n")
    found = {one.order_id: one for one in house.reads.waiting_on_the_way()}
    assert {number: (one.quantity, one.tracking) for number, one in found.items()} == {
        "O-1": (2, "T1"),
        "REM": (3, "T9"),
    }
    assert found["REM"].since is not None
    assert found["REM"].since.date().isoformat() == "2026-11-05", "from its shipment on"
    assert found["O-1"].piece.price is not None
    assert found["O-1"].piece.price.amount == 12.50
    house.count_received(2)
    assert [one.order_id for one in house.reads.waiting_on_the_way()] == ["REM"]


def test_an_empty_house_has_nothing(house):
    assert list(house.reads.waiting_in_the_house()) == []
    assert list(house.reads.graded_of_amazon(Period())) == []
    assert house.reads.odds() == {}


def test_a_fee_is_shared_by_what_was_not_cancelled_and_never_guessed():
    row = {"fee": Decimal(6), "currency": "USD", "requested": 4, "cancelled": 1}
    assert str(fba_pieces._fee_of([row])) == "2.00 USD"
    assert str(fba_pieces._fee_of([row, row | {"fee": Decimal(3)}])) == "1.50 USD"
    for odd in ({"fee": None}, {"currency": ""}, {"requested": 1}, {"requested": None}):
        assert fba_pieces._fee_of([row | odd]) is None
    assert fba_pieces._fee_of([row, row | {"currency": "EUR"}]) is None
