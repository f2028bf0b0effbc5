"""A bench that outlasts its records: what may go on while they are out of reach, and what is said about it.

What goes on is what looks nothing up: answers, photos, weights, another grade or route of the piece in hand. Each such
act is reduced from where the bench stood, and held on this bench (`app.ports.held`) before it is acknowledged. What
needs the records (a parcel, a piece, a serial number, a label, a certificate, a person) waits: no number is given out
here, so none is given twice. When the records answer again the held acts are done on them in their order, each once,
on the very bench on which they were done here; otherwise they are put aside, and that is said.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NoReturn, cast

from app.domain.bench import actions as do
from app.domain.bench.facts import (
    Answered,
    AnswerWithdrawn,
    Fact,
    Flagged,
    PhotoKept,
    PhotoWithdrawn,
    SignedOut,
    Weighed,
)
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench
from app.errors import Conflict, DatabaseUnreachable, UserError
from app.ports import BenchRecords, Clock, Store
from app.ports.held import HeldAct, HeldActs
from app.saying import say

log = logging.getLogger(__name__)

KEPT_HERE = "kept_here"
HANDED_IN = "handed_in"
NOT_HANDED_IN = "not_handed_in"

MOST_REMEMBERED: Final = 2000
"""Ids of requests that this process answered; a script sends one again soon after, or not at all."""
TRIED_AGAIN: Final = timedelta(seconds=2)
"""While the records are out of reach, acts that can go on without them try them no oftener: a lost network would keep
each of them for seconds. Where the bench stands is asked of them every time."""

DRAFTED = (Answered, AnswerWithdrawn, Flagged, PhotoKept, PhotoWithdrawn, SignedOut, Weighed)
"""Facts that are of the draft alone: they move no stock, take no number and print nothing."""


Take = Callable[[BenchRecords, HeldAct, Bench], None]
"""Does a held act on the records, in their transaction, on the bench as it stands with whoever did it."""


class Outlasting:
    """Hands in what is held. One thread at a time."""

    def __init__(self, store: Store, held: HeldActs | None, clock: Clock) -> None:
        self._store, self._held, self._clock = store, held, clock
        self._tried_at: datetime | None = None
        self._answered: deque[str] = deque(maxlen=MOST_REMEMBERED)

    def hand_in(self, action: do.Action, take: Take) -> list[dict[str, str]]:
        """Do on the records what is held; what is to be said of it.

        Raises `DatabaseUnreachable` as long as they are away: what they have by then they know by its id, and it is
        not done twice.
        """
        held = self._held
        acts = held.all() if held is not None else ()
        if held is None or not acts:
            return []
        now, tried = self._clock.now(), self._tried_at
        if tried is not None and timedelta(0) <= now - tried < TRIED_AGAIN and may_be_tried(action):
            raise DatabaseUnreachable("The records cannot be reached.")
        self._tried_at = now
        try:
            for act in acts:
                self._hand_in_one(act, take)
        except (Refused, UserError, Conflict) as why:
            held.put_aside()
            return [not_handed_in(len(acts), why)]
        held.clear()
        return [handed_in(len(acts))]

    def missed(self, away: DatabaseUnreachable) -> None:
        """The records did not answer."""
        if self._tried_at is None:
            log.warning("The records are out of reach, the bench goes on as far as it can: %s", away)
            self._tried_at = self._clock.now()

    def reached(self, request_id: str) -> None:
        """The records did answer, and know this request now."""
        self._tried_at = None
        if request_id:
            self._answered.append(request_id)

    def may_be_held(self, action: do.Action, request_id: str) -> bool:
        """Whether an act may go on without the records: one that they have answered before is theirs to answer."""
        return may_be_tried(action) and request_id not in self._answered

    def _hand_in_one(self, act: HeldAct, take: Take) -> None:
        with self._store.unit_of_work() as work:
            there = work.records.bench()
            if work.records.remembered(act.id) is not None:
                return
            if not same(there, act.before):
                if same(there, act.after):  # it was done already, and only its answer was lost
                    return
                raise another_bench()
            take(work.records, act, replace(there, operator=act.operator, scale=act.before.scale))
            work.commit()


class _Nowhere:
    """Records that are out of reach: they know where the bench stood, and nothing else."""

    def __init__(self, bench: Bench, away: DatabaseUnreachable) -> None:
        self._bench, self._away = bench, away

    def bench(self) -> Bench:
        """Where the bench stood."""
        return self._bench

    def __getattr__(self, _: str) -> Callable[..., NoReturn]:
        return self._asked

    def _asked(self, *_: object, **__: object) -> NoReturn:
        raise self._away


def nowhere(bench: Bench, away: DatabaseUnreachable) -> BenchRecords:
    """Records that are out of reach; asking them anything but the bench raises `away`."""
    return cast("BenchRecords", _Nowhere(bench, away))


def is_drafted(facts: tuple[Fact, ...]) -> bool:
    """Whether nothing of this needs the records."""
    return all(isinstance(fact, DRAFTED) for fact in facts)


def may_be_tried(action: do.Action) -> bool:
    """Whether an act is worth trying without the records; a question about them is not."""
    return not isinstance(action, do.AskState)


def same(one: Bench, other: Bench) -> bool:
    """Whether two benches stand alike, whoever works there."""
    return replace(one, operator=None, scale=False) == replace(other, operator=None, scale=False)


def waits() -> DatabaseUnreachable:
    """What is said of an act that needs the records; why they are out of reach stands in the log."""
    return DatabaseUnreachable(
        "This needs the records, and they cannot be reached.",
        "Nothing was changed. Answers, photos and weights go on; do this again when the records are back.",
    )


def kept_here() -> dict[str, str]:
    """The warning on an act that is held."""
    return {
        "code": KEPT_HERE,
        "message": say("Until the records are back, this step is kept on this bench."),
        "hint": say("Go on. It is handed in by itself."),
    }


def handed_in(count: int) -> dict[str, str]:
    """The warning on the first answer after the records are back."""
    return {
        "code": HANDED_IN,
        "message": say("Steps handed in: {count}.", count=count),
        "hint": say("Nothing was lost. Go on."),
    }


def not_handed_in(count: int, why: Refused | UserError | Conflict) -> dict[str, str]:
    """The warning where they could not be."""
    return {
        "code": NOT_HANDED_IN,
        "message": say("Steps that could not be handed in: {count}. {why}", count=count, why=why.message),
        "hint": say("The piece stands as it did before. Do these steps again; the photos are kept."),
    }


def another_bench() -> Refused:
    """Why held acts are not done on a bench that has changed meanwhile."""
    return Refused(
        "bench_changed",
        say("The bench stands elsewhere than when they were done."),
        "Do these steps again.",
    )
