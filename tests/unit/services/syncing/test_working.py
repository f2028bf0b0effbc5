"""A channel at work: messages, sales and the stock they move, and what only time can help."""

from __future__ import annotations

import pytest

from app.channels.fakes.faults import Faults
from app.errors import DatabaseLocked
from app.services.syncing.dispatching import LOOK_S


def work(house, worker, seconds=30):
    began = house.clock.now()
    while not worker.tried() and (house.clock.now() - began).total_seconds() < seconds:
        house.clock.go_on(worker.step())
    return (house.clock.now() - began).total_seconds()


@pytest.mark.parametrize("kind", ["amazon", "shopify", "tiktok_shop"])
def test_a_day_in_short(floor, kind):
    house = floor(kind)
    units = [house.grade() for _ in range(3)]
    worker = house.worker()
    assert not worker.tried()
    work(house, worker)
    house.clock.go_on(1)
    assert house.market.sell(house.item())
    house.clock.go_on(2)
    worker = house.worker()
    work(house, worker)
    account = worker.account()
    assert (account.sales, account.standing.waiting, account.problem) == (1, 0, "")
    assert house.balances() == {"sellable_a": 2, "sold": 1}
    assert house.offers() == 2
    house.take(units[1])
    work(house, worker)
    assert house.offers() == 1


def test_new_messages_are_taken_up_at_once(floor):
    house = floor("shopify")
    worker = house.worker()
    work(house, worker)
    assert worker.step() <= LOOK_S <= 0.3


def test_a_channel_that_is_away_has_been_tried_within_seconds(floor):
    house = floor("shopify", faults=Faults(reset=1.0))
    house.grade()
    worker = house.worker()
    assert work(house, worker, 60) < 30
    assert worker.tried()
    assert worker.account().problem
    assert worker.account().standing.waiting == 1


@pytest.mark.expects_warning
def test_records_that_fail_end_no_channel(floor):
    house = floor("shopify")
    worker = house.worker()
    real, house.outbox.free_leases = house.outbox.free_leases, lambda: (_ for _ in ()).throw(DatabaseLocked("locked"))
    assert 0 < worker.step() <= 15
    house.outbox.free_leases = real
    house.grade()
    work(house, worker)
    assert house.states() == ["add confirmed"]
