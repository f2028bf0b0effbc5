"""Reserving, taking and releasing at somebody's word, and what goes back on sale by itself, on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.access import Operator, Role
from app.domain.selling import Home, Place
from app.errors import DatabaseLocked, UserError
from app.ports import UserRecord
from app.services.exchanging import LOOK_AGAIN_S, LOOK_EVERY_S, PoolWatch, Selling, Terms
from app.store.exchange_pool import SqlSellingWork
from app.store.people import SqlPeopleWork
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.selling_floor import SellingFloor

SERVICE = Operator("0192f0c1-0000-7000-8000-0000000000bb", "41", "Clara", Role.CLIENT_SERVICE)
INSPECTOR = Operator("0192f0c1-0000-7000-8000-0000000000bc", "42", "Ines", Role.INSPECTOR)


@pytest.fixture
def house(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    house: Any = SellingFloor(store).open_parcel()
    with SqlPeopleWork(store.engine, STATION.id) as work:
        for person in (SERVICE, INSPECTOR):
            work.people.add(UserRecord(person, "x"), at=house.clock.now(), actor="test")
        work.commit()
    house.rule("exchange", keep=1)
    house.lpn = house.grade()
    house.selling = Selling(lambda: SqlSellingWork(store), house.clock, Terms(timedelta(hours=72), timedelta(days=30)))
    yield house
    store.close()


def code_of(refused, *arguments, **more):
    with pytest.raises(UserError) as raised:
        refused(*arguments, **more)
    return raised.value.code


def test_a_unit_is_reserved_for_one_order_and_only_that_takes_it(house):
    selling = house.selling
    assert code_of(selling.take, house.lpn, "114-1", SERVICE) == "not_reserved"
    assert selling.reserve(house.lpn, " 114-1 ", SERVICE) == house.clock.now() + timedelta(hours=72)
    assert code_of(selling.reserve, house.lpn, "114-2", SERVICE) == "reserved"
    assert code_of(selling.take, house.lpn, "114-2", SERVICE) == "reserved"
    selling.take(house.lpn, "114-1", SERVICE)
    assert house.balances() == {"sold": 1}
    assert house.homes() == {}
    assert code_of(selling.take, house.lpn, "114-1", SERVICE) == "not_in_pool"


def test_only_who_may_arranges_anything(house):
    for ask in (
        lambda: house.selling.reserve(house.lpn, "1", INSPECTOR),
        lambda: house.selling.take(house.lpn, "1", INSPECTOR),
        lambda: house.selling.release(house.lpn, "no", INSPECTOR),
        lambda: house.selling.rehome(house.lpn, Home(Place.LIVE), "no", INSPECTOR),
        lambda: house.selling.sell_live(house.lpn, "1", INSPECTOR),
    ):
        assert code_of(ask) == "not_permitted"
    with SqlPeopleWork(house.store.engine, STATION.id) as work:
        work.people.disable(SERVICE.user_id, at=house.clock.now(), actor="test")
        work.commit()
    assert code_of(house.selling.reserve, house.lpn, "1", SERVICE) == "user_disabled"


def test_released_it_goes_on_sale_with_its_message_and_never_back_to_the_pool(house):
    house.selling.reserve(house.lpn, "114-1", SERVICE)
    assert code_of(house.selling.release, house.lpn, "  ", SERVICE) == "reason_needed"
    house.selling.release(house.lpn, "buyer wants the money back", SERVICE)
    assert house.balances() == {"sellable_a": 1}
    assert house.homes() == {house.lpn: ("listing", "", "")}
    assert house.told() == [("shopify-us", "SHOE-1", "add", 1)]


def test_a_reservation_may_end_and_the_pool_keep_the_unit(house):
    assert code_of(house.selling.release, house.lpn, "x", SERVICE, keep=True) == "not_reserved"
    house.selling.reserve(house.lpn, "114-1", SERVICE)
    house.selling.release(house.lpn, "order cancelled", SERVICE, keep=True)
    assert house.selling.reserve_any("ACME", "SHOE-1", "114-2", SERVICE, hours=1) == house.lpn
    assert code_of(house.selling.reserve_any, "ACME", "SHOE-1", "114-3", SERVICE) == "none_free"
    assert house.balances() == {"reserved_exchange": 1}


def test_what_is_not_used_in_time_goes_back_by_itself(house):
    watch = PoolWatch(house.selling)
    assert not watch.tried()
    assert watch.step() == LOOK_EVERY_S
    assert watch.tried()
    house.selling.reserve(house.lpn, "114-1", SERVICE)
    house.clock.go_on(73 * 3600)
    assert house.selling.release_unused() == {house.lpn: "freed"}
    house.clock.go_on(28 * 86400)
    assert house.selling.release_unused() == {house.lpn: "released"}
    assert house.told() == [("shopify-us", "SHOE-1", "add", 1)]
    assert house.selling.release_unused() == {}


@pytest.mark.expects_warning
def test_a_database_that_is_busy_is_asked_again(house):
    def locked():
        raise DatabaseLocked("busy")

    assert PoolWatch(Selling(locked, house.clock, house.selling.terms)).step() == LOOK_AGAIN_S


def test_a_unit_on_sale_is_moved_and_sold_live(house):
    lpn = house.grade()
    assert code_of(house.selling.sell_live, lpn, "LIVE-1", SERVICE) == "not_kept_for_live"
    assert code_of(house.selling.rehome, lpn, Home(Place.BUNDLE, bundle="SHOE-2"), "kits", SERVICE) == "no_component"
    house.selling.rehome(lpn, Home(Place.LIVE), "Friday's stream", SERVICE)
    house.selling.sell_live(lpn, "LIVE-1", SERVICE)
    assert house.balances() == {"reserved_exchange": 1, "sold": 1}
    assert house.told() == [("shopify-us", "SHOE-1", "add", 1), ("shopify-us", "SHOE-1", "take", 1)]
    assert code_of(house.selling.rehome, lpn, Home(), "again", SERVICE) == "not_on_sale"
    other = house.grade()
    house.selling.rehome(other, Home(Place.EXCHANGE), "size 42 is asked for", SERVICE)
    assert house.accounts()[other] == "reserved_exchange"
    assert code_of(house.selling.reserve, "R-999999", "1", SERVICE) == "unknown_unit"
