"""The sale of a bundle takes its components, or none; a cancelled one brings them back, on both databases."""

from __future__ import annotations

import pytest

from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    house = SellingFloor(store).open_parcel().for_kits()
    for number in (1, 2, 2, 1, 2, 2):
        house.grade(number)
    yield house
    store.close()


def test_a_sold_bundle_takes_the_components_that_wait_longest(house):
    house.confirm()
    house.sell()
    assert sorted(lpn for lpn, account in house.accounts().items() if account == "sold") == [
        "R-000001", "R-000002", "R-000003",
    ]  # fmt: skip
    assert sorted(house.accounts().values()) == ["sellable_a"] * 3 + ["sold"] * 3
    # The shop that sold it has counted it off by itself; the house system is told.
    assert house.told()[4:] == [("webhook-us", "KIT-1", "take", 1)]


def test_no_more_bundles_are_sold_than_were_ours(house):
    house.sell(quantity=5)  # nothing was sent yet: what it sold was the client's own
    assert set(house.accounts().values()) == {"sellable_a"}
    house.confirm()
    house.sell(quantity=5, line="L2")
    assert set(house.accounts().values()) == {"sold"}
    assert house.told()[4:] == [("webhook-us", "KIT-1", "take", 2)]


def test_a_cancelled_order_brings_the_pieces_back_and_the_house_system_hears_of_it(house):
    house.confirm()
    house.sell(quantity=2)
    house.sell(cancelled=True)
    assert sorted(house.accounts().values()) == ["sellable_a"] * 3 + ["sold"] * 3
    assert house.told()[4:] == [("webhook-us", "KIT-1", "take", 2), ("webhook-us", "KIT-1", "add", 1)]
    house.sell(line="L3")
    assert set(house.accounts().values()) == {"sold"}


def test_a_piece_of_a_sold_bundle_that_is_regraded_is_for_a_person(house):
    house.confirm()
    house.market.shelf("gid://shopify/InventoryItem/9").places["gid://shopify/Location/1"] = 1
    house.sell()
    house.regraded("R-000001", 1, sold=True)
    assert house.told()[5:] == [("shopify-us", "KIT-1", "take", 1)]
    house.work()
    assert house.states()[5] == "take needs_human"
    house.sell(cancelled=True)
    assert house.states()[5] == "take pending"
    assert sorted(house.accounts().values()) == ["parts"] + ["sellable_a"] * 5
