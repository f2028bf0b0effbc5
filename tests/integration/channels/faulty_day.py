"""A day of gradings at one shop that misbehaves and sells by itself, worked by a program that dies again and again.

Time is a clock that is set, so that a day is had in seconds; a death is an exception that nothing of the program can
catch, at either side of any call to the shop or the records, and of each request within it or each step to a file. Some
requests reach the shop twice. What is counted: units lost and doubled, pieces that were sold although nobody had them,
and how long sold pieces stood on offer once more.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event, select

from app.channels import csv_drop
from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter as Market
from app.channels.fakes.faults import Broken, Faults, Moody
from app.channels.kinds import open_fake
from app.domain.channel import Change, Level, Listing
from app.domain.outbox import Work
from app.domain.stock import Account
from app.services.syncing.working import Worker
from app.store import models
from app.store.outbox import SqlOutbox
from app.store.shop_inbox import SqlShopInbox
from app.store.unit_of_work import SqlStore, open_store
from tests.integration.channels.drop_collector import ROUND, Collector
from tests.records import STATION
from tests.shop_floor import ShopFloor

FAULTY = Faults(lose=0.02, reset=0.02, throttle=0.02, fail=0.01, double=0.05)
EXPIRE = frozenset({"amazon", "ebay", "tiktok_shop"})
"""Kinds whose tokens the program renews by itself."""
RECORDS = ("begin", "turn", "again", "claim", "release", "claim_watched", "looked", "put_off", "keep")
SHOP = ("apply", "read_all", "pull_sales")
WRITING = {name: getattr(csv_drop, name) for name in ("_write_synced", "_sync_folder")}
UNDER_WAY_S = 0.3
READ_S = {"amazon": 200}
"""So long after its sales were read last a shop lets them be read again; others are polled once a minute."""
RESTARTS_S = 2.0


class Dies(BaseException):
    """The program ends here."""


class Twice:
    """Something on the way delivers a share of the requests twice, one right after the other.

    Where there are keys either reply may be the one that comes back. Where there are none the first does, and what it
    says to be surely not done does not come twice: nobody could tell of a change that is taken after all.
    """

    def __init__(self, moody: Moody, chance: random.Random, *, keys: bool) -> None:
        self._moody, self._chance, self._keys = moody, chance, keys

    def answer(self, ask: Ask) -> Reply | Broken:
        first = self._moody.answer(ask)
        if self._chance.random() >= self._moody.faults.double:
            return first
        if self._keys:
            return self._chance.choice([first, self._moody.answer(ask)])
        if first is Broken.LOST or (
            isinstance(first, Reply) and first.status < 300 and first != self._moody.market.throttled()
        ):
            self._moody.answer(ask)
        return first


@dataclass
class Day:
    """What happened on it.

    `oversold` are pieces that a buyer took though all that were graded had been sold; one counts once, however long the
    shop is short of it. `sent_twice` are units that a second write put on offer.
    """

    house: ShopFloor
    chance: random.Random
    mortality: float
    reached: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    """By the points at which it can end: how often it came there, and how often it ended there."""
    graded: Counter[str] = field(default_factory=Counter)
    sold: Counter[str] = field(default_factory=Counter)
    oversold: int = 0
    again: int = 0
    """Sold pieces that stood on offer once more."""
    kept: int = 0
    """Units that went to an order without a piece before anybody else could buy them."""
    sent_twice: list[str] = field(default_factory=list)
    corrected_s: list[float] = field(default_factory=list)
    told_s: list[float] = field(default_factory=list)
    """The same from when the shop first answered who asked for its orders after that: sooner nobody could know."""
    _answered: list[datetime] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)
    _short: Counter[str] = field(default_factory=Counter)
    _owed: Counter[str] = field(default_factory=Counter)
    _since: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    _writing: tuple[Level | None, Change] | None = None

    def __post_init__(self) -> None:
        self._numbers = {self.house.item(number): number for number in range(1, len(self.house.articles) + 1)}
        self.house.clock.at = self.house.clock.at.replace(microsecond=0)  # the same day each time
        market = self.house.market
        self._sells, self._puts = market.sell, market.put
        market.sell, market.put = self._sell, self._put  # type: ignore[method-assign]
        line: Any = self.house.line
        line.market = Twice(self.house.moody, self.chance, keys=self.house.shop.capabilities.key)
        line.on_the_way = lambda: self.house.clock.go_on(UNDER_WAY_S)
        line.judge = self._answers
        line.handle_request = self._mortal("request", line.handle_request)

    def grade(self) -> None:
        item = self.chance.choice(sorted(self._numbers))
        self.house.grade(self._numbers[item])
        self.graded[item] += 1

    def run(self, gradings: int, pause_s: float = 1.0, at_once: int = 1) -> None:
        """So many gradings, up to `at_once` in `pause_s` seconds; then shop and program come to their senses."""
        worker = self.worker()
        while (left := gradings - self.graded.total()) > 0:
            for _ in range(min(left, self.chance.randint(1, at_once))):
                self.grade()
            until = self.house.clock.now().timestamp() + pause_s
            while self.house.clock.now().timestamp() < until:
                try:
                    # what is idle looks ten times a second: here once, the clock of a test has no hurry
                    self._go_on(max(worker.step(), 0.0) and 1.0)
                except Dies:
                    self._go_on(RESTARTS_S)
                    worker = self.worker()
        self.house.moody.set(Faults())
        self.settle()

    def settle(self) -> None:
        """Nothing goes wrong any more, until all is done that can be."""
        before, self.mortality = self.mortality, 0.0
        self._settle()
        self.mortality = before

    def _settle(self) -> None:
        worker, began = self.worker(), self.house.clock.now()
        while (self.house.clock.now() - began).total_seconds() < 900:
            wait = worker.step()
            if wait and worker.tried() and (not any(self._since.values()) or self._persons()):
                self._go_on(1.0)
                return
            self._go_on(wait and 1.0)
        raise AssertionError(f"not settled: {worker.account()}, {+self._owed} on offer again")

    def _persons(self) -> int:
        """Messages that wait for one; what stands too many at such a listing waits for one as well."""
        return self.house.outbox.standing(self.house.shop.name).held

    def _go_on(self, seconds: float) -> None:
        """Time passes; whoever collects files comes by meanwhile."""
        self.house.clock.go_on(seconds)
        if seconds and self.house.kind == "csv_drop":
            self.house.moody.answer(ROUND)

    def worker(self) -> Worker:
        """A life of the program."""
        self._writing = None
        house = self.house
        house.outbox, house.inbox = SqlOutbox(house.telling), SqlShopInbox(house.telling)
        worker = house.worker()
        shop: Any = worker._shop
        shop.apply = self._noted(shop.apply)
        records: Any = house.outbox
        records.keep = self._made_good(records.keep)
        for owner, names in ((house.outbox, RECORDS), (house.inbox, ("sales", "reached")), (shop, SHOP)):
            for name in names:
                setattr(owner, name, self._mortal(name, getattr(owner, name)))
        for name, real in WRITING.items():
            setattr(csv_drop, name, self._mortal(name, real))
        return worker

    def lost(self) -> int:
        """Graded pieces that the shop was never given."""
        return sum(max(0, -self._too_many(item)) for item in self._numbers)

    def doubled(self) -> int:
        """Pieces that the shop has on offer although nobody has them."""
        shelves = self.house.market.shelves
        return sum(min(shelves[item].available, max(0, self._too_many(item))) for item in self._numbers)

    def _too_many(self, item: str) -> int:
        shelf = self.house.market.shelf(item)
        return shelf.available + shelf.committed - self.graded[item]

    def apart(self) -> dict[str, tuple[int, int]]:
        """Items of which the ledger has another number sold than were bought of those that there are: both numbers.

        What the shop sold is read first; whoever bought without a piece has none until the next one is graded.
        """
        before, self.mortality = self.mortality, 0.0
        worker, began = self.worker(), self.house.clock.now()
        while (self.house.clock.now() - began).total_seconds() < READ_S.get(self.house.kind, 65):
            self._go_on(worker.step() and 1.0)
        self.mortality = before
        balance = models.Balance
        asked = select(balance.sku, balance.quantity).where(balance.account == Account.SOLD.value)
        with self.house.store.reading() as connection:
            ledger = dict(connection.execute(asked).all())
        found = {
            item: (ledger.get(f"SHOE-{number}", 0), min(self.house.market.shelf(item).committed, self.graded[item]))
            for item, number in self._numbers.items()
        }
        return {item: both for item, both in found.items() if both[0] != both[1]}

    def spared(self, often: float) -> set[str]:
        """Points at which it never ended, though that was to be expected so often."""
        likely = {name for name, many in self.reached.items() if many * self.mortality >= often}
        return {f"{side} {name}" for name in likely for side in ("before", "after")} - set(self.deaths)

    def told(self) -> str:
        """Its figures in a line."""
        slowest = "none"
        if self.corrected_s:
            slowest = f"{max(self.corrected_s):.1f} s at most, {max(self.told_s):.1f} s after it could be known"
        states = dict(Counter(row.state for row in self.house.rows()))
        return (
            f"{self.house.kind}: {self.graded.total()} graded, {self.sold.total()} sold, {self.deaths.total()} deaths "
            f"at {len(self.deaths)} of {2 * len(self.reached)} points; {states}; {self.oversold} oversold, "
            f"{self.again} on offer again, {self.kept} kept for orders without a piece, corrected in {slowest}; "
            f"in the end {self.lost()} lost, {self.doubled()} doubled"
        )

    def _mortal(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            self.reached[name] += 1
            fate = self.chance.random()
            if fate < self.mortality:
                self.deaths[f"before {name}"] += 1
                raise Dies
            done = real(*given)
            if fate > 1 - self.mortality:
                self.deaths[f"after {name}"] += 1
                raise Dies
            return done

        return call

    def _noted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def apply(listing: Listing, change: Change, key: str, expected: Level | None) -> Any:
            self._writing = (expected, change)
            try:
                return real(listing, change, key, expected)
            finally:
                self._writing = None

        return apply

    def _made_good(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """A unit that goes to an order without a piece makes good what was put up again and bought."""

        def keep(work: Work, *given: Any) -> Any:
            kept = real(work, *given)
            item = self.house.item(int(work.listing.sku.rpartition("-")[2]))
            self._owed[item] -= len(kept)
            self.kept += len(kept)
            self._stands(item)
            return kept

        return keep

    def _sell(self, item: str) -> bool:
        done = self._sells(item)
        if done:
            self.sold[item] += 1
            short = self.sold[item] - self.graded[item]
            self.oversold += max(0, short - self._short[item])
            self._short[item] = max(short, self._short[item])
            self._stands(item)
        return done

    def _put(self, item: str, place: str, quantity: int, key: str = "") -> None:
        """Where a write sets what was read before a buyer took a piece, that piece is on offer once more."""
        before = self.house.market.shelf(item).places.get(place, 0)
        self._puts(item, place, quantity, key)
        if self._writing is None:
            return
        change = self._writing[1]
        if quantity > before:
            self.sent_twice += sorted(self._given & set(change.units))
            self._given.update(change.units)
        again = max(0, quantity - before - change.delta)
        self.again += again
        for more in (-max(0, -change.delta), again):  # what takes one back may itself put another one up again
            self._owed[item] += more
            self._stands(item)

    def _answers(self, request: httpx.Request, response: httpx.Response) -> None:
        if request.method == "GET" and "/order" in request.url.path and response.status_code == 200:
            self._answered.append(self.house.clock.now())

    def _stands(self, item: str) -> None:
        """How long pieces are on offer that are sold already: until they are taken back, or bought once more."""
        now, since = self.house.clock.now(), self._since[item]
        here = min(max(0, self._owed[item]), self.house.market.shelf(item).available)
        since.extend([now] * (here - len(since)))
        while len(since) > here:
            began = since.pop(0)
            told = next((each for each in self._answered if each >= began), now)
            self.corrected_s.append((now - began).total_seconds())
            self.told_s.append((now - told).total_seconds())


class Days:
    """Makes days, each on records of its own, and closes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stores: list[SqlStore] = []

    def __call__(self, kind: str, seed: int, *, articles: int, sales_per_minute: float, mortality: float = 0) -> Day:
        faults = replace(FAULTY, expire=0.01 * (kind in EXPIRE), sales_per_minute=sales_per_minute)
        store = open_store(f"sqlite:///{self._folder / f'{kind}-{seed}.db'}", STATION)
        event.listen(store.engine.pool, "checkout", _unsynced)
        self._stores.append(store)
        house = ShopFloor(store, kind, articles=articles, faults=faults, seed=seed, open_market=self._market)
        return Day(house.open_parcel(), random.Random(seed), mortality)

    def close(self) -> None:
        for store in self._stores:
            store.close()
        for name, real in WRITING.items():
            setattr(csv_drop, name, real)

    def _market(self, kind: str, now: Callable[[], datetime], seed: int) -> Market:
        return Collector(self._folder / f"drop-{seed}", now, seed) if kind == "csv_drop" else open_fake(kind, now, seed)


def _unsynced(connection: Any, *_: Any) -> None:
    """A program that dies loses nothing that it committed; only a lost disk would, and that is no part of this day."""
    connection.cursor().execute("PRAGMA synchronous=OFF")
