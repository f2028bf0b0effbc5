"""B11: units kept for size exchanges: reserved by client service, taken for that order, released when unused."""

from pathlib import Path

import pytest

from app.domain.access import Operator, Role
from app.errors import UserError
from tests.day import written
from tests.e2e.floor import CHECKED, SHOE
from tests.e2e.house import House, house
from tests.e2e.program import take_in


def _kept(at: House, keep: int) -> list[str]:
    """The client wants so many of each size kept; three come back."""
    rule = {"client": "ALFA", "sku": "SHOE-42", "grade": "A", "place": "exchange", "keep": keep}
    take_in(at.first, {"selling": written(at.folder / "selling.csv", [rule])})
    lpns = []
    for _ in range(3):
        scene = at.parcel((SHOE, 1))
        scene.open()
        lpns += scene.whole(CHECKED)
    return lpns


def _service(at: House) -> Operator:
    return at.first.add_user("CS-1", "Clara", Role.CLIENT_SERVICE, "604715")


def test_demand_b11_reserved_taken_and_released_with_true_balances(tmp_path: Path, database_url: str) -> None:
    with house(tmp_path, database_url) as at:
        first, second, third = _kept(at, 2)
        assert at.stock(SHOE) == {"reserved_exchange": 2, "sellable_a": 1}
        assert [at.messages(lpn) for lpn in (first, second, third)] == [[], [], [("alfa-erp", "add")]]
        clara, selling = _service(at), at.first.open_selling()
        assert selling.reserve_any("ALFA", "SHOE-42", "EX-1", clara) == first
        with pytest.raises(UserError):
            selling.take(first, "EX-2", clara)
        selling.take(first, "EX-1", clara)
        selling.release(second, "size 42 is asked for no more", clara)
        assert at.stock(SHOE) == {"sold": 1, "sellable_a": 2}
        assert [at.messages(lpn) for lpn in (first, second)] == [[], [("alfa-erp", "add")]]
        entries = [entry["kind"] for entry in at.unit(first)["audit"]]
        assert entries[-2:] == ["exchange_reserved", "exchange_ended"]
        assert at.first.verify_audit().problems == ()


def test_demand_b11_the_route_exchange_pool_leads_into_the_pool(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((SHOE, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until({"sealed": "opened"}, "grade")
        scene.person.act("route", to="exchange_pool", reason="size is asked for")
        scene.person.act("accept")
        assert [(row["unit"], row["reserved_for"]) for row in at.first.reads.exchange_pool()] == [(lpn, "")]
        assert at.messages(lpn) == []
        assert at.first.verify_audit().problems == ()


def test_demand_b11_an_inspector_reserves_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn = _kept(at, 1)[0]
        inspector = next(one.operator for one in at.first.reads.people() if one.operator.badge == "INS-1")
        with pytest.raises(UserError) as refused:
            at.first.open_selling().reserve(lpn, "EX-1", inspector)
        assert refused.value.code == "not_permitted"
        assert at.stock(SHOE)["reserved_exchange"] == 1
