"""A14: removal orders and shipments are imported and matched to the parcels that come; each piece is booked once."""

from pathlib import Path

import pytest

from tests.e2e import floor as shop
from tests.e2e.floor import LAMP, MUG, ups
from tests.e2e.house import House, house
from tests.e2e.program import take_in

ORDERS = (
    "request-date\torder-id\torder-type\torder-status\tsku\tfnsku\tdisposition\trequested-quantity\tcancelled-quantity\t"
    "disposed-quantity\tshipped-quantity\tin-process-quantity\tremoval-fee\tcurrency\n"
)
SHIPMENTS = (
    "removal-date\torder-id\tshipment-date\tsku\tfnsku\tdisposition\tquantity shipped\tcarrier\ttracking-number\t"
    "removal-order-type\n"
)
ONE, TWO = ups(9001), ups(9002)


def _orders(at: House, *rows: str) -> None:
    path = at.folder / "orders.txt"
    path.write_text(ORDERS + "".join(row.replace(" ", "\t") + "\n" for row in rows))
    take_in(at.first, {"fba-removal-orders": path})


def _shipments(at: House, *rows: str) -> None:
    path = at.folder / "shipments.txt"
    path.write_text(SHIPMENTS + "".join(row.replace(" ", "\t") + "\n" for row in rows))
    take_in(at.first, {"fba-removal-shipments": path})


def _both(at: House, first: str) -> None:
    files = [
        lambda: _orders(at, "2026-11-11 REM-1 Return Processing LAMP X1 Unsellable 3 0 0 2 1 2.97 USD"),
        lambda: _shipments(
            at,
            f"2026-11-11 REM-1 2026-11-15 LAMP X1 Unsellable 1 UPS {ONE} Return",
            f"2026-11-11 REM-1 2026-11-16 LAMP X1 Unsellable 1 UPS {TWO} Return",
        ),
    ]
    for take in files if first == "orders" else reversed(files):
        take()


@pytest.mark.parametrize("first", ["orders", "shipments"])
def test_demand_a14_each_piece_is_expected_once_whichever_file_tells_first(tmp_path: Path, first: str) -> None:
    with house(tmp_path) as at:
        _both(at, first)
        assert at.stock(LAMP) == {"expected": 3}
        _both(at, first)
        assert at.stock(LAMP) == {"expected": 3}
        _shipments(at, f"2026-11-11 REM-1 2026-11-17 LAMP X1 Unsellable 1 UPS {ups(9003)} Return")
        assert at.stock(LAMP) == {"expected": 3}
        _orders(at, "2026-11-11 REM-1 Return Completed LAMP X1 Unsellable 3 0 0 3 0 2.97 USD")
        assert at.stock(LAMP) == {"expected": 3}


def test_demand_a14_a_shipments_number_opens_its_parcel_with_the_removal_order_and_its_pieces(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _both(at, "orders")
        person = at.person()
        for tracking in (ONE, TWO):
            (order,) = person.scan(tracking)["parcel"]["orders"]
            assert order["order_id"] == "REM-1"
            assert [(line["sku"], line["quantity"], line["received"]) for line in order["lines"]] == [("LAMP", 1, 0)]
            lpn = person.item(LAMP)
            person.until(shop.answers_for(LAMP, shop.CHECKED), "grade")
            person.act("accept")
            assert at.sellable(LAMP) == 0, "an Amazon unit needs its second inspection"
            person.label()
            assert person.last["step"] == "idle"
            removal = at.unit(lpn)["amazon"]["removal"]
            assert (removal["order_id"], removal["tracking"], removal["type"]) == ("REM-1", tracking, "Return")
            assert (str(removal["fee"]), removal["currency"]) == ("2.97", "USD")
        assert at.stock(LAMP) == {"expected": 1, "held": 2}


def test_demand_a14_what_is_disposed_of_or_cancelled_is_not_expected(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _orders(
            at,
            "2026-11-11 REM-2 Disposal Completed LAMP X1 Unsellable 5 0 5 0 0 1.00 USD",
            "2026-11-11 REM-3 Return Processing MUG X2 Unsellable 4 1 0 0 3 1.00 USD",
        )
        assert (at.stock(LAMP), at.stock(MUG)) == ({}, {"expected": 3})
        _orders(at, "2026-11-11 REM-3 Return Cancelled MUG X2 Unsellable 4 4 0 0 0 1.00 USD")
        assert at.stock(MUG) == {}


def test_demand_a14_what_was_counted_stays_whatever_amazon_corrects(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _shipments(at, f"2026-11-11 REM-4 2026-11-15 MUG X2 Unsellable 2 UPS {ONE} Return")
        person = at.person()
        person.scan(ONE)
        person.item(MUG)
        _shipments(at, f"2026-11-11 REM-4 2026-11-15 MUG X2 Unsellable 1 UPS {ONE} Return")
        assert at.stock(MUG) == {"pending": 1}
