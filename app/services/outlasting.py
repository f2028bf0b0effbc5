"""A bench that outlasts its records: what may go on while they are out of reach, and what is said about it.

What goes on is what looks nothing up: answers, photos, weights, another grade or route of the piece in hand. Each such
act is reduced from where the bench stood, and held on this bench (`app.ports.held`) before it is acknowledged. What
needs the records (a parcel, a piece, a serial number, a label, a certificate, a person) waits: no number is given out
here, so none is given twice.

A held act has one way, and its file says how far it is on it: **held** (in `held/`) → handed in, its file gone as soon
as the records have it, or → **put aside** (in `held/aside-…`). They go one by one, the oldest first, each in its own
transaction, so a server that goes away again, or a crash, leaves the rest held and nothing else to remember. An act is
done on the records only if it is what was shown here: the same person, still welcome there; the very bench on which it
was done; drafted facts alone; and the bench that came of it. Otherwise it *and those after it* are put aside, for they
were done on top of it; what stands before it stands. Where the environment fails (the records are locked, the disk is
full, two benches stood in each other's way) nothing is put aside: it is tried again with the next request.

After a putting aside the bench is not the one that was last shown. So whoever comes next is told, whatever else their
answer is, and what they sent for the bench that they saw is not done (`unseen`). One thread at a time.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn, cast

from app.domain.access import Operator
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
from app.domain.bench.outcome import Outcome
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench
from app.errors import BenchError, Conflict, DatabaseUnreachable, UserError
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

LOOKS = (do.AskState, do.SignIn)
"""What means no bench in particular: it may be done on one that its sender has not seen."""
MOST_CONFLICTS: Final = 5
"""So often an act may be in conflict with the records, each time twice in a row, before it is put aside: whatever
stood in its way would have passed by then."""

DRAFTED = (Answered, AnswerWithdrawn, Flagged, PhotoKept, PhotoWithdrawn, SignedOut, Weighed)
"""Facts that are of the draft alone: they move no stock, take no number and print nothing."""


Take = Callable[[BenchRecords, HeldAct, Bench], None]
"""Does a held act on the records, in their transaction, on the bench as it stands with whoever did it; refuses what is
not `as_shown`."""


class _NotTried(DatabaseUnreachable):
    """The records did not answer a moment ago, and were not tried again for this act."""


class Outlasting:
    """Hands in what is held. One thread at a time."""

    def __init__(self, store: Store, held: HeldActs | None, clock: Clock) -> None:
        self._store, self._held, self._clock = store, held, clock
        self._missed_at: datetime | None = None
        self._answered: deque[str] = deque(maxlen=MOST_REMEMBERED)
        self._untold: list[dict[str, str]] = []
        self._handed_in = 0
        self._conflicts = 0

    def hand_in(self, action: do.Action, take: Take) -> Bench | None:
        """Do on the records what is held. Where the bench stands on record, if something had to be put aside.

        Raises `DatabaseUnreachable` as long as they are away, and what else the environment fails with: what they have
        by then they know by its id, and it is not done twice.
        """
        held = self._held
        if held is None:
            return None
        acts = held.all()
        if acts and may_be_tried(action) and self._missed_just_now():
            raise _NotTried("The records cannot be reached.")
        for place, act in enumerate(acts):
            try:
                self._once_more(act, acts[place:], take)
            except (Refused, UserError) as why:
                return self._put_aside(held, why)
            except BenchError:
                raise
            except Exception:
                log.exception("A fault of the program with the held step %s", act.id)
                return self._put_aside(held, _fault())
            held.handed_in()
            self._handed_in += 1
        if file := held.unreadable():
            return self._put_aside(held, _unreadable(file))
        if self._handed_in:
            self._untold.append(handed_in(self._handed_in))
            self._handed_in = 0
        return None

    def missed(self, away: DatabaseUnreachable) -> None:
        """The records did not answer. The time counts from the end of the try: a lost network takes seconds for it."""
        if isinstance(away, _NotTried):
            return
        if self._missed_at is None:
            log.warning("The records are out of reach, the bench goes on as far as it can: %s", away)
        self._missed_at = self._clock.now()

    def reached(self, request_id: str) -> None:
        """The records did answer, and know this request now."""
        self._missed_at = None
        if request_id:
            self._answered.append(request_id)

    def may_be_held(self, action: do.Action, request_id: str) -> bool:
        """Whether an act may go on without the records: one that they have answered before is theirs to answer."""
        return may_be_tried(action) and request_id not in self._answered

    def unseen(self, action: do.Action) -> Refused | None:
        """Why an act is not done: who sent it has not heard yet that the bench was set back. None: it may be."""
        warning = next((one for one in self._untold if one["code"] == NOT_HANDED_IN), None)
        if warning is None or isinstance(action, LOOKS):
            return None
        return Refused(NOT_HANDED_IN, say("This was not done. {said}", said=warning["message"]), warning["hint"])

    def told(self, reply: dict[str, Any]) -> dict[str, Any]:
        """The same answer, with what became of held acts. Beside another error it may not be heard: then it is told
        with the next answer too."""
        untold, error = self._untold, reply.get("error")
        if error is None or error["code"] == NOT_HANDED_IN:
            self._untold = []
        return {**reply, "warnings": [*untold, *reply.get("warnings", ())]} if untold else reply

    def _missed_just_now(self) -> bool:
        missed = self._missed_at
        return missed is not None and timedelta(0) <= self._clock.now() - missed < TRIED_AGAIN

    def _once_more(self, act: HeldAct, acts: tuple[HeldAct, ...], take: Take) -> None:
        """As with any act of the bench: where another was first it is looked at again. More often than that only with
        the next request, and not for ever."""
        try:
            try:
                self._hand_in_one(act, acts, take)
            except Conflict as conflict:
                log.info("Another bench was first; handing in again: %s", conflict)
                self._hand_in_one(act, acts, take)
        except Conflict as conflict:
            self._conflicts += 1
            if self._conflicts < MOST_CONFLICTS:
                raise
            raise Refused(conflict.code, conflict.message, conflict.hint) from conflict
        self._conflicts = 0

    def _hand_in_one(self, act: HeldAct, acts: tuple[HeldAct, ...], take: Take) -> None:
        """`acts` are this one and those after it."""
        with self._store.unit_of_work() as work:
            there = work.records.bench()
            earlier = work.records.remembered(act.id)
            if earlier is not None and earlier.fingerprint != act.fingerprint:
                raise reused(act.id)
            if earlier is not None or not same(there, act.before):
                # Was it done already, and only its answer or its file's end lost? Then the bench stands where it or one
                # of those after it left it.
                if any(same(there, one.after) for one in (acts if earlier is not None else acts[:1])):
                    return
                raise another_bench()
            who = _on_record(work.records, act.operator)
            take(work.records, act, replace(there, operator=who, scale=act.before.scale))
            work.commit()

    def _put_aside(self, held: HeldActs, why: Refused | UserError) -> Bench:
        """First it is asked where the bench stands: as long as nobody can say that, nothing is put aside."""
        with self._store.unit_of_work() as work:
            stands = work.records.bench()
        count, before = held.put_aside(), self._handed_in
        self._handed_in = self._conflicts = 0
        self._untold += [handed_in(before, all_of_them=False)] if before else []
        self._untold.append(not_handed_in(count, why))
        return stands


def _on_record(records: BenchRecords, who: Operator) -> Operator:
    """Whoever did it as the records have them now. Raises `Refused` where they may no longer act."""
    user = records.user(who.badge)
    if user is None or user.disabled or user.operator.user_id != who.user_id:
        raise disabled(who)
    return user.operator


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


def as_shown(act: HeldAct, outcome: Outcome) -> None:
    """Raises `Refused` where a held act comes to something else on the records than what was shown when it was done:
    by other rules since, or because what lies in the folder is not what the bench laid there."""
    if not is_drafted(outcome.facts) or not same(outcome.state, act.after):
        raise Refused(
            "held_otherwise", say("By the records it comes to something else than was shown."), "Do these steps again."
        )


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


def handed_in(count: int, *, all_of_them: bool = True) -> dict[str, str]:
    """The warning on the first answer after the records are back."""
    return {
        "code": HANDED_IN,
        "message": say("Steps handed in: {count}.", count=count),
        "hint": say("Nothing was lost. Go on.") if all_of_them else say("They stand. Those after them do not."),
    }


def not_handed_in(count: int, why: Refused | UserError) -> dict[str, str]:
    """The warning where they could not be."""
    return {
        "code": NOT_HANDED_IN,
        "message": say("Steps that could not be handed in: {count}. {why}", count=count, why=why.message),
        "hint": say("Do these steps again."),
    }


def disabled(who: Operator) -> Refused:
    """Why nothing is done in the name of somebody who was disabled."""
    return Refused(
        "disabled",
        say("{operator_name} may no longer work here.", operator_name=who.name),
        "Somebody else must sign in.",
    )


def reused(request_id: str) -> Refused:
    """Why an id that came with other content is not taken."""
    return Refused(
        "id_reused",
        say("The id {request_id} was used for another action.", request_id=request_id[:60]),
        "Give each action an id of its own.",
    )


def another_bench() -> Refused:
    """Why held acts are not done on a bench that has changed meanwhile."""
    return Refused(
        "bench_changed",
        say("The bench stands elsewhere than when they were done."),
        "Do these steps again.",
    )


def _unreadable(file: str) -> Refused:
    return Refused(
        "held_unreadable",
        say("A step that is held on this bench cannot be read: {file}.", file=file),
        "Do these steps again.",
    )


def _fault() -> Refused:
    return Refused(
        "program_fault",
        say("This is a fault of the program, not yours. What happened stands in the logs folder."),
        "Do these steps again.",
    )
