"""What is counted of the channels, on both databases: what waits, what a person decides, what was confirmed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from app.services.syncing.in_step import in_step
from app.services.syncing.reconciling import compare
from app.store import models
from app.store.in_step import agreement, first_key, last_key, listed_at, standings
from app.store.mapping import new_key
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "shopify", articles=2).open_parcel()
    store.close()


def shop_of(house, since=None, until=None):
    with house.store.reading() as connection:
        (found,) = standings(connection, since, until)
    return found


def test_what_waits_is_counted_with_its_oldest_and_what_was_confirmed_with_how_long_it_took(house):
    began = house.clock.now()
    house.grade()
    house.clock.go_on(5)
    house.grade(2)
    waits = shop_of(house)
    assert (waits.waiting, waits.held, waits.told, waits.confirmed) == (2, 0, 2, 0)
    assert waits.oldest == began
    assert waits.accuracy == 0
    house.work()
    done = shop_of(house, began - timedelta(hours=1))
    assert (done.waiting, done.oldest, done.told, done.confirmed, done.accuracy) == (0, None, 2, 2, Decimal(1))
    assert done.median_s is not None
    assert 0 <= done.median_s <= 60


def test_every_channel_of_a_listing_is_known_though_all_of_it_is_done_and_an_index_alone_tells(house):
    house.grade()
    house.work()
    with house.store.reading() as connection:
        known = set(connection.scalars(select(models.Listing.channel)))
        assert listed_at(connection) == known
        assert {row.channel for row in house.rows()} <= known
        if connection.dialect.name == "sqlite":
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT DISTINCT channel FROM listings").all()
            assert "COVERING INDEX" in str(plan)


def test_only_what_was_told_in_the_period_counts_as_told(house):
    house.grade()
    later = house.clock.now() + timedelta(days=3)
    assert shop_of(house, later).told == 0
    assert shop_of(house, later).waiting == 1
    assert shop_of(house, None, house.clock.now() - timedelta(days=3)).told == 0


def test_a_message_for_a_person_is_no_waiting_one_and_what_went_wrong_is_told(house):
    house.grade()
    house.grade(2)
    (first, second) = house.rows()
    again = house.clock.now() + timedelta(seconds=9)
    with house.telling.working() as connection:
        held = {"state": "needs_human", "problem": "It was refused."}
        connection.execute(update(models.Outbox).where(models.Outbox.id == first.id).values(**held))
        rests = {"problem": "The shop asks us to wait.", "next_try_at": again, "attempts": 3}
        connection.execute(update(models.Outbox).where(models.Outbox.id == second.id).values(**rests))
    found = shop_of(house)
    assert (found.waiting, found.held, found.retried, found.tried_again_at) == (1, 1, 1, again)
    assert found.problem == "The shop asks us to wait."


def test_a_difference_stands_until_it_is_seen_to_be_gone(house):
    house.grade()
    house.work()
    pulls = house.pulls(house.shop)
    compare(house.shop, house.inbox, pulls.look_for_sales)
    reads = SqlReads(house.store.reading)
    assert in_step(reads, (), None).differing == 0
    shelf = house.market.shelf(house.item())
    shelf.places[next(iter(shelf.places))] += 2
    house.clock.go_on(60)
    compare(house.shop, house.inbox, pulls.look_for_sales)
    step = in_step(reads, ["other"], None)
    assert [(shop.channel, shop.listings, shop.differing) for shop in step.shops] == [
        ("other", 0, 0),
        ("shopify-us", 2, 1),
    ]
    (found,) = reads.agreement().drifted
    assert (found["expected"], found["found"], found["evidence"]["changed_by_us"]) == (1, 3, 1)
    assert "Take 2 of SHOE-1 off sale" in found["proposal"]
    assert (found,) == reads.drifts()
    shelf.places[next(iter(shelf.places))] -= 2
    compare(house.shop, house.inbox, pulls.look_for_sales)
    assert reads.agreement().drifted == ()


def test_what_happens_after_the_look_is_no_difference_until_the_next_look(house):
    house.grade()
    house.work()
    compare(house.shop, house.inbox, house.pulls(house.shop).look_for_sales)
    with house.telling.working() as connection:  # as where a channel does not show the level after a write
        connection.execute(update(models.ChannelListing).values(made=5))
    with house.store.reading() as connection:
        assert agreement(connection).drifted == ()
        assert agreement(connection).listings == {"shopify-us": 2}


def test_keys_of_a_time_lie_between_those_of_a_day_before_and_after(house):
    now, key = house.clock.now(), new_key()
    assert first_key(now) < key < last_key(now)
    assert first_key(now + timedelta(days=2)) > key
    assert last_key(now - timedelta(days=2)) < key
