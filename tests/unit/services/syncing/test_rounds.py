"""When listings are compared, and what is kept of what was found."""

from datetime import UTC, datetime, timedelta

import pytest

from app.channels.fakes.faults import Faults
from app.services.syncing.rounds import COMPARED, HOT_EVERY, NIGHT_H, Rounds, next_night
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield ShopFloor(store, "tiktok_shop", articles=3).open_parcel()
    store.close()


@pytest.fixture
def rounds(house):
    return Rounds(house.shop, house.inbox, house.clock, house.pulls(house.shop).look_for_sales)


def walk(rounds):
    while rounds.wait_s() == 0:
        rounds.step()


def drifted(house, **more):
    reads = SqlReads(house.store.reading)
    return [(each["sku"], each["difference"], each["ended_at"] is None) for each in reads.drifts(**more)]


def compared(house):
    return house.inbox.since(house.shop.name, COMPARED)


def test_what_never_was_compared_is_compared_at_once_and_then_every_night(house, rounds):
    walk(rounds)
    first = compared(house)
    assert first == house.clock.now()
    house.clock.go_on((next_night(first) - first).total_seconds())
    walk(rounds)
    assert compared(house) == house.clock.now()


def test_a_listing_that_sells_is_compared_within_minutes_and_a_quiet_one_at_night(house, rounds):
    walk(rounds)
    house.grade(1)
    house.work()
    for number in (1, 2):
        house.market.shelf(house.item(number)).places["W1"] += 2
    house.clock.go_on(HOT_EVERY.total_seconds())
    walk(rounds)
    assert drifted(house) == [("SHOE-1", 2, True)]
    house.clock.go_on(86_400)
    walk(rounds)
    assert sorted(drifted(house)) == [("SHOE-1", 2, True), ("SHOE-2", 2, True)]


def test_drift_is_kept_with_its_evidence_until_a_look_finds_it_in_order(house, rounds):
    walk(rounds)
    shelf = house.market.shelf(house.item(1))
    shelf.places["W1"] += 2
    house.clock.go_on(86_400)
    walk(rounds)
    (kept,) = SqlReads(house.store.reading).drifts()
    assert (kept["expected"], kept["found"], kept["evidence"]["first_available"]) == (0, 2, 0)
    assert "Take 2 of SHOE-1 off sale" in kept["proposal"]
    found_at = kept["found_at"]
    house.clock.go_on(HOT_EVERY.total_seconds())  # what stands in drift is looked at as often as what sells
    walk(rounds)
    (kept,) = SqlReads(house.store.reading).drifts()
    assert (kept["found_at"], kept["seen_at"]) == (found_at, house.clock.now())
    shelf.places["W1"] -= 2
    house.clock.go_on(HOT_EVERY.total_seconds())
    walk(rounds)
    assert drifted(house) == []
    assert drifted(house, ended=True) == [("SHOE-1", 2, False)]


def test_a_shop_that_does_not_answer_is_compared_a_while_later(house, rounds):
    house.moody.set(Faults(reset=1.0))
    walk(rounds)
    assert compared(house) is None
    assert rounds.wait_s() == HOT_EVERY.total_seconds()
    house.moody.set(Faults())
    house.clock.go_on(HOT_EVERY.total_seconds())
    walk(rounds)
    assert compared(house) == house.clock.now()


def test_the_program_itself_makes_the_rounds(house):
    worker = house.worker()
    worker._rounds = Rounds(worker._shop, house.inbox, house.clock, lambda: True)
    for _ in range(20):
        house.clock.go_on(worker.step())
    assert compared(house) is not None


@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_the_next_night_is_ahead_and_no_more_than_a_day(hour):
    last = datetime(2026, 11, 21, hour, 30, tzinfo=UTC)
    night = next_night(last)
    assert (night.astimezone().hour, night.minute) == (NIGHT_H, 0)
    assert timedelta(0) < night - last <= timedelta(hours=25)
