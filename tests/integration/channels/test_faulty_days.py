"""Days of gradings against shops that lose replies, double, throttle, reset and sell, and a program that dies.

A suite's sample; the soak has the whole, and prints its figures. Nothing is lost and nothing doubled anywhere; nothing
is sold twice where the shop knows keys, compares before it sets, or shows what it has committed. Elsewhere a piece that
is sold between reading and writing may stand on offer once more: how often is told, and it is taken back.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest
import stamina

from app.channels.fakes.faults import Faults
from tests.integration.channels.faulty_day import Day, Days

SAFE = frozenset({"shopify", "temu", "tiktok_shop"})
KINDS = ["amazon", "ebay", "shopify", "temu", "tiktok_shop"]
CORRECTED_S = {"ebay": 10.0, "amazon": 200.0}
"""Amazon lets nobody ask for orders more often than once in 178 s, after the first twenty times."""


@pytest.fixture
def days(tmp_path):
    made = Days(tmp_path)
    with stamina.set_testing(True, attempts=3):  # what is retried within a call does not wait for it
        yield made
    made.close()


def judge(day: Day) -> None:
    states = Counter(row.state for row in day.house.rows())
    assert states["confirmed"] + states["needs_human"] == day.graded.total(), day.told()
    assert day.deaths, day.told()
    assert day.sold, day.told()
    if day.house.kind in SAFE:
        assert (day.oversold, states["needs_human"]) == (0, 0), day.told()
    if not states["needs_human"]:
        assert (day.lost(), day.doubled()) == (0, 0), day.told()


@pytest.mark.parametrize("kind", KINDS)
def test_a_faulty_day_loses_and_doubles_nothing(days, kind):
    day = days(kind, 5)
    day.run(50)
    judge(day)


def test_what_was_sold_while_it_was_written_is_taken_back_within_ten_seconds(days):
    """One article that sells as fast as it is graded, at the shop that tells of it by its orders alone."""
    day = days("ebay", 4, articles=1, sales_per_minute=37)
    day.mortality = 0
    day.house.moody.set(Faults(sales_per_minute=37))
    for _ in range(8):
        day.grade()
    day.run(30, 1.5)
    assert day.again, day.told()
    assert max(day.corrected_s) <= CORRECTED_S["ebay"], day.told()
    assert (day.lost(), day.doubled(), day.oversold) == (0, 0, 0), day.told()


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kind", KINDS)
def test_many_faulty_days(days, kind):
    """20 k gradings over the kinds; REGRADE_GRADINGS says how many of each."""
    gradings, seed = int(os.environ.get("REGRADE_GRADINGS", "4000")), random.randrange(10**6)
    day = days(kind, seed, articles=50, sales_per_minute=0.75 * 60)
    day.run(gradings)
    rate = 100_000 * day.oversold / day.graded.total()
    print(f"seed {seed}: {day.told()}; {rate:.0f} oversold of 100 k")  # noqa: T201 - figures of a soak
    judge(day)
    if kind in CORRECTED_S and day.corrected_s:
        assert max(day.corrected_s) <= CORRECTED_S[kind], day.told()


@pytest.mark.parametrize(("articles", "gradings"), [(20, 60), pytest.param(200, 5000, marks=pytest.mark.soak)])
def test_eight_hours_away_are_made_good_within_a_minute_at_the_shops_pace(days, articles, gradings):
    """Amazon lets five changes a second in; gradings of one listing go in one of them."""
    day = days("amazon", 3, articles=articles, sales_per_minute=0)
    house = day.house
    house.line.on_the_way = lambda: None
    house.moody.set(Faults(reset=1.0))
    for _ in range(gradings):
        day.grade()
    day.mortality = 0
    worker = day.worker()
    house.clock.go_on(8 * 3600)
    for _ in range(20):
        house.clock.go_on(worker.step())
    house.moody.set(Faults())
    began, asked = house.clock.now(), len(house.line.asked)
    while not (worker.tried() and not house.outbox.standing(house.shop.name).waiting):
        house.clock.go_on(worker.step() or 0.02)
    took = (house.clock.now() - began).total_seconds()
    patches = [each for each in house.line.asked[asked:] if each.method == "PATCH"]
    print(f"{gradings} gradings over {articles} listings: {took:.1f} s")  # noqa: T201 - a figure of the soak
    listings = len(+day.graded)
    assert len(patches) == listings
    assert took <= 60 * listings / 200 + 15  # their part of the minute, and the pause that was under way
    assert {row.state for row in house.rows()} == {"confirmed"}
    assert (day.lost(), day.doubled()) == (0, 0)
