"""B7, B8, B9 and D1 as the shops see them: what is graded is told exactly, and what is wrong is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.channels.fakes.faults import Faults
from app.domain.grading import Grade
from app.services.syncing.errands import Errands
from app.services.syncing.hearing import Ear, Hearing
from app.services.syncing.reconciling import compare
from app.store.queries import SqlReads
from app.store.shop_events import SqlShopEvents
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor

KINDS = ["amazon", "shopify", "temu", "tiktok_shop"]


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield ShopFloor(store, request.param).open_parcel()
    store.close()


@pytest.mark.parametrize("house", KINDS, indirect=True)
def test_demand_b7_a_grade_adds_exactly_one_in_the_shop(house: ShopFloor) -> None:
    house.work()
    assert house.offers() == 0
    house.grade()
    house.work()
    assert house.offers() == 1
    house.dispatch("another station").step()
    assert house.offers() == 1


@pytest.mark.parametrize("house", KINDS, indirect=True)
def test_demand_b8_an_open_box_never_adds_to_the_listing_of_new_goods(house: ShopFloor) -> None:
    house.grade(grade=Grade.B)
    house.grade()
    house.work()
    assert house.offers() == 1
    assert house.states() == ["add confirmed"]


@pytest.mark.parametrize("house", KINDS, indirect=True)
def test_demand_b9_drift_is_found_and_says_why(house: ShopFloor) -> None:
    house.grade()
    house.work()
    pulls = house.pulls(house.shop)
    assert compare(house.shop, house.inbox, pulls.look_for_sales).drifted == ()
    shelf = house.market.shelf(house.item())
    shelf.places[next(iter(shelf.places))] += 2
    (found,) = compare(house.shop, house.inbox, pulls.look_for_sales).drifted
    assert (found.drift.expected, found.drift.found, found.offer.made) == (1, 3, 1)
    assert "Take 2 of SHOE-1 off sale" in found.drift.proposal(found.channel, "SHOE-1")


@pytest.mark.parametrize("house", ["shopify", "tiktok_shop"], indirect=True)
def test_demand_d1_two_stations_lost_replies_and_doubles_count_once(house: ShopFloor) -> None:
    house.moody.set(Faults(lose=0.3, double=0.3))
    stations = [house.dispatch("one"), house.dispatch("two")]
    for number in range(20):
        house.grade()
        house.clock.go_on(stations[number % 2].step())
    house.moody.set(Faults())
    for station in stations:
        house.work(60, station)
    assert house.states() == ["add confirmed"] * 20
    assert house.offers() == 20


@pytest.mark.parametrize("house", KINDS, indirect=True)
def test_demand_d1_what_was_sold_meanwhile_is_never_oversold(house: ShopFloor) -> None:
    unit = house.grade()
    house.work()
    assert house.market.sell(house.item())
    house.take(unit)
    house.work()
    assert house.states()[1] == "take needs_human"
    assert house.offers() == 0


@pytest.mark.parametrize("house", ["tiktok_shop"], indirect=True)
def test_demand_b9_a_webhook_makes_a_sale_and_a_drift_known_within_seconds(house: ShopFloor) -> None:
    house.grade()
    house.work()
    pulls, events = house.pulls(house.shop), SqlShopEvents(house.telling)
    compare(house.shop, house.inbox, pulls.look_for_sales)
    errands = Errands(house.shop, events, house.inbox, house.clock, pulls)
    hearing = Hearing({house.shop.name: Ear(house.shop, errands.hear)}, events, house.clock)
    house.market.events_to = "us"
    house.clock.go_on(1)
    began = house.clock.now()
    assert house.market.sell(house.item())
    house.market.put(house.item(), "W1", 3)  # somebody at the shop, by hand
    for message in [*house.market.outgoing] * 2:
        headers = {name.lower(): value for name, value in message.headers.items()}
        assert hearing.take(f"/{house.shop.name}", headers, message.body) == 200
    for _ in range(4):
        if (wait := errands.wait_s()) is not None:
            house.clock.go_on(wait)
            errands.step()
    assert (house.clock.now() - began).total_seconds() < 5
    assert house.balances() == {"sold": 1}
    (drift,) = SqlReads(house.store.reading).drifts()
    assert (drift["expected"], drift["found"]) == (1, 4)  # one of each is sold and not yet sent
