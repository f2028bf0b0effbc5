"""What removal orders and shipments bring is awaited once, whatever comes first and however often."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.returns import FBA_REMOVAL
from app.store.models import FbaShipment, ReturnLine, ReturnOrder
from tests.importing_house import PRODUCTS, House, fates

NUMBERS = itertools.count(100)
ORDERS = (
    "order-id,order-type,order-status,sku,disposition,requested-quantity,cancelled-quantity,disposed-quantity,"
    "shipped-quantity\n"
)
SHIPMENTS = "order-id,shipment-date,sku,disposition,shipped-quantity,tracking-number,removal-order-type\n"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


def orders(house, *rows):
    return fates(house.take("fba-removal-orders", ORDERS + "".join(row + "\n" for row in rows)))


def shipments(house, *rows):
    return fates(house.take("fba-removal-shipments", SHIPMENTS + "".join(row + "\n" for row in rows)))


def awaited(house):
    return house.rows(ReturnLine, ReturnLine.sku, ReturnLine.quantity, ReturnLine.position)


def test_a_shipment_comes_under_its_tracking_number(house):
    assert shipments(
        house, "REM,2026-11-15,A1,Unsellable,2,TRK0000001,Return", "REM,2026-11-15,A1,Unsellable,1,TRK0000002,Return"
    ) == (2, 0, 0, [])
    assert house.expected() == 3
    assert house.rows(ReturnOrder, ReturnOrder.tracking, ReturnOrder.number, ReturnOrder.origin) == [
        ("TRK0000001", "REM", FBA_REMOVAL),
        ("TRK0000002", "REM", FBA_REMOVAL),
    ]


def test_what_is_not_shipped_yet_is_awaited_under_the_order_and_goes_over_to_its_shipments(house):
    orders(house, "REM,Return,Processing,A1,Unsellable,3,0,0,0")
    assert awaited(house) == [("A1", 3, 1)]
    shipments(house, "REM,2026-11-15,A1,Unsellable,2,TRK0000001,Return")
    assert sorted(quantity for _, quantity, _ in awaited(house)) == [1, 2]
    shipments(house, "REM,2026-11-16,A1,Unsellable,1,TRK0000002,Return")
    assert sorted(quantity for _, quantity, _ in awaited(house)) == [1, 2]
    assert "" not in [tracking for (tracking,) in house.rows(ReturnOrder, ReturnOrder.tracking)]
    assert house.expected() == 3


def test_a_tracking_number_that_comes_later_moves_the_pieces(house):
    shipments(house, "REM,2026-11-15,A1,Unsellable,2,,Return")
    assert shipments(house, "REM,2026-11-15,A1,Unsellable,2,TRK0000001,Return") == (0, 1, 0, [])
    assert house.expected() == 2
    assert house.rows(ReturnOrder, ReturnOrder.tracking) == [("TRK0000001",)]
    assert shipments(house, "REM,2026-11-15,A1,Unsellable,2,,Return") == (0, 0, 1, [])
    assert house.rows(FbaShipment, FbaShipment.tracking) == [("TRK0000001",)]


def test_equal_rows_of_one_file_are_so_many_boxes(house):
    row = "REM,2026-11-15,A1,Unsellable,1,TRK0000001,Return"
    assert shipments(house, row, row) == (2, 0, 0, [])
    assert shipments(house, row, row) == (0, 0, 2, [])
    assert (house.expected(), awaited(house)) == (2, [("A1", 2, 1)])


def test_liquidations_and_disposals_bring_nothing(house):
    orders(house, "REM,Disposal,Completed,A1,Unsellable,3,0,3,0", "REM2,Liquidations,Processing,A1,Unsellable,3,0,0,0")
    shipments(house, "REM2,2026-11-15,A1,Unsellable,3,TRK0000009,Liquidations")
    assert house.expected() == 0


def test_a_line_is_never_below_what_was_counted(house):
    shipments(house, "REM,2026-11-15,A1,Unsellable,3,TRK0000001,Return")
    house.count_received(2)
    shipments(house, "REM,2026-11-15,A1,Unsellable,1,TRK0000001,Return")
    assert awaited(house) == [("A1", 2, 1)]


FILES = (
    ("orders", "REM,Return,Processing,A1,Unsellable,5,1,0,1"),
    ("orders", "REM,Return,Completed,A1,Unsellable,5,1,0,4"),
    ("shipments", "REM,2026-11-15,A1,Unsellable,3,TRK0000001,Return"),
    ("shipments", "REM,2026-11-16,A1,Unsellable,1,TRK0000002,Return"),
    ("shipments", "REM,2026-11-16,A1,Unsellable,1,,Return"),
)


@pytest.fixture
def small_house(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'house.db'}", tmp_path)
    house.take("products", PRODUCTS)
    yield house
    house.store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FILES), max_size=8))
def test_in_any_order_and_however_often_each_piece_is_awaited_once(small_house, files):
    house, number, before = small_house, f"REM{next(NUMBERS)}", small_house.expected()
    for kind, row in files:
        (orders if kind == "orders" else shipments)(house, row.replace("REM", number))
    told = set(files)
    shipped = 3 * (FILES[2] in told) + bool({FILES[3], FILES[4]} & told)
    promised = 4 if told & set(FILES[:2]) else 0
    assert house.expected() - before == max(promised, shipped)
    lines = house.rows(ReturnLine, ReturnLine.number, ReturnLine.quantity, ReturnLine.position)
    assert sum(quantity for of, quantity, _ in lines if of == number) == max(promised, shipped)
    found = house.rows(ReturnOrder, ReturnOrder.number, ReturnOrder.tracking)
    numbers = [tracking for of, tracking in found if of == number]
    assert len(numbers) == len(set(numbers))
