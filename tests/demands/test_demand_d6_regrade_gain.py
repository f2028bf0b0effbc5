"""D6: Amazon says, the bench says; what that difference is worth in money, by unit, SKU and client."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.services.fba_reporting import Asked, report
from app.services.reporting import Period
from tests.e2e import floor as shop
from tests.e2e.floor import LAMP, SHIRT, ups
from tests.e2e.house import House, house
from tests.e2e.program import take_in

ORDERS = "request-date,order-id,order-type,order-status,sku,disposition,requested-quantity,removal-fee,currency\n"
SHIPMENTS = "order-id,shipment-date,sku,disposition,shipped-quantity,tracking-number,removal-order-type\n"
RETURNS = "return-date,order-id,sku,quantity,detailed-disposition,reason,license-plate-number\n"
FILES = {"fba-removal-orders": ORDERS, "fba-removal-shipments": SHIPMENTS, "fba-returns": RETURNS}


def told(at: House, kind: str, *rows: str) -> None:
    path = at.folder / f"{kind}.csv"
    path.write_text(FILES[kind] + "".join(row + "\n" for row in rows))
    take_in(at.first, {kind: path})


def rows(at: House, kind: str, **asked: Any) -> list[dict[str, Any]]:
    columns, found = report(at.first.reads, Asked(kind, Period(), **asked), at.first.open_basis)
    return [{name: row[name] for name in columns} for row in found]


def two_lamps(at: House) -> list[str]:
    """Amazon called both unsellable; here one is as new, the other beyond repair."""
    told(at, "fba-removal-orders", "2026-11-11,REM-1,Return,Completed,LAMP,Unsellable,2,4.54,USD")
    told(at, "fba-removal-shipments", f"REM-1,2026-11-15,LAMP,Unsellable,2,{ups(9001)},Return")
    told(at, "fba-returns", "2026-11-01,111-1,LAMP,1,CUSTOMER_DAMAGED,DEFECTIVE,LPNRR000011")
    person = at.person()
    person.scan(ups(9001))
    lpns = []
    for code, condition in (("LPNRR000011", shop.CHECKED), (LAMP.barcode, shop.WASTE)):
        person.scan(code)
        lpns.append(str(person.last["unit"]))
        person.until(shop.answers_for(LAMP, condition), "grade")
        person.act("accept")
        person.label()
    return lpns


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, list[str]]]:
    """A house with two lamps graded; only read from."""
    with house(tmp_path_factory.mktemp("lamps")) as at:
        yield at, two_lamps(at)


def test_demand_d6_each_unit_has_its_gain_against_amazons_word(lamps: tuple[House, list[str]]) -> None:
    at, lpns = lamps
    found = {row["unit"]: row for row in rows(at, "regrade-gain")}
    good, waste = (found[lpn] for lpn in lpns)
    assert (good["disposition"], good["reason"], good["grade"]) == ("CUSTOMER_DAMAGED", "DEFECTIVE", "A")
    assert (waste["disposition"], waste["reason"], waste["grade"]) == ("Unsellable", "", "S")
    for row, lpn in zip((good, waste), lpns, strict=True):
        assert (row["order_id"], row["tracking"], row["currency"]) == ("REM-1", ups(9001), "USD")
        assert row["removal_fee"] == Decimal("2.27"), "4.54 for two pieces"
        assert row["amazon_action"] == "liquidate"
        assert row["amazon_value"] == Decimal("2.02"), "7 % of 34.00, less 15 % referral"
        net = next(one["net"] for one in at.unit(lpn)["routes"] if one["route"] == row["route"])
        assert row["our_net"] == Decimal(net["amount"] if isinstance(net, dict) else net)
        assert row["gain"] == row["our_net"] - row["removal_fee"] - row["amazon_value"]
    assert good["gain"] > 0 > waste["gain"]


@pytest.mark.parametrize("per", ["sku", "client"])
def test_demand_d6_sums_are_those_of_the_units(lamps: tuple[House, list[str]], per: str) -> None:
    at, _ = lamps
    units = rows(at, "regrade-gain")
    (total,) = rows(at, "regrade-gain", per=per)
    assert (total["client"], total["units"], total["reckoned"], total["currency"]) == ("ALFA", 2, 2, "USD")
    assert total["grades"] == {"A": 1, "S": 1}
    for name in ("amazon_value", "removal_fee", "our_net", "gain"):
        assert total[name] == sum(row[name] for row in units)


def test_demand_d6_a_word_that_nobody_knows_is_worth_no_guess(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        told(at, "fba-returns", "2026-11-01,111-2,SHIRT-M,1,A_NEW_WORD,DEFECTIVE,LPNRR000012")
        person = at.person()
        person.scan("LPNRR000012")
        person.scan("LPNRR000012")
        person.until(shop.answers_for(SHIRT, shop.CHECKED), "grade")
        person.act("accept")
        (row,) = rows(at, "regrade-gain")
        assert (row["disposition"], row["amazon_value"], row["gain"]) == ("A_NEW_WORD", None, None)
        assert "unknown_disposition" in row["doubts"]
        (total,) = rows(at, "regrade-gain", per="client")
        assert (total["units"], total["reckoned"], total["gain"]) == (1, 0, Decimal(0))
