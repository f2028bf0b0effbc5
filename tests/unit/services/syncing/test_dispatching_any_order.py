"""Whatever order things happen in: no key stands for two contents, nothing is counted twice, none below nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.channels.fakes.faults import Faults
from app.services.syncing.dispatching import LEASE
from app.store.outbox import SqlOutbox
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


class Dies(BaseException):
    """The program ends here."""


class AnyOrder(RuleBasedStateMachine):
    """A bench, a buyer, a line that fails, and a program that dies and comes again."""

    kind = "shopify"

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(f"sqlite:///{self.folder / 'regrade.db'}", STATION)
        self.house = ShopFloor(self.store, self.kind).open_parcel()
        self.standing: list[str] = []
        self.added = self.sold = 0
        self.dispatcher: Any = self.house.dispatch("life-0")
        self.lives = 0

    @rule()
    def grade(self) -> None:
        self.standing.append(self.house.grade())

    @rule(place=st.integers(0, 9))
    def take(self, place: int) -> None:
        if self.standing:
            self.house.take(self.standing.pop(place % len(self.standing)))

    @rule()
    def sell(self) -> None:
        self.sold += self.house.market.sell(self.house.item())

    @rule(fault=st.sampled_from(["lose", "reset", "throttle", "fail"]))
    def fail_once(self, fault: str) -> None:
        self.house.moody.set(Faults(**{fault: 1.0}))
        self.work()
        self.house.moody.set(Faults())

    @rule()
    def work(self) -> None:
        self.house.clock.go_on(self.dispatcher.step())

    @rule(name=st.sampled_from(["begin", "turn", "apply"]), after=st.booleans())
    def die(self, name: str, after: bool) -> None:
        self._mortal(name, after=after)
        try:
            self.work()
        except Dies:
            self.house.clock.go_on(LEASE.total_seconds() + 1)
        self.lives += 1
        self.dispatcher = self.house.dispatch(f"life-{self.lives}")

    def _mortal(self, name: str, *, after: bool) -> None:
        self.dispatcher._records = SqlOutbox(self.house.telling)
        owner = self.dispatcher._shop if name == "apply" else self.dispatcher._records
        real = getattr(owner, name)

        def call(*given: Any) -> Any:
            done = real(*given) if after else None
            raise Dies(done)

        setattr(owner, name, call)

    @invariant()
    def nothing_is_below_nothing(self) -> None:
        if hasattr(self, "house"):
            assert all(many >= 0 for many in self.house.market.shelf(self.house.item()).places.values())

    @invariant()
    def no_key_stands_for_two_contents(self) -> None:
        if hasattr(self, "house") and self.kind == "shopify":
            said: dict[str, set[str]] = {}
            for ask in self.house.line.asked:
                variables = json.loads(ask.content).get("variables", {})
                if "key" in variables:
                    said.setdefault(variables["key"], set()).add(json.dumps(variables["input"], sort_keys=True))
            assert all(len(contents) == 1 for contents in said.values())

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        try:
            self.house.clock.go_on(LEASE.total_seconds() + 1)
            self.house.work(600, self.house.dispatch("last"))
            rows = self.house.rows()
            states = Counter((row.op, row.state) for row in rows)
            assert set(states) <= {("add", "confirmed"), ("take", "confirmed"), ("take", "needs_human")}
            shelf = self.house.market.shelf(self.house.item())
            told = states["add", "confirmed"] - states["take", "confirmed"]
            assert shelf.available + shelf.committed == told
            assert all(row.confirmed_at is None or row.confirmed_at >= row.created_at for row in rows)
        finally:
            self.store.close()
            shutil.rmtree(self.folder)


@pytest.mark.parametrize("of_kind", ["shopify", "tiktok_shop"])
def test_in_any_order(of_kind: str) -> None:
    machine: Any = type(f"AnyOrderAt{of_kind}", (AnyOrder,), {"kind": of_kind})
    case = machine.TestCase()
    case.settings = settings(
        max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case.runTest()
