"""Works the outbox of one channel: reads, writes once, and finds out what became of it.

A write is on record before it leaves. Its answer, or what is read back after none came, decides: never is anything sent
whose predecessor has an unknown fate, but for the very same content under the very same key where the channel knows
keys. While a channel does not answer, one listing is tried at a time, at most 15 s apart; when it answers again all go
on at once. One lane at a time; nothing waits in here, `step` says when it is any use to come back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from app.domain.channel import Applied, Capabilities, Change, Level, resurrected
from app.domain.delivery import Next, after
from app.domain.outbox import (
    State,
    Turn,
    Verdict,
    Work,
    Write,
    WriteState,
    cannot_tell,
    judged,
    key_of,
    look_pause,
    looked_at,
    next_write,
    pause_s,
    plan,
)
from app.domain.owing import NOTHING_OWED, Owed, owed
from app.errors import ChannelError, Rejected, Transient
from app.ports import Channel, Clock

from .records import OutboxRecords
from .sales_known import NoSales, SalesKnown, SalesTold
from .watching import AFTER, Watch

LEASE: Final = timedelta(seconds=90)
"""Longer than a channel may take over one call, and so over one listing."""
LOOK_S: Final = 0.1
"""How often it is looked for new messages."""
TOGETHER: Final = 50
FRESH: Final = 5
"""How many listings are read at once where a write is only as good as the level that was read just before."""
NO_SALES: Final = NoSales()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DispatchTools:
    """What a dispatcher works with; `sales` is where the shop's sales come from."""

    records: OutboxRecords
    clock: Clock
    new_key: Callable[[], str]
    owner: str
    sales: SalesTold = NO_SALES


