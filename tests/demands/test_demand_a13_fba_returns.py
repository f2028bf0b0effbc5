"""A13: Amazon's returns are imported; its disposition stands beside ours; a second look comes before a sale."""

from pathlib import Path
from typing import Any

from app.services.reporting import Period
from tests.e2e import floor as shop
from tests.e2e.floor import LAMP, SHIRT
from tests.e2e.house import House, house
from tests.e2e.program import sign_in, take_in

_ALL = Period()
HEADER = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\tdetailed-disposition\t"
    "reason\tstatus\tlicense-plate-number\tcustomer-comments\r\n"
)


def _amazon_says(at: House, *rows: tuple[str, ...]) -> None:
    path = at.folder / "fba.txt"
    lines = ("\t".join((day, order, sku, "", "", "", "1", "LEX1", *said)) + "\r\n" for day, order, sku, *said in rows)
    path.write_bytes((HEADER + "".join(lines)).encode())
    take_in(at.first, {"fba-returns": path})


def _came_by_its_lpn(at: House, lpn: str) -> dict[str, Any]:
    answer = at.person().scan(lpn)
    (order,) = answer["parcel"]["orders"]
    return dict(order)


def test_demand_a13_an_lpn_shows_what_amazon_said_and_the_unit_keeps_it_beside_our_grade(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _amazon_says(
            at, ("2026-11-10T08:12:33+00:00", "111-1", LAMP.sku, "DEFECTIVE", "A_NEW_REASON", "", "LPNRR000001", "Dim.")
        )
        assert at.stock(LAMP) == {}, "what lies at Amazon's is not expected here"
        order = _came_by_its_lpn(at, "LPNRR000001")
        assert (order["platform"], order["order_id"], order["client"]) == ("amazon", "111-1", "ALFA")
        assert (order["reason_code"], order["reason_text"], order["customer_note"]) == (
            "A_NEW_REASON",
            "DEFECTIVE",
            "Dim.",
        )
        person = at.person()
        person.scan("LPNRR000001")  # the number stands on the piece itself
        lpn = str(person.last["unit"])
        person.until(shop.answers_for(LAMP, shop.CHECKED), "grade")
        person.act("accept")
        person.label()
        unit = at.unit(lpn)
        assert unit["grade"] == "A"
        assert (unit["amazon"]["disposition"], unit["amazon"]["reason"]) == ("DEFECTIVE", "A_NEW_REASON")
        assert unit["amazon"]["lpn"] == "LPNRR000001"
        assert unit["amazon"]["return"]["order_id"] == "111-1"


def test_demand_a13_nothing_of_amazons_is_sellable_before_its_second_inspection(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _amazon_says(at, ("2026-11-10", "111-1", SHIRT.sku, "SELLABLE", "APPAREL_TOO_SMALL", "", "LPNRR000002", ""))
        _came_by_its_lpn(at, "LPNRR000002")
        person = at.person()
        lpn = person.item(SHIRT)  # by its own barcode this time
        person.until(shop.answers_for(SHIRT, shop.CHECKED), "grade")
        person.act("accept")
        assert (at.sellable(SHIRT), at.stock(SHIRT), at.messages(lpn)) == (0, {"held": 1}, [])
        person.label()
        person.act(**sign_in("SUP-1"))
        assert person.refused("review", unit=lpn, decision="override", grade="B", reason="sell it now")
        assert at.sellable(SHIRT) == 0
        person.act(**sign_in())
        person.scan(lpn)
        assert person.last["step"] == "checklist"
        person.until(shop.answers_for(SHIRT, shop.CHECKED), "grade")
        person.act("accept")
        assert (at.stock(SHIRT), at.messages(lpn)) == ({"sellable_a": 1}, [("alfa-erp", "add")])
        assert at.unit(lpn)["amazon"]["disposition"] == "SELLABLE"


def test_demand_a13_what_cannot_be_sold_needs_no_second_inspection(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _amazon_says(at, ("2026-11-10", "111-1", LAMP.sku, "DEFECTIVE", "DEFECTIVE", "", "LPNRR000003", ""))
        _came_by_its_lpn(at, "LPNRR000003")
        person = at.person()
        lpn = person.item(LAMP)
        person.until(shop.answers_for(LAMP, shop.WASTE), "grade")
        route = person.last["proposal"]["routes"][0]["route"]
        person.act("accept")
        assert at.unit(lpn)["state"] == "finished"
        assert at.unit(lpn)["route"] == route
        assert at.sellable(LAMP) == 0


def test_demand_a13_a_back_filled_row_finds_its_return_again(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        _amazon_says(at, ("2026-11-10", "111-1", LAMP.sku, "", "UNWANTED_ITEM", "", "", ""))
        _amazon_says(at, ("2026-11-10", "111-1", LAMP.sku, "CARRIER_DAMAGED", "UNWANTED_ITEM", "", "LPNRR000004", ""))
        _amazon_says(at, ("2026-11-10", "111-1", LAMP.sku, "", "UNWANTED_ITEM", "", "", ""))
        order = _came_by_its_lpn(at, "LPNRR000004")
        assert order["reason_text"] == "CARRIER_DAMAGED"
        rows = list(at.first.reads.returned(_ALL))
        assert [(row["lpn"], row["source"]) for row in rows] == [("LPNRR000004", "fba_return")]
