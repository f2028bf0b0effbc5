"""A14: what is best done with each piece at Amazon's, the clock of its fees, and an alert for what lies too long."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.domain.fba import Basis
from tests.demands.test_demand_d6_regrade_gain import rows, told, two_lamps
from tests.e2e.floor import LAMP, MUG, ups
from tests.e2e.house import House, house


def _today(at: House) -> date:
    return at.first.clock.now().date()


def _ago(at: House, days: int) -> str:
    return (_today(at) - timedelta(days=days)).isoformat()


def test_demand_a14_each_piece_has_its_decision_with_recovery_against_the_fee(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        told(
            at,
            "fba-returns",
            f"{_ago(at, 40)},111-1,LAMP,1,CUSTOMER_DAMAGED,DEFECTIVE,LPNRR000021",
            f"{_ago(at, 40)},111-2,MUG,1,EXPIRED,QUALITY,LPNRR000022",
            f"{_ago(at, 40)},111-3,MUG,1,SELLABLE,UNWANTED_ITEM,LPNRR000023",
            f"{_ago(at, 40)},111-4,MUG,1,A_NEW_WORD,UNWANTED_ITEM,LPNRR000024",
        )
        found = {row["amazon_lpn"]: row for row in rows(at, "fba-decisions")}
        assert sorted(found) == ["LPNRR000021", "LPNRR000022", "LPNRR000024"], "what Amazon sells on needs none"
        lamp, mug, unknown = (found[f"LPNRR00002{number}"] for number in (1, 2, 4))
        assert (lamp["decision"], lamp["days"], lamp["currency"]) == ("return", 40, "USD")
        assert lamp["return_net"] > lamp["liquidate_net"] > lamp["dispose_net"] == -lamp["removal_fee"]
        assert lamp["stored_so_far"] > 0
        assert lamp["dearer_on"] > _today(at).isoformat()
        assert (mug["decision"], mug["liquidate_net"]) == ("dispose", None), (
            "expired goods are not fetched to be scrapped"
        )
        assert (unknown["decision"], unknown["return_net"]) == ("", None)
        assert "unknown_disposition" in unknown["doubts"]


def test_demand_a14_what_a_removal_took_is_not_asked_about_again(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        told(
            at,
            "fba-returns",
            f"{_ago(at, 40)},111-1,LAMP,1,DEFECTIVE,DEFECTIVE,LPNRR000031",
            f"{_ago(at, 30)},111-2,LAMP,1,DEFECTIVE,DEFECTIVE,LPNRR000032",
        )
        told(at, "fba-removal-orders", f"{_ago(at, 5)},REM-9,Return,Processing,LAMP,Unsellable,1,2.27,USD")
        found = [(row["amazon_lpn"], row["order_id"]) for row in rows(at, "fba-decisions")]
        assert found == [("", "REM-9"), ("LPNRR000032", "111-2")], (
            "the oldest goes first; the order may yet be cancelled"
        )


def test_demand_a14_orders_shipments_numbers_and_units_stand_in_one_line(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpns = two_lamps(at)
        told(at, "fba-removal-shipments", f"REM-2,2026-11-16,MUG,Unsellable,3,{ups(9002)},Return")
        told(at, "fba-removal-shipments", f"REM-2,2026-11-17,MUG,Unsellable,1,{ups(9003)},Return")
        told(at, "fba-removal-orders", "2026-11-11,REM-2,Return,Processing,MUG,Unsellable,6,3.00,USD")
        lamp, mug = rows(at, "fba-removals")
        assert (lamp["order_id"], lamp["units"], lamp["grades"]) == ("REM-1", ";".join(sorted(lpns)), {"A": 1, "S": 1})
        assert (lamp["announced"], lamp["received"], lamp["open"]) == (2, 2, 0)
        assert mug["tracking"] == {ups(9002): 3, ups(9003): 1}
        assert (mug["requested"], mug["announced"], mug["received"], mug["open"]) == (6, 6, 0, 6)
        assert (mug["fee"], mug["currency"]) == (Decimal("3.00"), "USD")


def test_demand_a14_what_lies_too_long_is_an_alert(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpns = two_lamps(at)
        told(
            at,
            "fba-returns",
            f"{_ago(at, 90)},111-1,MUG,1,DEFECTIVE,DEFECTIVE,LPNRR000041",
            f"{_ago(at, 2)},111-2,MUG,1,DEFECTIVE,DEFECTIVE,LPNRR000042",
        )
        told(at, "fba-removal-shipments", f"REM-2,{_ago(at, 30)},MUG,Unsellable,3,{ups(9002)},Return")
        found = {(row["place"], row["unit"] or row["order_id"]): row for row in rows(at, "ageing")}
        assert {place for place, _ in found} == {"house", "on_the_way", "amazon"}
        assert found["house", lpns[0]]["stage"] == "held"
        late = {key: (row["days"], row["limit_days"]) for key, row in found.items() if row["alert"]}
        assert late == {("amazon", "LPNRR000041"): (90, 21), ("on_the_way", "REM-2"): (30, 14)}
        assert found["amazon", "LPNRR000041"]["decision"] in {"return", "dispose", "liquidate"}
        assert found["amazon", "LPNRR000041"]["cost_so_far"] > found["amazon", "LPNRR000042"]["cost_so_far"]
        alerts = rows(at, "ageing", alerts=True)
        assert {(row["place"], row["unit"] or row["order_id"]) for row in alerts} == set(late)


def test_demand_a14_a_unit_ages_in_the_house_from_its_scan(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpns = two_lamps(at)
        basis = at.first.open_basis()
        later = Basis(basis.fba, basis.routes, basis.site, _today(at) + timedelta(days=4))
        object.__setattr__(at.first, "open_basis", lambda: later)
        alerts = {row["unit"]: row for row in rows(at, "ageing", alerts=True)}
        assert alerts[lpns[0]]["days"] == 4, "held units wait three days at most"
        assert alerts[lpns[0]]["cost_so_far"] == Decimal("0.08")
        assert alerts[lpns[0]]["since"] <= datetime.now(UTC)
        assert {LAMP.sku} == {row["sku"] for row in alerts.values()} != {MUG.sku}
