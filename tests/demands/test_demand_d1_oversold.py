"""D1 where a shop can only be told how many: what it sold once too often is made good by the next piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.services.syncing.reconciling import compare
from app.services.syncing.working import Worker
from app.store import models
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield ShopFloor(store, request.param).open_parcel()
    store.close()


def go_on(house: ShopFloor, worker: Worker, seconds: float, meanwhile: Callable[[], Any] = lambda: None) -> None:
    began = house.clock.now()
    while (house.clock.now() - began).total_seconds() < seconds:
        wait = worker.step()
        meanwhile()
        house.clock.go_on(wait and max(wait, 0.5))


def sold_twice(house: ShopFloor) -> Worker:
    """Two units, and three orders: one came while the second unit was written, two before that could be mended."""
    worker = house.worker()
    house.grade()
    go_on(house, worker, 10)
    house.grade()
    shop: Any = worker._shop
    market: Any = house.market
    real, put, item = shop.apply, market.put, house.item()

    def apply(*given: Any) -> Any:
        house.clock.go_on(0.3)
        assert market.sell(item)
        house.clock.go_on(0.3)
        shop.apply = real

        def sell_on(*what: Any) -> None:
            put(*what)
            while market.sell(item):
                pass

        market.put = sell_on
        try:
            return real(*given)
        finally:
            market.put = put

    shop.apply = apply
    worker.step()
    assert (house.offers(), len(house.market.orders)) == (0, 3)
    return worker


def orders_of_units(house: ShopFloor) -> dict[str, str]:
    asked = select(models.UnitSale.unit, models.UnitSale.number).where(models.UnitSale.cancelled_at.is_(None))
    with house.store.reading() as connection:
        return {row.unit: row.number for row in connection.execute(asked)}


@pytest.mark.parametrize("house", ["ebay", "tiktok_shop"], indirect=True)
def test_demand_d1_who_bought_where_nothing_was_left_has_the_next_piece(house: ShopFloor) -> None:
    worker = sold_twice(house)
    go_on(house, worker, 70)
    (short,) = compare(house.shop, house.inbox, lambda: True).drifted
    assert short.evidence()["orders"] == ["SALE-3"]
    assert "has sold 1 of SHOE-1 more" in short.proposal
    third = house.grade()
    offered: list[int] = []
    go_on(house, worker, 10, lambda: offered.append(house.offers()))
    assert set(offered) == {0}
    assert orders_of_units(house)[third] == "SALE-3"
    assert house.balances() == {"sold": 3}
    assert compare(house.shop, house.inbox, lambda: True).drifted == ()
    house.grade()
    go_on(house, worker, 70)
    assert house.offers() == 1
    assert house.balances() == {"sellable_a": 1, "sold": 3}


@pytest.mark.parametrize("house", ["tiktok_shop"], indirect=True)
def test_demand_d1_a_piece_that_comes_before_its_order_is_known_is_given_to_it_all_the_same(house: ShopFloor) -> None:
    worker = sold_twice(house)
    house.grade()
    go_on(house, worker, 70)
    assert house.offers() == 0
    assert sorted(orders_of_units(house).values()) == ["SALE-1", "SALE-2", "SALE-3"]
    assert house.balances() == {"sold": 3}


@pytest.mark.parametrize("house", ["ebay"], indirect=True)
def test_demand_d1_a_buyer_who_calls_off_gives_way_to_the_one_without_a_piece(house: ShopFloor) -> None:
    worker = sold_twice(house)
    go_on(house, worker, 70)
    assert house.market.cancel("SALE-1")  # and the shop offers the piece again by itself
    go_on(house, worker, 70)
    assert house.offers() == 0
    assert sorted(orders_of_units(house).values()) == ["SALE-2", "SALE-3"]
    assert house.balances() == {"sold": 2}
