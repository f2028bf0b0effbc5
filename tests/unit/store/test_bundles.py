"""A bundle's listings offer what its components make up, whatever comes and goes, on both databases."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.domain.grading import Grade
from app.domain.selling import ORDINARY, Home, Place
from app.services.importing import Fate, Row
from app.store import models
from app.store.bundles import Bundle, needed, pools, told
from app.store.imports import SqlImports
from app.store.unit_of_work import open_store
from tests.importing_house import FILE
from tests.records import STATION
from tests.selling_floor import KIT_ITEM, SHOPIFY_PLACE, SellingFloor

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
    house.listed("KIT-1", "late-us", target="kits", books=True)
    assert [told[0] for told in house.told()] == ["shopify-us", "webhook-us"]
    house.grade(1)
    assert house.told()[2:] == [("late-us", "KIT-1", "add", 1)]


def test_one_shop_sells_the_bundle(house):
    """Two would sell the same pieces before either tells."""
    for number in (1, 2, 2):
        house.grade(number)
    house.listed("KIT-1", "ebay-us")
    for number in (1, 2, 2):
        house.grade(number)
    assert {told[0] for told in house.told()} == {"shopify-us", "webhook-us"}
    assert sorted(row.op for row in house.rows() if row.sells) == ["add", "add"]


def imported(house, components):
    row = Row(1, {"client": "ACME", "sku": "KIT-1", "title": "Kit", "components": components})
    with SqlImports(house.store.engine, STATION.id, house.clock).importing("products", FILE) as records:
        return list(records.keep([row]))


def test_a_bundle_that_needs_more_of_a_piece_is_taken_back_at_once(house):
    """Its shops would go on offering what can no more be made, until a piece came or went."""
    for number in (1, 1, 2, 2, 2, 2):
        house.grade(number)
    assert stands(house)[2] == [2, 2]
    before = len(house.told())
    imported(house, {"SHOE-1": 1, "SHOE-2": 3})
    assert house.told()[before:] == [("shopify-us", "KIT-1", "take", 1), ("webhook-us", "KIT-1", "take", 1)]
    house.work()
    assert house.market.shelf(KIT_ITEM).available == 1
    assert imported(house, {"SHOE-1": 1, "SHOE-2": 3}) == [Fate.UNCHANGED]
    for number in range(12):  # more often than there are pieces to carry the message
        imported(house, {"SHOE-1": 1, "SHOE-2": 2 + number % 2})
        assert stands(house)[2] == [2 - number % 2] * 2
    imported(house, {})
    assert stands(house)[2] == [0, 0]
    house.work()
    assert house.market.shelf(KIT_ITEM).available == 0


def flipped(house, **books):
    """What the import says of listings of KIT-1 that keep books from now on, or sell."""
    rows = [Row(number, {"client": "ACME", "sku": "KIT-1", "grade": "A", "channel": f"{kind}-us", "books": keeps})
            for number, (kind, keeps) in enumerate(books.items(), 1)]  # fmt: skip
    with SqlImports(house.store.engine, STATION.id, house.clock).importing("listings", FILE) as records:
        return list(records.keep(rows))


def test_a_shop_that_only_keeps_books_from_now_on_gives_the_bundle_to_the_next_at_once(house):
    """As units go over: the next shop does not wait for another piece."""
    house.listed("KIT-1", "ebay-us", listing_sku="K")
    for number in (1, 1, 2, 2, 2, 2):
        house.grade(number)
    before = len(house.told())
    assert flipped(house, shopify=True) == [Fate.UPDATED]
    assert house.told()[before:] == [("ebay-us", "KIT-1", "add", 2)]
    assert house.rows()[-1].sells
    assert flipped(house, shopify=False)[0] is Fate.UPDATED
    assert house.told()[before + 1 :] == [("ebay-us", "KIT-1", "take", 2)]
    assert flipped(house, shopify=True, webhook=False)[0] is Fate.UPDATED
    assert house.told()[before + 2 :] == []  # each has been told of both bundles already


def test_what_the_shop_that_sold_some_is_told_waits_for_nobody(house):
    """The oldest piece was sold there, and a take of such a one is for a person."""
    for number in (1, 1, 1, 2, 2, 2, 2, 2, 2):
        house.grade(number)
    house.work()
    house.market.sell(KIT_ITEM)
    house.sell()
    imported(house, {"SHOE-1": 1, "SHOE-2": 4})
    house.work()
    assert stands(house)[2] == [1, 1]
    assert house.market.shelf(KIT_ITEM).available == 1
    assert {row.state for row in house.rows() if row.channel == "shopify-us"} == {"confirmed"}


ALONE, TRAY_ITEM = "gid://shopify/InventoryItem/2", "gid://shopify/InventoryItem/8"
NEEDS = {ALONE: 1, TRAY_ITEM: 1, KIT_ITEM: 2}
"""How many of SHOE-2 the shop gives away with each."""


def with_tray(house):
    """SHOE-2 is sold alone, in KIT-1, and in TRAY-1."""
    house.market.shelf(TRAY_ITEM, "TRAY-1").places[SHOPIFY_PLACE] = 0
    with house.store.unit_of_work() as work:
        tray = {"client": "ACME", "sku": "TRAY-1", "title": "Tray", "updated_at": house.clock.now(),
                "components": {"SHOE-2": 1}}  # fmt: skip
        work.connection.execute(insert(models.Product), tray)
        work.commit()
    house.listed("TRAY-1", "shopify-us", inventory_item_id=TRAY_ITEM, location_id="1")
    house.rule("bundle", 1, bundle="KIT-1", keep=4)
    house.rule("bundle", 2, bundle="TRAY-1", keep=3, sku="")
    return house


@pytest.mark.parametrize("seed", [1, 2])
def test_a_piece_of_two_bundles_that_is_sold_alone_too_is_promised_once(tmp_path, seed):
    """Whatever buyers could take at once needs no more of it than there are, and all of it is theirs to take."""
    store, chance = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION), random.Random(seed)
    house = with_tray(SellingFloor(store).open_parcel())
    homes = [Home(Place.BUNDLE, "", "KIT-1"), Home(Place.BUNDLE, "", "TRAY-1"), ORDINARY]
    mine: list[str] = []
    for at in range(30):
        there = [lpn for lpn in mine if house.accounts()[lpn] == "sellable_a"]
        match chance.choice(["grade", "grade", "other", "move", "sell", "sell"]):
            case "grade":
                mine.append(house.grade(2))
            case "other":
                house.grade(1)
            case "move" if there:
                house.rehomed(chance.choice(there), chance.choice(homes), 2)
            case "sell":
                item = chance.choice(sorted(NEEDS))
                if house.market.sell(item):
                    house.sell(item, line=f"L{at}")
        house.work()
        left = sum(house.accounts()[lpn] == "sellable_a" for lpn in mine)
        promised = sum(many * house.market.shelf(item).available for item, many in NEEDS.items())
        assert promised <= left, at
        alone = sum(home[0] == "listing" for lpn, home in house.homes().items() if lpn in mine)
        assert house.market.shelf(ALONE).available <= alone
    assert house.market.orders
    sold = sum(NEEDS[each.item] for each in house.market.orders)
    assert sum(house.accounts()[lpn] == "sold" for lpn in mine) == sold
    store.close()


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
