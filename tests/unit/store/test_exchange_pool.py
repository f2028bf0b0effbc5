"""The exchange pool on both databases: who is there, who waits longest, and that one order has a unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from app.domain.bench.facts import ExchangeReserved
from app.domain.selling import Home, Place
from app.errors import StoreError
from app.store import models
from app.store.exchange_pool import SqlSellingWork
from app.store.mapping import new_key
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    house: Any = SellingFloor(store).open_parcel()
    house.rule("exchange", sku="SHOE-1")
    house.first, house.second = house.grade(), house.grade()
    yield house
    store.close()


def pool(house, ask):
    with SqlSellingWork(house.store) as work:
        return ask(work.pool)


def test_a_unit_of_the_pool_is_kept_and_one_on_sale_is_not(house):
    kept = pool(house, lambda pool: pool.kept(house.first))
    assert (kept.grade.value, kept.number, kept.until) == ("A", "", None)
    assert kept.since == house.clock.now()
    assert pool(house, lambda pool: (pool.place(house.first), pool.place("R-9"))) == (Place.EXCHANGE, None)
    other = house.grade(2)
    house.rehomed(other, Home(Place.LIVE), 2)
    assert pool(house, lambda pool: (pool.kept(other), pool.place(other))) == (None, Place.LIVE)
    assert pool(house, lambda pool: pool.needs(other, "KIT-1"))


def test_who_waits_longest_and_is_free_comes_first(house):
    now = house.clock.now()
    assert pool(house, lambda pool: pool.longest_free("ACME", "SHOE-1", now)) == house.first
    house.write(ExchangeReserved(house.first, "O-1", now + timedelta(hours=1)))
    assert pool(house, lambda pool: pool.longest_free("ACME", "SHOE-1", now)) == house.second
    assert pool(house, lambda pool: pool.longest_free("ACME", "SHOE-1", now + timedelta(hours=1))) == house.first
    assert pool(house, lambda pool: pool.longest_free("BETA", "SHOE-1", now)) == ""


def test_what_is_over(house):
    now = house.clock.now()
    house.write(ExchangeReserved(house.first, "O-1", now + timedelta(hours=1)))
    assert pool(house, lambda pool: pool.over(now - timedelta(days=1), now)) == ()
    later = now + timedelta(days=31)
    assert pool(house, lambda pool: pool.over(now, later)) == ((house.first, True), (house.second, False))


def test_rows_for_whoever_looks(house):
    reads = SqlReads(house.store.reading, STATION.id)
    house.write(ExchangeReserved(house.first, "O-1", house.clock.now()))
    rows = list(reads.exchange_pool("ACME", "SHOE-1"))
    assert [(row["unit"], row["reserved_for"], row["since"]) for row in rows] == [
        (house.first, "O-1", house.clock.now()), (house.second, "", house.clock.now()),
    ]  # fmt: skip
    assert [row["place"] for row in reads.allocations(place="exchange")] == ["exchange", "exchange"]
    assert list(reads.allocations(sku="SHOE-2")) == []


def test_the_database_keeps_a_unit_for_one_order_at_a_time(house):
    now = house.clock.now()
    house.write(ExchangeReserved(house.first, "O-1", now))
    with pytest.raises(StoreError):
        house.write(ExchangeReserved(house.first, "O-2", now))
    ended = {
        "id": new_key(),
        "unit": house.second,
        "number": "O-3",
        "reserved_at": now,
        "until": now,
        "outcome": "lost",
    }
    with pytest.raises(StoreError), house.store.unit_of_work() as work:
        work.connection.execute(insert(models.ExchangeReservation), ended)
