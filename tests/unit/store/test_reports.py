"""What came back and why, announced or received, within the days asked for."""

from datetime import UTC, datetime

import pytest

from app.services.reporting import REASONS, RETURNS, Period
from tests.importing_house import PRODUCTS, House

LINES = (
    "client,platform,order_id,rma,tracking,sku,quantity,reason_code,reason_text,requested_at\n"
    "ACME,shopify,O-1,,T1,A1,2,too_small,Too small,2026-11-01\n"
    "ACME,shopify,O-2,,T2,B2,1,too_small,,2026-11-02T23:59:59Z\n"
    "ACME,temu,O-3,,T3,A1,1,,The seam is open,2026-11-03\n"
)


@pytest.fixture
def reads(database_url, tmp_path):
    house = House(database_url, tmp_path)
    house.take("products", PRODUCTS)
    house.take("returns", LINES)
    house.take(
        "fba-returns", "return-date,order-id,sku,reason,license-plate-number\n2026-11-04,F-1,A1,DEFECTIVE,LPN000001\n"
    )
    house.take(
        "fba-removal-shipments", "order-id,sku,shipped-quantity,tracking-number,disposition\nREM,A1,5,T9,Unsellable\n"
    )
    house.count_received(1)
    yield house.reads
    house.store.close()


def at(day):
    return datetime(2026, 11, day, tzinfo=UTC)


def test_a_row_for_each_return_line_whatever_became_of_it(reads):
    rows = list(reads.returned(Period()))
    assert all(set(RETURNS) <= set(row) for row in rows)
    assert [(row["order_id"], row["quantity"], row["received"], row["open"], row["source"]) for row in rows] == [
        ("O-1", 2, 1, 1, "announced"),
        ("O-2", 1, 1, 0, "announced"),
        ("O-3", 1, 1, 0, "announced"),
        ("REM", 5, 1, 4, "fba_removal"),
        ("F-1", 1, 0, 0, "fba_return"),
    ]
    assert (rows[0]["title"], rows[3]["disposition"], rows[4]["lpn"]) == ("Shoe", "Unsellable", "LPN000001")


def test_only_what_was_requested_in_the_period(reads):
    assert [row["order_id"] for row in reads.returned(Period(at(2), at(3)))] == ["O-2"]
    assert [row["order_id"] for row in reads.returned(Period(at(3), at(5)))] == ["O-3", "F-1"]
    assert [row["order_id"] for row in reads.returned(Period(at(21), None))] == ["REM"], "by its announcement"


def test_reasons_are_counted_by_client_and_platform_and_a_removal_is_none(reads):
    rows = list(reads.reasons(Period()))
    assert all(list(row) == list(REASONS) for row in rows)
    assert [(row["platform"], row["reason_code"], row["lines"], row["quantity"], row["received"]) for row in rows] == [
        ("shopify", "too_small", 2, 3, 2),
        ("amazon", "DEFECTIVE", 1, 1, 0),
        ("temu", "The seam is open", 1, 1, 1),
    ]
    assert (rows[0]["reason_text"], rows[0]["skus"]) == ("Too small", {"A1": 2, "B2": 1})
