"""A removal's article is one line, whichever file tells of it and in however many parcels it comes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.services.fba_reporting import REMOVALS
from app.services.reporting import Period
from tests.importing_house import PRODUCTS, House

ORDERS = (
    "request-date,order-id,order-type,order-status,sku,disposition,requested-quantity,shipped-quantity,removal-fee,"
    "currency\n"
)
SHIPMENTS = "order-id,shipment-date,sku,disposition,shipped-quantity,carrier,tracking-number,removal-order-type\n"


@pytest.fixture
def house(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    house.take(
        "fba-removal-orders",
        ORDERS + "2026-11-01,R-1,Return,Processing,A1,Unsellable,3,3,1.50,USD\n"
        "2026-11-01,R-1,Return,Processing,A1,Sellable,2,0,1.00,USD\n2026-11-09,R-3,Disposal,Completed,A1,Unsellable,9,0,,\n",
    )
    house.take(
        "fba-removal-shipments",
        SHIPMENTS + "R-1,2026-11-03,A1,Unsellable,2,UPS,T1,Return\nR-1,2026-11-04,A1,Unsellable,1,FEDEX,T2,Return\n"
        "R-2,2026-11-05,B2,Unsellable,1,UPS,T3,Return\n",
    )
    yield house
    house.store.close()


def test_orders_and_shipments_meet(house):
    first, second, third = house.reads.removals(Period())
    assert set(first) == set(REMOVALS)
    assert (first["order_id"], first["requested"], first["shipped"], first["announced"]) == ("R-1", 5, 3, 5)
    assert (first["tracking"], first["carriers"]) == ({"T1": 2, "T2": 1}, "FEDEX;UPS")
    assert (first["fee"], first["currency"], first["disposition"]) == (Decimal("2.50"), "USD", "Sellable;Unsellable")
    assert (second["order_id"], second["requested"], second["fee"], second["open"]) == ("R-2", None, None, 1)
    assert (third["type"], third["announced"], third["currency"]) == ("Disposal", 0, "")
    house.count_received(1)
    assert [row["received"] for row in house.reads.removals(Period())] == [3, 1, 0]


def test_only_what_was_asked_for_in_the_period(house):
    days = Period(datetime(2026, 11, 8, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC))
    assert [row["order_id"] for row in house.reads.removals(days)] == ["R-3"]
