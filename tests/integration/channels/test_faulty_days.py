"""Days of gradings against shops that lose replies, throttle, reset, sell by themselves, and a program that dies.

A suite's sample; `make soak` has the whole. What is counted: units lost, doubled, and pieces a buyer could take that
were not there.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from app.channels.fakes.faults import Faults
from app.services.syncing.dispatching import LEASE
from app.store.outbox import SqlOutbox
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor

FAULTY = Faults(lose=0.02, reset=0.03, throttle=0.02, fail=0.02, double=0.05)
EXPIRE = {"amazon", "tiktok_shop"}
KINDS = ["amazon", "shopify", "temu", "tiktok_shop"]
SAFE = {"shopify", "temu"}
"""Kinds with keys, or that compare before they set."""


class Dies(BaseException):
    """The program ends here."""


@dataclass
class Day:
    """What happened on it."""

    house: ShopFloor
    chance: random.Random
    deaths: int = 0
    sold: int = 0
    standing: list[tuple[str, int]] = field(default_factory=list)
    graded: int = 0

    def grade(self) -> None:
        number = self.chance.randint(1, len(self.house.articles))
        self.standing.append((self.house.grade(number), number))
        self.graded += 1

    def worker(self):
        """A life of the program: at any call to the shop or the records it may be the last thing that it does."""
        worker = self.house.worker()
        dispatcher = worker._dispatcher
        dispatcher._records = SqlOutbox(self.house.telling)
        for owner, names in (
            (dispatcher._records, ("begin", "turn", "again", "claim")), (dispatcher._shop, ("apply", "read_all"))
        ):  # fmt: skip
            for name in names:
                setattr(owner, name, self._mortal(getattr(type(owner), name).__get__(owner)))
        return worker

    def _mortal(self, real):
        def call(*given):
            fate = self.chance.random()
            if fate < 0.01:
                raise Dies
            done = real(*given)
            if fate > 0.99:
                raise Dies
            return done

        return call

    def buyers(self) -> None:
        for number in range(1, len(self.house.articles) + 1):
            if self.chance.random() < 0.1 and self.house.market.sell(self.house.item(number)):
                self.sold += 1

    def run(self, gradings: int) -> None:
        worker = self.worker()
        while self.graded < gradings:
            for _ in range(self.chance.randint(1, 4)):
                self.grade()
            self.buyers()
            try:
                for _ in range(3):
                    self.house.clock.go_on(worker.step())
            except Dies:
                self.deaths += 1
                self.house.clock.go_on(LEASE.total_seconds() + 1)
                worker = self.worker()
        self.house.moody.set(Faults())
        self.house.clock.go_on(LEASE.total_seconds() + 1)
        self.settle()

    def settle(self) -> None:
        worker = self.house.worker()
        began = self.house.clock.now()
        while (self.house.clock.now() - began).total_seconds() < 900:
            wait = worker.step()
            if wait and worker.tried():
                return
            self.house.clock.go_on(wait)
        raise AssertionError(f"not settled: {worker.account()}")

    def surplus(self) -> int:
        """Pieces too many (or, below 0, too few) that the shop has been given, over all articles."""
        shelves = [
            self.house.market.shelf(self.house.item(number)) for number in range(1, len(self.house.articles) + 1)
        ]
        return sum(shelf.available + shelf.committed for shelf in shelves) - self.graded


@pytest.fixture
def day(tmp_path):
    stores = []

    def made(kind: str, seed: int, articles: int = 5) -> Day:
        faults = Faults(
            **{**{name: getattr(FAULTY, name) for name in FAULTY.__slots__}, "expire": 0.01 * (kind in EXPIRE)}
        )
        store = open_store(f"sqlite:///{tmp_path / f'{kind}-{seed}.db'}", STATION)
        stores.append(store)
        return Day(
            ShopFloor(store, kind, articles=articles, faults=faults, seed=seed).open_parcel(), random.Random(seed)
        )

    yield made
    for store in stores:
        store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_faulty_day_loses_and_doubles_nothing(day, kind):
    one = day(kind, 5)
    one.run(50)
    rows = one.house.rows()
    assert Counter(row.state for row in rows) == {"confirmed": one.graded}
    assert one.deaths
    assert one.sold
    assert one.surplus() == 0


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_many_faulty_days(day, kind):
    """20 k gradings over the kinds; REGRADE_GRADINGS says how many of each."""
    gradings, seed = int(os.environ.get("REGRADE_GRADINGS", "5000")), random.randrange(10**6)
    one = day(kind, seed, articles=50)
    one.run(gradings)
    states = Counter(row.state for row in one.house.rows())
    print(f"{kind}: seed {seed}, {gradings} gradings, {one.deaths} deaths, {one.sold} sold, {states}, {one.surplus()}")  # noqa: T201 - figures of a soak
    assert states["confirmed"] + states["needs_human"] == one.graded
    if kind in SAFE:
        assert (states["needs_human"], one.surplus()) == (0, 0)


@pytest.mark.parametrize(("articles", "gradings"), [(20, 60), pytest.param(200, 5000, marks=pytest.mark.soak)])
def test_eight_hours_away_are_made_good_within_a_minute_at_the_shops_pace(day, articles, gradings):
    """Amazon lets five changes a second in; gradings of one listing go in one of them."""
    one = day("amazon", 3, articles=articles)
    one.house.moody.set(Faults(reset=1.0))
    for _ in range(gradings):
        one.grade()
    worker = one.house.worker()
    one.house.clock.go_on(8 * 3600)
    for _ in range(20):
        one.house.clock.go_on(worker.step())
    one.house.moody.set(Faults())
    began, asked = one.house.clock.now(), len(one.house.line.asked)
    while not (worker.tried() and not one.house.outbox.standing(one.house.shop.name).waiting):
        one.house.clock.go_on(worker.step() or 0.02)
    took = (one.house.clock.now() - began).total_seconds()
    patches = [each for each in one.house.line.asked[asked:] if each.method == "PATCH"]
    print(f"{gradings} gradings over {articles} listings: {took:.1f} s")  # noqa: T201 - a figure of the soak
    listings = len({number for _, number in one.standing})
    assert len(patches) == listings
    assert took <= 60 * listings / 200 + 15  # their part of the minute, and the pause that was under way
    assert {row.state for row in one.house.rows()} == {"confirmed"}
    assert one.surplus() == 0