class Dispatcher:
    """The way to one channel."""

    def __init__(self, shop: Channel, tools: DispatchTools) -> None:
        self._shop = shop
        self._able: Capabilities = shop.capabilities
        self._tools = tools
        self._records = tools.records
        self._sales = SalesKnown(tools.clock, tools.sales)
        self._watch = Watch(shop, tools.records, tools.clock, tools.owner, self._sales)
        self._looked: dict[str, Level] = {}
        """By write, the level of the last look, where it could not be known what had been sold until then."""
        self._failures = 0
        self._rests_until: datetime | None = None
        self.problem = ""
        """Why the channel does not answer, in words; empty while it does."""

    @property
    def failures(self) -> int:
        """How many tries in a row the channel has not answered."""
        return self._failures

    def step(self) -> float:
        """Do what can be done now for some listings; the seconds until it is any use to come back."""
        now = self._now()
        if self._rests_until is not None and now < self._rests_until:
            return (self._rests_until - now).total_seconds()
        if self._watch.late(now) and self._watch.step(self._correct):
            return 0.0
        most = 1 if self._failures else FRESH if self._able.absolute else TOGETHER
        works = self._records.claim(self._shop.name, self._tools.owner, now, now + LEASE, most)
        if not works:  # messages first: whoever waits for one waits for nothing else
            return 0.0 if self._watch.step(self._correct) else LOOK_S
        try:
            self._work(works)
        finally:
            self._records.release(works, self._tools.owner)
        return 0.0 if self._rests_until is None else max(0.0, (self._rests_until - self._now()).total_seconds())

    def _work(self, works: tuple[Work, ...]) -> None:
        levels = self._levels([work for work in works if self._must_read(work)])
        for work in works:
            self._one(work, levels.get(work.listing_id))
            if self._rests_until is not None:
                return

    def _one(self, work: Work, level: Level | ChannelError | None) -> None:
        if isinstance(level, ChannelError):
            self._unread(work, level)
        elif work.write is None:
            self._send(work, level)
        elif self._sent_again_as_it_is(work.write):
            if self._records.again(work, work.write, self._tools.owner, self._now(), self._now() + LEASE):
                self._deliver(work, work.write)
        elif level is None:
            self._unclear(work, work.write)
        elif work.write.state is WriteState.WAITING:
            self._anew(work, work.write, level)
        else:
            self._look(work, work.write, level)

    def _must_read(self, work: Work) -> bool:
        return self._able.reads and (work.write is None or not self._sent_again_as_it_is(work.write))

    def _sent_again_as_it_is(self, write: Write) -> bool:
        """Its key still tells the channel that it is the same, whatever became of it."""
        if not self._able.key or write.accepted_at is not None:
            return False
        lasts = self._able.key_lasts
        return lasts is None or self._now() - write.sent_at < lasts

    def _levels(self, works: list[Work]) -> dict[str, Level | ChannelError]:
        if not works:
            return {}
        found = self._shop.read_all([work.listing for work in works])
        return {work.listing_id: level for work, level in zip(works, found, strict=True)}

    def _send(self, work: Work, level: Level | None) -> None:
        here = None if level is None else level.here
        due = NOTHING_OWED if level is None else self._due(work, level)
        chosen = plan(self._shop.name, work.messages, self._able, here, due)
        if chosen.kept and level is not None:
            kept = self._records.keep(work, [each.id for each in chosen.kept], due, level)
            log.info("%d of %s go to orders that %s took without a piece", len(kept), work.listing.sku, self._shop.name)
            left = [each for each in work.messages if each.id not in kept]
            chosen = plan(self._shop.name, left, self._able, here)
        if chosen.held:
            self._hold(chosen.held)
        if level is not None:
            self._answers()
        if not chosen.covered:
            return
        if chosen.delta == 0 and level is not None:
            self._records.settle([each.id for each in chosen.covered], level)
            return
        write = next_write(self._tools.new_key(), chosen, self._able, work, level, self._now())
        self._begin(work, write)

    def _due(self, work: Work, level: Level) -> Owed:
        """What of the units that wait is spoken for. The shop's orders are read where only they can tell, but not at a
        shop that lets them be read seldom: what is known of them has to do there."""
        if not self._able.sales or all(each.op == "take" for each in work.messages):
            return NOTHING_OWED
        debt = self._records.debt(work, level)
        if debt is None:
            return NOTHING_OWED
        if not self._watch.needed or (debt.gone and not debt.short):
            self._sales.up_to(level.read_at)
            debt = self._records.debt(work, level) or debt
        return owed(debt, level.here)

    def _begin(self, work: Work, write: Write) -> None:
        if self._records.begin(work, write, self._tools.owner, self._now() + LEASE):
            self._deliver(work, write)

    def _deliver(self, work: Work, write: Write) -> None:
        try:
            applied = self._shop.apply(work.listing, write.change, write.key, write.expected)
        except ChannelError as fault:
            self._failed(work, write, fault)
        else:
            self._answers()
            self._applied(work, write, applied)

    def _applied(self, work: Work, write: Write, applied: Applied) -> None:
        taken = replace(write, accepted_at=applied.accepted_at)
        if not applied.settled:
            now = self._now()
            unsure = replace(taken, state=WriteState.UNKNOWN)
            self._records.turn(
                work,
                Turn(unsure, State.UNKNOWN, now, "", now + look_pause(0), target=applied.target, seen=applied.seen),
            )
            return
        done = replace(taken, state=WriteState.CONFIRMED)
        self._records.turn(
            work,
            Turn(
                done, State.CONFIRMED, applied.accepted_at, target=applied.target, seen=applied.seen,
                watch_at=self._watch_at(done, applied.seen),
            ),
        )  # fmt: skip
        if write.expected is not None and applied.seen is not None:
            self._take_back(work, done, write.expected, applied.seen)

    def _take_back(self, work: Work, write: Write, before: Level, seen: Level) -> None:
        """What an absolute write put up again although it was sold in between goes off sale at once."""
        surplus = min(resurrected(before, write.change.delta, seen), seen.here)
        if surplus <= 0:
            return
        log.info(
            "%s put %d sold pieces of %s up again; they are taken back", self._shop.name, surplus, work.listing.sku
        )
        self._correct(work, seen, surplus, write.change.units)

    def _correct(self, work: Work, level: Level, surplus: int, units: tuple[str, ...] = ()) -> None:
        """So many pieces go off sale; it stands for no message, and so has a key of its own."""
        now, new = self._now(), self._tools.new_key()
        self._begin(work, Write(new, new, Change(-surplus, units, now), (), level, now))

    def _watch_at(self, write: Write, seen: Level | None) -> datetime | None:
        """When to look at the orders of a write that has just been taken; None where its answer tells all.

        What was put up again is taken back at once where the level tells it; whether it was bought before is for the
        watch, and all of it where the level after the write could not be read.
        """
        before = write.expected
        if (
            before is not None and before.committed is not None
            and seen is not None and not resurrected(before, write.change.delta, seen)
        ):  # fmt: skip
            return None
        return self._watch_from_now() if self._watch.works else None

    def _watch_refused(self) -> datetime | None:
        return self._watch_from_now() if self._watch.needed else None

    def _watch_from_now(self) -> datetime:
        at = self._now() + AFTER
        self._watch.expects(at)
        return at

    def _failed(self, work: Work, write: Write, fault: ChannelError) -> None:
        """What a change that was not plainly taken needs next."""
        now = self._now()
        problem = str(fault)
        match after(fault, self._able, write.sent_at, now):
            case Next.AGAIN if self._able.key or not write.rows:
                rest = self._rest(fault)
                self._open(work, replace(write, state=WriteState.WAITING), State.PENDING, problem, rest)
            case Next.AGAIN:
                rest = self._rest(fault)
                self._end(work, replace(write, state=WriteState.REFUSED), State.PENDING, problem, rest)
            case Next.SAME_KEY:
                rest = self._rest(fault)
                self._open(work, replace(write, state=WriteState.UNKNOWN), State.PENDING, problem, rest)
            case Next.READ_BACK:
                unknown = replace(write, state=WriteState.UNKNOWN)
                self._open(work, unknown, State.UNKNOWN, problem, now + look_pause(write.looks))
            case Next.NEW_KEY:
                self._end(work, replace(write, state=WriteState.REFUSED), State.PENDING, problem, None)
            case Next.PERSON if isinstance(fault, Rejected):
                self._answers()
                self._end(work, replace(write, state=WriteState.REFUSED), State.NEEDS_HUMAN, problem, None)
                self._log_held(len(write.rows))
            case Next.PERSON:
                self._unclear(work, write)

    def _look(self, work: Work, write: Write, seen: Level) -> None:
        """A level was read after an unknown fate."""
        self._answers()
        verdict = self._judged(work, write, seen)
        if verdict is not Verdict.LOOK_AGAIN:
            self._looked.pop(write.id, None)
        now = self._now()
        match verdict:
            case Verdict.CONFIRMED:
                done = replace(write, state=WriteState.CONFIRMED, accepted_at=write.accepted_at or seen.read_at)
                at = done.accepted_at or now
                watch_at = self._watch_at(done, seen)
                self._records.turn(work, Turn(done, State.CONFIRMED, at, seen=seen, watch_at=watch_at))
                if write.expected is not None:
                    self._take_back(work, done, write.expected, seen)
            case Verdict.NOT_APPLIED:
                if write.rows:
                    refused = replace(write, state=WriteState.REFUSED)
                    self._records.turn(work, Turn(refused, State.PENDING, now, watch_at=self._watch_refused()))
                else:
                    self._anew(work, write, seen)
            case Verdict.LOOK_AGAIN:
                seen_once = looked_at(replace(write, state=WriteState.UNKNOWN))
                self._open(work, seen_once, State.UNKNOWN, "", now + look_pause(seen_once.looks))
            case Verdict.PERSON:
                self._unclear(work, write)

    def _anew(self, work: Work, write: Write, level: Level) -> None:
        """What was surely not done, and stands for no message of its own, is reckoned from the level of now."""
        self._answers()
        self._end(work, replace(write, state=WriteState.REFUSED), State.PENDING, "", None)
        delta = write.change.delta
        if delta < 0:
            delta = max(delta, -max(0, level.here))
        if delta != 0 and not write.rows:
            self._correct(work, level, -delta, write.change.units)
        elif delta != 0:
            now = self._now()
            key = key_of(write.key.partition(":")[0], {*work.used, write.key})
            change = replace(write.change, delta=delta, at=now)
            self._begin(work, Write(self._tools.new_key(), key, change, write.rows, level, now))

    def _judged(self, work: Work, write: Write, seen: Level) -> Verdict:
        """What the level tells, or the one of the look before, where it is only known by now what was sold until then.

        A shop may be asked for its orders so seldom that a look that is answered by itself never comes.
        """
        expected, later = write.expected, self._watch.needed
        if expected is None or expected.committed is not None or not self._able.sales:
            return judged(write, seen, None, told_later=later)
        before = self._looked.pop(write.id, None)
        known = self._sales.up_to(seen.read_at if before is None else before.read_at)
        if known is None or known < (before or seen).read_at:
            self._looked[write.id] = seen
            return judged(write, seen, None, told_later=later)
        if known < seen.read_at and before is not None:
            seen, write = before, replace(write, looks=max(0, write.looks - 1))
        sold = self._records.sold_after(work.listing_id, expected, seen.read_at)
        return judged(write, seen, sold, told_later=later)

    def _unread(self, work: Work, fault: ChannelError) -> None:
        """The level could not be read, so nothing was sent."""
        if isinstance(fault, Rejected) and work.write is None:
            self._answers()
            self._hold({each.id: str(fault) for each in work.messages})
        elif isinstance(fault, Rejected) and work.write is not None:
            self._unclear(work, work.write)
        elif work.write is not None:
            looking = replace(work.write, state=WriteState.UNKNOWN)
            looking = looking if work.write.state is not WriteState.WAITING else work.write
            self._open(work, looking, State.UNKNOWN, str(fault), self._rest(fault))
        else:
            self._records.put_off(work, str(fault), self._rest(fault))

    def _unclear(self, work: Work, write: Write) -> None:
        """It is for a person; what only took something back stands for no message, and its watch reckons it anew."""
        words, unclear = cannot_tell(self._shop.name), replace(write, state=WriteState.UNCLEAR)
        at = None if write.rows else self._watch_from_now()
        self._records.turn(work, Turn(unclear, State.NEEDS_HUMAN, self._now(), words, watch_at=at))
        self._log_held(len(write.rows))

    def _hold(self, held: Mapping[str, str]) -> None:
        self._records.hold(held, self._now())
        self._log_held(len(held))

    def _log_held(self, messages: int) -> None:
        """Told while the work goes on, to whoever watches it; why is on record, for what a shop says is for no log."""
        if messages:
            log.info("%d messages to %s need a person: outbox --state needs_human", messages, self._shop.name)

    def _open(self, work: Work, write: Write, rows: State, problem: str, next_at: datetime) -> None:
        self._records.turn(work, Turn(write, rows, self._now(), problem, next_at))

    def _end(self, work: Work, write: Write, rows: State, problem: str, next_at: datetime | None) -> None:
        self._records.turn(work, Turn(write, rows, self._now(), problem, next_at))

    def _answers(self) -> None:
        """The channel answered: whatever was put off is tried at once."""
        if self._failures:
            self._failures, self._rests_until, self.problem = 0, None, ""
            self._records.wake(self._shop.name)

    def _rest(self, fault: ChannelError) -> datetime:
        """Leave the channel alone for a while; when it is tried again."""
        self._failures += 1
        self.problem = str(fault)
        asked = fault.retry_after if isinstance(fault, Transient) else None
        self._rests_until = self._now() + timedelta(seconds=pause_s(self._failures, asked))
        return self._rests_until

    def _now(self) -> datetime:
        return self._tools.clock.now()
