"""Messages reach a channel once, whatever becomes of requests, replies and the program that sends them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.channels.fakes.faults import Faults
from app.domain.channel import Sold
from app.errors import Ambiguous
from app.services.syncing.dispatching import LEASE
from tests.shop_floor import ShopFloor

KINDS = ["amazon", "shopify", "temu", "tiktok_shop", "webhook"]
FAULTY = Faults(lose=0.02, reset=0.05, throttle=0.03, expire=0.02, fail=0.03, double=0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_is_told_once_and_confirmed(floor, kind):
    house = floor(kind)
    units = [house.grade() for _ in range(3)]
    house.work()
    assert house.states() == ["add confirmed"] * 3
    house.take(units[1])
    house.work()
    assert house.states()[3] == "take confirmed"
    if kind != "webhook":
        assert house.offers() == 2
        assert [(write.delta, write.state) for write in house.writes()] == [(3, "confirmed"), (-1, "confirmed")]
    rows = house.rows()
    assert all(row.confirmed_at >= row.sent_at >= row.created_at for row in rows)
    assert {row.key for row in rows} <= {row.id for row in rows}


def test_what_cancels_out_needs_no_write(floor):
    house = floor("shopify")
    house.take(house.grade())
    house.work()
    assert house.states() == ["add confirmed", "take confirmed"]
    assert house.writes() == []
    assert house.offers() == 0


@pytest.mark.parametrize("kind", ["amazon", "shopify", "temu", "tiktok_shop"])
def test_what_was_sold_meanwhile_is_for_a_person_and_comes_back_by_his_word(floor, kind, caplog):
    caplog.set_level("INFO", "app")
    house = floor(kind)
    unit = house.grade()
    house.work()
    assert house.market.sell(house.item())
    house.take(unit)
    other = house.grade()
    house.work()
    assert house.states() == ["add confirmed", "take confirmed", "add confirmed"]  # the newer piece stands in for it
    house.take(other)
    house.work()
    held = house.rows()[3]
    assert (held.state, "sold" in held.problem, house.offers()) == ("needs_human", True, 0)
    assert "1 messages to" in caplog.text
    house.grade()
    house.work()
    assert house.offers() == 1
    house.outbox.retry(held.id, house.clock.now())
    house.work()
    assert house.rows()[3].state == "confirmed"
    assert house.offers() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_while_a_channel_is_away_all_waits_and_then_goes_at_once(floor, kind):
    house = floor(kind, articles=3)
    house.moody.set(Faults(reset=1.0))
    for number in (1, 2, 3):
        house.grade(number)
    house.work(seconds=120)
    assert {row.state for row in house.rows()} <= {"pending", "unknown"}
    assert 8 <= house.dispatcher.failures <= 40
    assert all((row.next_try_at - house.clock.now()).total_seconds() <= 15 for row in house.rows() if row.next_try_at)
    house.moody.set(Faults())
    assert house.work(seconds=60) <= 17
    assert house.states() == ["add confirmed"] * 3


def test_a_quantity_that_changed_meanwhile_is_reckoned_anew_under_the_next_key(floor):
    house = floor("shopify")
    house.grade()
    shop: Any = house.connect()
    dispatcher, apply = house.dispatch("two", shop), shop.apply

    def sold_in_between(*given):
        house.market.put(house.item(), "gid://shopify/Location/1", 5)
        shop.apply = apply
        return apply(*given)

    shop.apply = sold_in_between
    house.work(dispatcher=dispatcher)
    row = house.rows()[0]
    assert (row.state, row.attempts, row.key) == ("confirmed", 2, f"{row.id}:1")
    assert [(write.key, write.state) for write in house.writes()] == [(row.id, "refused"), (f"{row.id}:1", "confirmed")]
    assert house.offers() == 6


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("sold_first", [True, False])
def test_a_sale_in_the_second_of_reading_leaves_no_fate_to_a_person(floor, taken, sold_first):
    """The shop tells whole seconds: whether the piece was in the level that the lost write was reckoned from shows in
    the one before that."""
    house = floor("ebay")
    house.clock.at = house.clock.at.replace(microsecond=0)
    house.grade()
    house.work()
    house.clock.go_on(60)

    def sell():
        assert house.market.sell(house.item())
        at = house.clock.now().replace(microsecond=0)
        told = Sold("L1", "O1", "SHOE-1", 1, at, keys={"listing_sku": "SHOE-1"})
        assert house.inbox.sales("ebay-us", [told], house.clock.now()) == 1

    shop: Any = house.connect()
    apply = shop.apply

    def lost(*given):
        if taken:
            apply(*given)
        if not sold_first:
            sell()
        shop.apply = apply
        raise Ambiguous("no answer")

    shop.apply = lost
    if sold_first:
        sell()
    house.clock.go_on(0.2)
    house.grade()
    assert house.work(dispatcher=house.dispatch("one", shop)) < 30
    assert house.states() == ["add confirmed"] * 2
    assert house.offers() == 1


class Dies(BaseException):
    """The program ends here."""


def dying(house: ShopFloor, chance: random.Random):
    """A program that may end on either side of whatever it does."""
    shop: Any = house.connect()
    dispatcher: Any = house.dispatch(f"life-{chance.random()}", shop)
    records = dispatcher._records

    class Mortal:
        def __getattr__(self, name):
            real = getattr(records, name)
            if name == "standing":
                return real
            return lambda *given: mortal(real, *given)

    def mortal(real, *given):
        if chance.random() < 0.03:
            raise Dies
        done = real(*given)
        if chance.random() < 0.03:
            raise Dies
        return done

    apply = shop.apply
    shop.apply = lambda *given: mortal(apply, *given)
    dispatcher._records = Mortal()
    return dispatcher


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_and_no_death_loses_or_doubles_a_unit(floor, kind):
    renews = kind in {"amazon", "tiktok_shop"}
    house = floor(kind, articles=2, faults=FAULTY if renews else replace(FAULTY, expire=0.0))
    chance = random.Random(11)
    standing: Counter[int] = Counter()
    units: list[tuple[str, int]] = []
    dispatcher = dying(house, chance)
    deaths = 0
    for _ in range(60):
        if units and chance.random() < 0.2:
            lpn, number = units.pop(chance.randrange(len(units)))
            house.take(lpn, number)
            standing[number] -= 1
        else:
            number = chance.choice((1, 2))
            units.append((house.grade(number), number))
            standing[number] += 1
        for _ in range(chance.randint(1, 3)):
            try:
                house.clock.go_on(dispatcher.step())
            except Dies:
                deaths += 1
                house.clock.go_on((LEASE + timedelta(seconds=1)).total_seconds())
                dispatcher = dying(house, chance)
    house.moody.set(Faults())
    house.clock.go_on(LEASE.total_seconds())
    house.work(seconds=300)
    assert deaths > 3
    assert {row.state for row in house.rows()} <= {"confirmed", "needs_human"}, house.dispatcher.problem
    held = [row for row in house.rows() if row.state == "needs_human"]
    assert held == []
    if kind == "webhook":
        told = {each["id"]: (each["data"]["unit"], each["data"]["delta"]) for each in house.market.heard}
        assert told == {row.id: (row.unit, 1 if row.op == "add" else -1) for row in house.rows()}
    assert {number: house.offers(number) for number in (1, 2)} == dict(standing)
