"""A unit goes where its client's rules send it, and on no listing but those of that place, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from app.domain.grading import Grade
from app.domain.selling import Home, Place
from app.errors import StoreError
from app.store import models
from app.store.homes import home_of, needs
from app.store.mapping import new_key
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield SellingFloor(store).open_parcel()
    store.close()


def test_without_a_rule_it_is_on_the_ordinary_listings_and_not_in_the_outlet(house):
    house.listed("SHOE-1", "outlet-us", outlet=True)
    house.grade()
    assert house.told() == [("shopify-us", "SHOE-1", "add", 1)]
    assert house.homes() == {"R-000001": ("listing", "", "")}


def test_each_place_is_offered_where_it_says(house):
    house.listed("SHOE-1", "outlet-us", outlet=True)
    house.listed("SHOE-1", "ebay-us")
    house.rule("outlet", 1, keep=1)
    house.rule("marketplace", 2, channel="ebay-us", keep=1)
    house.rule("live", 3, keep=1)
    for _ in range(4):
        house.grade()
    assert list(house.homes().values()) == [
        ("outlet", "", ""), ("marketplace", "ebay-us", ""), ("live", "", ""), ("listing", "", ""),
    ]  # fmt: skip
    assert [(told[0], told[2]) for told in house.told()] == [
        ("outlet-us", "add"), ("ebay-us", "add"), ("shopify-us", "add"),
    ]  # fmt: skip


def test_one_listing_sells_a_unit_and_others_keep_books(house):
    house.listed("SHOE-1", "erp", target="shoes", books=True)
    house.listed("SHOE-1", "ebay-us")
    house.rule("marketplace", 1, channel="ebay-us", keep=1)
    house.rule("listing", 2)
    for _ in range(2):
        house.grade()
    assert [(row.unit, row.channel, row.sells) for row in house.rows()] == [
        ("R-000001", "ebay-us", True), ("R-000001", "erp", False),
        ("R-000002", "shopify-us", True), ("R-000002", "erp", False),
    ]  # fmt: skip
    again = {**house.rows()[0]._asdict(), "id": new_key(), "listing": house.rows()[2].listing}
    with pytest.raises(StoreError), house.store.unit_of_work() as work:
        work.connection.execute(insert(models.Outbox), again)


def test_a_place_without_a_listing_offers_nothing_and_none_takes_over(house):
    house.rule("marketplace", channel="nowhere")
    house.grade()
    assert house.told() == []


def test_the_client_keeps_some_for_exchanges(house):
    house.rule("exchange", keep=1)
    house.grade()
    house.grade()
    assert house.accounts() == {"R-000001": "reserved_exchange", "R-000002": "sellable_a"}
    assert house.balances() == {"reserved_exchange": 1, "sellable_a": 1}
    assert house.homes() == {"R-000001": ("exchange", "", ""), "R-000002": ("listing", "", "")}
    assert [row.unit for row in house.rows()] == ["R-000002"]


def test_open_box_units_have_rules_of_their_own(house):
    house.rule("live")
    house.grade(1, Grade.B)
    assert house.homes() == {"R-000001": ("listing", "", "")}
    assert house.told() == []  # grade B is listed nowhere


def test_what_was_barred_and_bundles_without_use_for_it_are_passed_over(house):
    house.rule("exchange")
    house.rule("bundle", 2, bundle="KIT-1")
    with house.store.unit_of_work() as work:
        assert home_of(work.connection, house.articles[0], "A").place is Place.EXCHANGE
        assert home_of(work.connection, house.articles[0], "A", (Place.EXCHANGE,)).bundle == "KIT-1"
        assert not needs(work.connection, house.articles[0], "SHOE-2")


def test_a_unit_that_is_moved_leaves_every_listing_that_it_was_on(house):
    lpn = house.grade()
    house.rehomed(lpn, Home(Place.LIVE))
    assert house.told() == [("shopify-us", "SHOE-1", "add", 1), ("shopify-us", "SHOE-1", "take", 1)]
    assert house.homes() == {lpn: ("live", "", "")}


@pytest.mark.parametrize("home", [
    {"place": "shelf"}, {"place": "marketplace"}, {"place": "bundle"}, {"place": "live", "bundle": "KIT-1"},
])  # fmt: skip
def test_the_database_refuses_a_home_that_is_none_and_a_second_one(house, home):
    lpn = house.grade()
    row = {"id": new_key(), "unit": lpn, "client": "ACME", "sku": "SHOE-1", "grade": "A",
           "began_at": house.clock.now(), "ended_at": house.clock.now()}  # fmt: skip
    with pytest.raises(StoreError), house.store.unit_of_work() as work:
        work.connection.execute(insert(models.Allocation), row | home)
    with pytest.raises(StoreError), house.store.unit_of_work() as work:
        work.connection.execute(insert(models.Allocation), row | {"place": "live", "ended_at": None})
