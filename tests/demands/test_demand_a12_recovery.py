"""A12: how much is recovered of each unit, SKU and client, against what was possible."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from app.services.fba_reporting import Asked, report
from app.services.reporting import Period
from tests.e2e.floor import CHECKED, FAULT, LAMP, SHOE, finish
from tests.e2e.house import House, house
from tests.e2e.program import sign_in


def rows(at: House, kind: str, per: str = "") -> list[dict[str, Any]]:
    columns, found = report(at.first.reads, Asked(kind, Period(), per), at.first.open_basis)
    return [{name: row[name] for name in columns} for row in found]


def inspected(at: House, article: Any, condition: str, **way: Any) -> str:
    """A parcel with one piece, opened, inspected and labelled; its LPN."""
    scene = at.parcel((article, 1))
    scene.person.scan(scene.tracking)
    scene.person.item(article)
    return finish(scene.person, at.floor.books, article, condition, **way)


@pytest.fixture(scope="module")
def shoes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, list[str]]]:
    """Two shoes as new, of which one is given away, and a lamp that does not work; only read from."""
    with house(tmp_path_factory.mktemp("shoes")) as at:
        lpns = [inspected(at, SHOE, CHECKED), inspected(at, SHOE, CHECKED, to="donate"), inspected(at, LAMP, FAULT)]
        at.person().act(**sign_in("SUP-1"))
        at.person().act("review", unit=lpns[0], decision="override", grade="B", reason="a mark on the photo")
        yield at, lpns


def test_demand_a12_each_unit_has_what_it_brings_and_what_it_might_have(shoes: tuple[House, list[str]]) -> None:
    at, lpns = shoes
    units = {row["unit"]: row for row in rows(at, "recovery", "unit")}
    for lpn in lpns:
        ways = at.unit(lpn)["routes"]
        nets = {way["route"]: Decimal(way["net"]) for way in ways if not way.get("ruled_out")}
        row = units[lpn]
        assert (row["expected"], row["possible"]) == (nets[row["route"]], max(nets.values()))
        assert row["forgone"] == row["possible"] - row["expected"]
        assert row["expected_share"] == (row["expected"] / row["price"]).quantize(Decimal("0.0001"))
    kept, given, _ = (units[lpn] for lpn in lpns)
    assert (kept["grade"], kept["route"]) == ("B", "open_box"), "as the review left it"
    assert given["route"] == "donate"
    assert given["expected"] < 0 < given["forgone"]


@pytest.mark.parametrize("per", ["sku", "client", "route"])
def test_demand_a12_sums_are_those_of_the_units(shoes: tuple[House, list[str]], per: str) -> None:
    at, _ = shoes
    units = rows(at, "recovery", "unit")
    for row in rows(at, "recovery", per):
        of = [one for one in units if all(one[name] == row[name] for name in {"client", per})]
        assert row["units"] == len(of)
        assert row["value"] == sum(one["price"] for one in of)
        for name in ("expected", "possible", "forgone"):
            assert row[name] == sum(one[name] for one in of)


def test_demand_a12_the_grades_and_who_gave_them(shoes: tuple[House, list[str]]) -> None:
    at, _ = shoes
    (client,) = rows(at, "grades", "client")
    assert (client["units"], client["a"], client["b"], client["c"], client["s"]) == (3, 1, 1, 1, 0)
    assert (client["overruled"], client["overrulings"]) == (1, {"A>B": 1})
    (person,) = rows(at, "inspectors")
    assert (person["badge"], person["units"], person["timed"]) == ("INS-1", 3, 3)
    assert (person["reviewed"], person["overruled"], person["grades"]) == (1, 1, {"A": 2, "C": 1})
    assert person["photos"] > person["retaken"] == 0
    assert Decimal(0) < person["median_s"] <= person["p95_s"]
