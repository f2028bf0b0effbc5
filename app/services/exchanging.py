"""Reserving units for exchanges, taking and releasing them, and saying where a unit is sold, at somebody's word.

Who asks is looked up in the same transaction, so a person who was disabled meanwhile arranges nothing. What was not
used in time goes back on sale by itself (`PoolWatch`). Each call opens one transaction; durable when it returns. Any
thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from app.domain import exchange
from app.domain.access import Operator
from app.domain.bench.facts import Fact
from app.domain.bench.found import UnitRecord
from app.domain.bench.refusal import Refused
from app.domain.exchange import Kept
from app.domain.selling import Home, Place
from app.errors import BenchError, UserError
from app.ports import BenchRecords, Clock
from app.saying import say

log = logging.getLogger(__name__)
LOOK_EVERY_S = 900.0
LOOK_AGAIN_S = 60.0


class Pool(Protocol):
    """Where units are kept and sold, within one transaction."""

    def kept(self, lpn: str) -> Kept | None:
        """How a unit stands in the exchange pool; None where it is not there."""

    def place(self, lpn: str) -> Place | None:
        """The place that a unit is allocated to now."""

    def longest_free(self, client: str, sku: str, now: datetime) -> str:
        """The unit of an article that waits longest and is reserved for nobody, locked until the end; or empty."""

    def needs(self, lpn: str, bundle: str) -> bool:
        """Whether the unit's article is a component of this bundle of its client."""

    def over(self, since: datetime, now: datetime) -> tuple[tuple[str, bool], ...]:
        """Units whose reservation is over (True), and those that wait unreserved for longer (False), by LPN."""


class SellingWork(AbstractContextManager["SellingWork"], Protocol):
    """One transaction. Leaving it without `commit` leaves nothing behind."""

    @property
    def records(self) -> BenchRecords:
        """The records of the bench, as seen and written in this transaction."""

    @property
    def pool(self) -> Pool:
        """Where units are kept and sold."""

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a unit is kept: for one order, and in the pool before it goes back on sale unused."""

    reserve: timedelta
    unused: timedelta


@dataclass(frozen=True, slots=True)
class Selling:
    """Joined once; every call raises `UserError` where something is refused, and then nothing is changed."""

    open_work: Callable[[], SellingWork]
    clock: Clock
    terms: Terms

    def reserve(self, lpn: str, number: str, by: Operator, hours: int | None = None) -> datetime:
        """Keep a unit of the pool for an order or RMA; until when."""
        now = self.clock.now()
        until = now + (self.terms.reserve if hours is None else timedelta(hours=hours))
        self._do(lpn, by, lambda work, record: exchange.reserve(record, work.pool.kept(lpn), number, now, until))
        return until

    def reserve_any(self, client: str, sku: str, number: str, by: Operator, hours: int | None = None) -> str:
        """The same with the unit of an article that waits longest; its LPN."""
        now = self.clock.now()
        until = now + (self.terms.reserve if hours is None else timedelta(hours=hours))
        with self.open_work() as work:
            lpn = work.pool.longest_free(client, sku, now)
            if not lpn:
                raise UserError(
                    say("No {sku} of {client} is free in the exchange pool.", sku=sku[:60], client=client[:60]),
                    "`regrade exchange list` shows what is there.",
                    "none_free",
                )
            self._write(work, lpn, by, lambda record: exchange.reserve(record, work.pool.kept(lpn), number, now, until))
        return lpn

    def take(self, lpn: str, number: str, by: Operator) -> None:
        """The unit ships to the buyer that it is reserved for."""
        self._do(lpn, by, lambda work, record: exchange.take(record, work.pool.kept(lpn), number))

    def release(self, lpn: str, reason: str, by: Operator, *, keep: bool = False) -> None:
        """The unit goes back on sale; or only its reservation ends and the pool keeps it."""
        decide = exchange.free if keep else exchange.release
        self._do(lpn, by, lambda work, record: decide(record, work.pool.kept(lpn), reason))

    def rehome(self, lpn: str, home: Home, reason: str, by: Operator) -> None:
        """A unit on sale gets another home."""

        def decide(work: SellingWork, record: UnitRecord) -> tuple[Fact, ...]:
            facts = exchange.rehome(record, home, reason)
            if home.bundle and not work.pool.needs(lpn, home.bundle):
                raise Refused(
                    "no_component",
                    say("{bundle} is no bundle that needs {lpn}.", bundle=home.bundle[:60], lpn=lpn),
                    "Import the bundle's article with its components first.",
                )
            return facts

        self._do(lpn, by, decide)

    def sell_live(self, lpn: str, number: str, by: Operator) -> None:
        """A unit that was kept for a live sale was sold there."""
        self._do(lpn, by, lambda work, record: exchange.sell_live(record, work.pool.place(lpn), number))

    def release_unused(self) -> Mapping[str, str]:
        """What was not used in time, each unit in a transaction of its own: `freed` or `released`, by LPN."""
        now = self.clock.now()
        with self.open_work() as work:
            over = work.pool.over(now - self.terms.unused, now)
        done: dict[str, str] = {}
        for lpn, reserved in over:
            why = "time over" if reserved else f"not used for {self.terms.unused.days} days"
            decide = exchange.free if reserved else exchange.release
            try:
                with self.open_work() as work:
                    self._write(work, lpn, None, lambda record: decide(record, work.pool.kept(lpn), why))  # noqa: B023
            except UserError as refused:  # somebody was quicker
                log.info("%s stays as it is: %s", lpn, refused)
                continue
            done[lpn] = "freed" if reserved else "released"
        return done

    def _do(self, lpn: str, by: Operator, decide: Callable[[SellingWork, UnitRecord], tuple[Fact, ...]]) -> None:
        with self.open_work() as work:
            self._write(work, lpn, by, lambda record: decide(work, record))

    def _write(
        self, work: SellingWork, lpn: str, by: Operator | None, decide: Callable[[UnitRecord], tuple[Fact, ...]]
    ) -> None:
        try:
            if by is not None:
                exchange.permit(_as_now(work, by))
            facts = decide(_record(work, lpn))
        except Refused as refused:
            raise UserError(refused.message, refused.hint, refused.code) from refused
        work.records.write(facts, at=self.clock.now(), operator=by)
        work.commit()


class PoolWatch:
    """Releases by and by what was not used in time; a step of a lane's work, implements `app.background`'s `Steps`."""

    name = "exchange pool"

    def __init__(self, selling: Selling) -> None:
        self._selling = selling
        self._looked = False

    def step(self) -> float:
        """Look once; the seconds until it is any use to look again."""
        try:
            done = self._selling.release_unused()
        except BenchError as fault:
            log.warning("The exchange pool could not be looked through: %s", fault)
            return LOOK_AGAIN_S
        finally:
            self._looked = True
        if done:
            log.info("Exchange pool: %d units or reservations were not used in time", len(done))
        return LOOK_EVERY_S

    def tried(self) -> bool:
        """Whether it has looked."""
        return self._looked


def _record(work: SellingWork, lpn: str) -> UnitRecord:
    record = work.records.unit(lpn)
    if record is None:
        raise Refused("unknown_unit", say("No unit {lpn} is on record.", lpn=lpn[:60]), "Scan its label again.")
    return record


def _as_now(work: SellingWork, by: Operator) -> Operator:
    """The person as the records have them now."""
    user: Any = work.records.user(by.badge)
    if user is None or user.disabled or user.operator.user_id != by.user_id:
        raise Refused("user_disabled", "This badge was disabled.", "Ask a manager.")
    operator: Operator = user.operator
    return operator
