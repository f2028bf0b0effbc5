"""A return is told once, at the word of somebody who may, and only when its every piece was inspected."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.domain.access import Operator, Role
from app.domain.channel import Capabilities, Counted
from app.errors import Ambiguous, Rejected, Transient, UserError
from app.services.syncing.settling import Intent, Outcome, Settling
from tests.shops import NOON, SetClock

MANAGER, INSPECTOR = (Operator("u", "B", "N", role) for role in (Role.MANAGER, Role.INSPECTOR))
DONE = Outcome("gid", (Counted("SHOE-1", 1, 0),))


class Day:
    def __init__(self, outcome=DONE, *, able=True) -> None:
        self.asked: list[Any] = []
        self.audit: list[str] = []
        self.kept, self.fault = Intent("key-1"), cast("Any", None)
        self.outcome_found = outcome
        self.shop: Any = SimpleNamespace(
            name="shop", capabilities=Capabilities(settles=able), settle_return=self._settle
        )
        transaction: Any = SimpleNamespace(tell=lambda *told, **_: self.audit.append(told[0]), commit=lambda: None)
        work: Any = partial(nullcontext, transaction)
        self.settling = Settling(self.shop, self, work, SetClock(), ("ACME", "shopify"))

    def _settle(self, named, pieces, key):
        self.asked.append((named, pieces, key))
        if self.fault is not None:
            raise self.fault
        return NOON

    def outcome(self, *_):
        return self.outcome_found

    def intend(self, *_):
        return self.kept

    def told(self, channel, rma, at):
        self.kept = Intent("key-1", at)


def test_it_is_told_once_under_one_key_also_after_a_lost_answer():
    day = Day()
    day.fault = Ambiguous("nobody answered")
    with pytest.raises(Ambiguous):
        day.settling.settle("R-1", MANAGER)
    day.fault = None
    assert not day.settling.settle("R-1", MANAGER).before
    assert day.settling.settle("R-1", MANAGER).before
    assert day.asked == [("gid", DONE.pieces, "key-1")] * 2
    assert day.audit == ["return_settle_asked", "return_settle_asked", "return_settled"]


@pytest.mark.parametrize("fault", [Rejected("It is closed."), Transient("The shop is away.")])
def test_the_chain_says_that_a_shop_did_not_take_it(fault):
    day = Day()
    day.fault = fault
    with pytest.raises(type(fault)):
        day.settling.settle("R-1", MANAGER)
    assert day.audit == ["return_settle_asked", "return_not_settled"]
    assert day.kept.told_at is None


def test_what_a_shop_took_is_in_the_chain_before_it_counts_as_told(monkeypatch):
    day = Day()
    order = []
    monkeypatch.setattr(day, "told", lambda *_: order.append(list(day.audit)))
    day.settling.settle("R-1", MANAGER)
    assert order == [["return_settle_asked", "return_settled"]]


@pytest.mark.parametrize(
    ("day", "by"),
    [
        (Day(), INSPECTOR),
        (Day(None), MANAGER),
        (Day(able=False), MANAGER),
        (Day(Outcome("gid", DONE.pieces, awaited=1)), MANAGER),
        (Day(Outcome("gid", DONE.pieces, unfinished=1)), MANAGER),
    ],
)
def test_what_may_not_be_told_is_not(day, by):
    with pytest.raises(UserError):
        day.settling.settle("R-1", by)
    assert (day.asked, day.audit) == ([], [])
