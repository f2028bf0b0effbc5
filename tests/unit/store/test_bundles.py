"""A bundle's listings offer what its components make up, whatever comes and goes, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.grading import Grade
from app.store.bundles import Bundle, needed, pools, told
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import KIT_ITEM, SellingFloor

KIT = Bundle("ACME", "KIT-1", "A")


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield SellingFloor(store).open_parcel().for_kits()
    store.close()


def stands(house):
    with house.store.unit_of_work() as work:
        return needed(work.connection, KIT), pools(work.connection, KIT), sorted(told(work.connection, KIT).values())


def test_the_last_component_makes_the_bundle_and_nothing_is_on_a_listing_of_its_own(house):
    house.grade(1)
    house.grade(2)
    assert house.told() == []
    house.grade(2)
    assert house.told() == [("shopify-us", "KIT-1", "add", 1), ("webhook-us", "KIT-1", "add", 1)]
    assert set(house.homes().values()) == {("bundle", "", "KIT-1")}
    assert stands(house) == ({"SHOE-1": 1, "SHOE-2": 2}, {"SHOE-1": 1, "SHOE-2": 2}, [1, 1])
    house.work()
    assert house.market.shelf(KIT_ITEM).available == 1
    assert house.offers(1) == house.offers(2) == 0


def test_a_component_that_is_taken_back_takes_the_bundle_with_it(house):
    house.grade(2)
    house.grade(2)
    lpn = house.grade(1)
    house.work()
    house.regraded(lpn)
    assert house.told()[2:] == [("shopify-us", "KIT-1", "take", 1), ("webhook-us", "KIT-1", "take", 1)]
    house.work()
    assert house.market.shelf(KIT_ITEM).available == 0
    assert stands(house)[2] == [0, 0]


def test_grades_are_never_mixed_in_a_bundle(house):
    house.rule("bundle", bundle="KIT-1", grade="B")
    house.grade(1, Grade.B)
    house.grade(2)
    house.grade(2)
    assert house.told() == []


def test_a_listing_that_came_late_is_told_all_at_the_next_change(house):
    for number in (1, 2, 2):
        house.grade(number)
    house.listed("KIT-1", "late-us")
    assert [told[0] for told in house.told()] == ["shopify-us", "webhook-us"]
    house.grade(1)
    assert house.told()[2:] == [("late-us", "KIT-1", "add", 1)]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.sampled_from(["grade 1", "grade 2", "regrade", "sell", "cancel"]), max_size=14))
def test_whatever_happens_each_listing_offers_what_can_be_made(tmp_path_factory, steps):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('kits') / 'regrade.db'}", STATION)
    try:
        house = SellingFloor(store).open_parcel().for_kits()
        units: dict[str, int] = {}
        orders: list[str] = []
        for step in steps:
            if step.startswith("grade"):
                units[house.grade(int(step[-1]))] = int(step[-1])
            elif step == "regrade" and (there := [u for u in units if house.accounts()[u] == "sellable_a"]):
                house.regraded(there[0], units.pop(there[0]))
            elif step == "sell":
                house.confirm()
                orders.append(f"L{len(orders)}")
                house.sell(line=orders[-1])
            elif step == "cancel" and orders:
                house.sell(line=orders.pop(), cancelled=True)
            ready = [units[u] for u, account in house.accounts().items() if account == "sellable_a"]
            made = min(ready.count(1), ready.count(2) // 2)
            with store.unit_of_work() as work:
                assert set(told(work.connection, KIT).values()) <= {made}
            assert min(house.balances().values(), default=0) >= 0
    finally:
        store.close()
