"""The bench's lane: takes one action after another, each in one transaction, and answers when its facts are durable.

The order within an action: request id seen before? → PINs and pictures made ready → one unit of work: bench state,
look-ups, the reducer, labels drawn, facts, print jobs, log, state, remembered answer → commit → answer, while the
labels go to their printers in lanes of their own. A label that cannot be printed here refuses the act. A refusal writes
nothing but its remembered answer; where another bench was first, the unit of work is done once more. Who is signed in
is this process's own: after a crash nobody is.

Not safe for two threads at once; the lane that owns it is its thread.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.domain.access import Operator
from app.domain.bench import actions as do
from app.domain.bench.facts import Destroyed, Fact, ParcelOpened
from app.domain.bench.found import Found, Proof
from app.domain.bench.gate import lacks_code
from app.domain.bench.offers import step_of
from app.domain.bench.outcome import Outcome
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, Step
from app.domain.certificates import Issuer
from app.domain.evidence import StoredPhoto
from app.domain.rulebook import Rulebook
from app.errors import BenchError, Conflict, DatabaseUnreachable, UserError
from app.ports import (
    BenchRecords,
    Clock,
    EvidenceStore,
    LogEntry,
    PictureReader,
    Receipt,
    Remembered,
    Sheet,
    Store,
)
from app.ports.held import HeldAct, HeldActs
from app.saying import say
from app.services import certifying, outlasting, replies
from app.services.filming import Films
from app.services.outlasting import Outlasting
from app.services.printing import Printing
from app.services.resolving import Prepared, Resolver, as_told, cleaned, with_newest_label
from app.services.safekeeping import Room, RoomState

log = logging.getLogger(__name__)

_UNSEEN = StoredPhoto("0" * 64, 1, 1, 1, "jpeg")
"""Stands for a picture in the rehearsal of an action, before the picture itself is kept."""

_Rehearsed = tuple[Bench, tuple[Fact, ...]]
_PREPARED = (do.SignIn, do.TakePhoto, do.KeepFilm, do.Destroy, do.CloseWork)
"""What is made ready before its transaction: asked for again, it must not be made ready again."""

_FAULT = BenchError(
    "This is a fault of the program, not yours; nothing was changed.",
    "Go on with another step, or park the unit. What happened stands in the logs folder.",
    "program_fault",
)


@dataclass(frozen=True, slots=True)
class Request:
    """An action with what must not reach the log: PINs, files, the id under which its answer is remembered.

    `unfit` says why a line that bears an id is no action: it is refused, and the refusal remembered like any other.
    """

    action: do.Action
    id: str = ""
    fingerprint: str = ""
    pin: str = field(default="", repr=False)
    new_pin: str = field(default="", repr=False)
    file: Path | None = None
    unfit: Refused | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the bench stands after an action: the answer, and what a window draws it from. Frozen; any thread.

    Attributes:
        reply: the answer in the contract's shape (without `seq`)
        state: the bench, with the person of this process
        rules: what its open unit is judged by

    """

    reply: Mapping[str, Any]
    state: Bench
    rules: Rulebook


class PinCheck(Protocol):
    """Checks badge and PIN. Raises `Refused`, `UserError`."""

    def __call__(self, badge: str, pin: str, new_pin: str = "") -> Operator:
        """The person they belong to; with `new_pin` theirs is that from now on."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the lane works with; `new_key` makes a record key, `issuer` issues certificates, `films` reads films, `room`
    asks the disk, `held` keeps acts while the records are out of reach (without it nothing goes on then)."""

    store: Store
    evidence: EvidenceStore
    pictures: PictureReader
    printing: Printing
    clock: Clock
    check_pin: PinCheck
    new_key: Callable[[], str]
    issuer: Issuer = Issuer()  # noqa: RUF009 - frozen
    films: Films | None = None
    room: Callable[[], Room] = field(default=lambda: Room(RoomState.ENOUGH, 0))
    held: HeldActs | None = None


class Inspecting:
    """One bench. `perform` is the only way to change it."""

    def __init__(self, tools: Tools, rules: Rulebook, *, scale: bool = False) -> None:
        self._tools = tools
        self._rules = rules
        self._scale = scale
        self._operator: Operator | None = None
        self._seen_last = Bench()
        self._outlasting = Outlasting(tools.store, tools.held, tools.clock)
        self._away: DatabaseUnreachable | None = None

    def perform(self, request: Request) -> dict[str, Any]:
        """Take an action and answer it in the contract's shape (without `seq`)."""
        return self._outlasting.told(self._performed(request))

    def _performed(self, request: Request) -> dict[str, Any]:
        try:
            return self._with_or_without(request)
        except BenchError as error:
            # The environment failed: nothing was written, so nothing is remembered and the request may come again.
            log.error("An action failed: %s", error)  # noqa: TRY400 - an environment fault, told whole by its words
            return replies.refused(self._known(), error, self._rules)
        except Exception:
            # A fault of ours: nothing was committed, the bench stands where it stood, and the inspector can go on.
            log.exception("A fault of the program in %s", type(request.action).__name__)
            return replies.refused(self._known(), _FAULT, self._rules)

    def work(self, request: Request) -> Standing:
        """Take an action, and say with its answer where the bench stands."""
        reply = self.perform(request)
        return Standing(reply, self._known(), self._rules)

    # --- The records, and being without them

    def _with_or_without(self, request: Request) -> dict[str, Any]:
        """The answer; first what is held is handed in, and where the records are out of reach, what can go on does."""
        action = request.action
        try:
            self._seen_last = self._outlasting.hand_in(action, self._hand_in_one) or self._seen_last
            unseen = self._outlasting.unseen(action)
            reply = self._answered(request) if unseen is None else self._refuse(request, unseen)
        except DatabaseUnreachable as away:
            self._outlasting.missed(away)
            if unseen := self._outlasting.unseen(action):
                return replies.refused(self._known(), unseen, self._rules)
            self._away = away
            try:
                return self._apart(request)
            finally:
                self._away = None
        self._outlasting.reached(request.id)
        return reply

    def _apart(self, request: Request) -> dict[str, Any]:
        """An act without the records, held before it is acknowledged. A refusal is remembered by nobody."""
        held, away = self._tools.held, self._away
        assert away is not None  # noqa: S101 - for the type checker
        if held is None or request.unfit is not None or not self._outlasting.may_be_held(request.action, request.id):
            raise away
        try:
            request = replace(request, action=cleaned(request.action))
            earlier = next((act for act in held.all() if request.id and act.id == request.id), None)
            if earlier is not None and earlier.fingerprint != request.fingerprint:
                raise outlasting.reused(request.id)
            if earlier is not None:
                answer: dict[str, Any] = json.loads(earlier.reply)
                return answer
            return self._held(held, request, self._prepared_apart(request, away))
        except (Refused, UserError) as refusal:
            return replies.refused(self._known(), refusal, self._rules)
        except DatabaseUnreachable:
            raise outlasting.waits() from away

    def _prepared_apart(self, request: Request, away: DatabaseUnreachable) -> Prepared:
        made_ready = isinstance(request.action, _PREPARED) and not isinstance(request.action, do.TakePhoto)
        if self._operator is None or made_ready:
            raise away
        return self._prepared(request)

    def _held(self, held: HeldActs, request: Request, prepared: Prepared) -> dict[str, Any]:
        """The answer to an act without the records; on this bench's disk when this returns."""
        state, at = self._known(), self._tools.clock.now()
        with self._looked_up() as records:
            found = Resolver(records, self._rules, state, at, "").found(request.action, prepared)
        outcome = reduce(state, request.action, found, self._rules)
        if state.operator is None or not outlasting.is_drafted(outcome.facts):
            raise self._away or outlasting.another_bench()
        kept = bool(outcome.facts) or outcome.state != state
        warnings = [*([outlasting.kept_here()] if kept else []), *replies.missed(outcome.facts)]
        reply = {**replies.taken(outcome, (), self._rules), "warnings": warnings}
        if kept:
            key = request.id or f"held-{self._tools.new_key()}"
            what = key, request.fingerprint, request.action, at, state.operator
            said = json.dumps(reply, ensure_ascii=False)
            held.keep(HeldAct(*what, state, outcome.state, said, prepared.photo, prepared.look))
        self._operator, self._seen_last = outcome.state.operator, outcome.state
        return reply

    def _hand_in_one(self, records: BenchRecords, act: HeldAct, state: Bench) -> None:
        """Whoever sends it again is answered as they were when it was held."""
        prepared = Prepared(photo=act.photo, look=act.look)
        self._take(records, Request(act.action), prepared, state, act.at, act)
        records.remember(act.id, Remembered(act.fingerprint, act.reply))

    @contextmanager
    def _looked_up(self) -> Iterator[BenchRecords]:
        """The records for a look; out of reach, they know where the bench stood, and nothing else."""
        if self._away is not None:
            yield outlasting.nowhere(self._known(), self._away)
            return
        with self._tools.store.looking() as records:
            yield records

    def _answered(self, request: Request) -> dict[str, Any]:
        try:
            if request.unfit is not None:
                raise request.unfit
            request = replace(request, action=cleaned(request.action))
            earlier, stood = self._first_look(request)
            return earlier or self._act(request, self._prepared(request, stood))
        except (Refused, UserError) as refusal:
            return self._refuse(request, refusal)

    def standing(self) -> dict[str, Any]:
        """Where the bench stands; changes nothing."""
        with self._tools.store.unit_of_work() as work:
            return replies.standing(with_newest_label(work.records, self._mine(work.records.bench())), self._rules)

    def _act(self, request: Request, prepared: Prepared) -> dict[str, Any]:
        """Where another bench was first, once more: the second look finds what it did, and says so."""
        try:
            return self._act_once(request, prepared)
        except Conflict as conflict:
            log.info("Another bench was first; looking again: %s", conflict)
            return self._act_once(request, prepared)

    def _act_once(self, request: Request, prepared: Prepared) -> dict[str, Any]:
        with self._tools.store.unit_of_work() as work:
            records = work.records
            # First, for it locks the bench: of two processes with the same request the second sees the first's answer.
            state = self._mine(records.bench())
            earlier = _remembered(records, request)
            if earlier is not None:
                return earlier
            self._refuse_disabled(records, request.action)
            taken = self._take(records, request, prepared, state, self._tools.clock.now())
            work.commit()
        outcome, sheets, reply = taken
        self._operator = outcome.state.operator
        self._seen_last = outcome.state
        self._tools.printing.send(sheets)
        self._draw_ahead(outcome.state)
        return reply

    def _take(
        self,
        records: BenchRecords,
        request: Request,
        prepared: Prepared,
        state: Bench,
        at: datetime,
        was_held: HeldAct | None = None,
    ) -> tuple[Outcome, tuple[Sheet, ...], dict[str, Any]]:
        """Look up, reduce and write, in the transaction of `records`; what came of it, what to print, the answer."""
        resolver = Resolver(records, self._rules, state, at, self._tools.new_key())
        found = resolver.found(request.action, prepared)
        outcome = reduce(state, request.action, found, self._rules)
        if was_held is not None:
            outlasting.as_shown(was_held, outcome)
        self._refuse_without_room(outcome.facts)
        operator = state.operator or outcome.state.operator
        issued_by = self._tools.issuer, self._rules
        facts = certifying.frozen(records, outcome.facts, issued_by, (operator, found.witness))
        sheets = self._tools.printing.plan(outcome.facts)
        receipts = records.write(facts, at=at, operator=operator)
        certified = self._certified(records, outcome.facts, at, operator)
        sheets, receipts = (*sheets, *certified.sheets), (*receipts, *certified.receipts)
        records.queue_prints([sheet.job for sheet in sheets], owner=self._tools.printing.owner, at=at)
        if outcome.facts or outcome.state != state:
            records.log(LogEntry(at, operator, request.action, found))
            records.save_bench(outcome.state)
        reply = replies.taken(as_told(records, state, outcome), receipts, self._rules)
        if warnings := [*certified.warnings, *replies.missed(outcome.facts)]:
            reply["warnings"] = warnings
        _remember(records, request, reply)
        return outcome, sheets, reply

    def _refuse_without_room(self, facts: tuple[Fact, ...]) -> None:
        """On a disk that is nearly full what is open is ended, but no parcel is begun."""
        if any(isinstance(fact, ParcelOpened) for fact in facts) and self._tools.room().state is RoomState.SPENT:
            raise Refused(
                "disk_low",
                "The disk of this bench is nearly full, so no new parcel is begun.",
                "What is open can be ended. Ask whoever looks after the station to make room on the disk.",
            )

    def _refuse_disabled(self, records: BenchRecords, action: do.Action) -> None:
        """A person who was disabled meanwhile acts no more; the bench stays where it stands."""
        operator = self._operator
        if operator is None or isinstance(action, do.SignIn | do.AskState) or records.is_active(operator.user_id):
            return
        self._operator = None
        raise outlasting.disabled(operator)

    def _prepared(self, request: Request, stood: Bench | None = None) -> Prepared:
        """Whatever must be right or durable before the transaction begins; `stood`: what the first look found."""
        action = request.action
        if isinstance(action, do.SignIn):
            return Prepared(operator=self._tools.check_pin(action.badge, request.pin, request.new_pin))
        if isinstance(action, do.TakePhoto):
            return self._photo(request, stood)
        if isinstance(action, do.KeepFilm):
            return self._film(request)
        if isinstance(action, do.Destroy):
            return self._destruction(action, request)
        if isinstance(action, do.CloseWork) and request.file is not None:
            self._rehearse(request, Prepared(photo=_UNSEEN))
            return Prepared(photo=self._tools.evidence.keep(request.file))
        return Prepared()

    def _photo(self, request: Request, stood: Bench | None) -> Prepared:
        """Judged and kept. It is rehearsed a second time with what was seen: whose the codes are, the records know."""
        if request.file is None:
            raise Refused("file_needed", "A photo needs its file.", "Name the picture's file.")
        state = stood or self._rehearse(request, Prepared(photo=_UNSEEN))
        shot = request.action.shot if isinstance(request.action, do.TakePhoto) else ""
        look = self._tools.pictures.look(request.file, lambda codes: not lacks_code(state, shot, self._rules, codes))
        self._rehearse(request, Prepared(photo=_UNSEEN, look=look))
        kept = self._tools.evidence.keep(request.file)
        if kept.sha256 != look.sha256:  # it must be that very picture that was judged
            raise Refused(
                "picture_changed", "The picture's file was changed while it was read.", "Take the photo again."
            )
        return Prepared(photo=kept, look=look)

    def _film(self, request: Request) -> Prepared:
        if request.file is None or self._tools.films is None:
            raise Refused("file_needed", "A film needs its file.", "Name the film's file.")
        self._rehearse(request, Prepared(proof=Proof(replace(_UNSEEN, format="mkv"), ())))
        return Prepared(proof=Proof(self._tools.films.keep(request.file), ()))

    def _destruction(self, action: do.Destroy, request: Request) -> Prepared:
        """Without its proof it is refused for whatever else is wrong first: so a witness is known before the act."""
        witness = self._tools.check_pin(action.witness_badge, request.pin)
        if request.file is None:
            self._rehearse(request, Prepared(witness=witness))
            raise Refused("proof_needed", "A destruction needs its photo.", "Take it with the unit's label in frame.")
        if self._tools.films is not None:
            of = partial(self._with_proof, request, witness)
            film = self._tools.films.proof(request.file, _UNSEEN, self._tools.evidence, of)
            if film is not None:
                return Prepared(witness=witness, proof=film)
        codes = self._tools.pictures.codes(request.file)
        self._rehearse(request, Prepared(witness=witness, proof=Proof(_UNSEEN, codes)))
        kept = self._tools.evidence.keep(request.file)
        # Read again from what was kept: it is that picture, not the file beside it, that must show the code.
        codes = self._tools.pictures.codes(self._tools.evidence.path(kept.sha256))
        return Prepared(witness=witness, proof=Proof(kept, codes))

    def _with_proof(self, request: Request, witness: Operator, proof: Proof) -> tuple[Fact, ...]:
        """What would come of a destruction with this proof."""
        return self._rehearsed(request, Prepared(witness=witness, proof=proof))[1]

    def _rehearse(self, request: Request, prepared: Prepared) -> Bench:
        """Refuse before a picture is kept: the evidence holds only what the records name. Where the bench stands."""
        return self._rehearsed(request, prepared)[0]

    def _rehearsed(self, request: Request, prepared: Prepared) -> _Rehearsed:
        with self._looked_up() as records:
            return self._rehearsed_by(records, request, prepared)

    def _rehearsed_by(self, records: BenchRecords, request: Request, prepared: Prepared) -> _Rehearsed:
        state = self._mine(records.bench())
        resolver = Resolver(records, self._rules, state, self._tools.clock.now(), "")
        return state, reduce(state, request.action, resolver.found(request.action, prepared), self._rules).facts

    def _first_look(self, request: Request) -> tuple[dict[str, Any] | None, Bench | None]:
        """The answer that it was given before; of a photo, in the same transaction, where the bench stands with it."""
        is_photo = isinstance(request.action, do.TakePhoto) and request.file is not None
        if not isinstance(request.action, _PREPARED) or not (request.id or is_photo):
            return None, None
        with self._looked_up() as records:
            earlier = _remembered(records, request)
            if earlier is not None or not is_photo:
                return earlier, None
            return None, self._rehearsed_by(records, request, Prepared(photo=_UNSEEN))[0]

    def _refuse(self, request: Request, refusal: Refused | UserError) -> dict[str, Any]:
        """Answer a refusal and remember it under its id; an id that has an answer already keeps that."""
        with self._tools.store.unit_of_work() as work:
            records = work.records
            state = self._mine(records.bench())
            earlier = records.remembered(request.id) if request.id else None
            if earlier is not None and earlier.fingerprint == request.fingerprint:
                return _loaded(earlier)
            if earlier is not None:
                refusal = outlasting.reused(request.id)
            reply = replies.refused(with_newest_label(records, state), refusal, self._rules)
            if request.id and earlier is None:
                _remember(records, request, reply)
                work.commit()
        return reply

    def _mine(self, state: Bench) -> Bench:
        """The bench as the records have it, with the person of this process and the scale of this station."""
        self._seen_last = state
        return replace(state, operator=self._operator, scale=self._scale)

    def _known(self) -> Bench:
        """The bench as this process last saw it: what stands while the records cannot be asked (locked, away)."""
        return replace(self._seen_last, operator=self._operator, scale=self._scale)

    def _certified(
        self,
        records: BenchRecords,
        facts: tuple[Fact, ...],
        at: datetime,
        operator: Operator | None,
    ) -> _Certified:
        """The label of a certificate that has just got its number. What is destroyed is destroyed, label or not."""
        lpn = next((fact.lpn for fact in facts if isinstance(fact, Destroyed)), "")
        due = certifying.scrap_label(records, lpn, site=self._rules.site) if lpn else None
        if due is None:
            return _Certified()
        try:
            sheets = self._tools.printing.plan((due,))
        except (Refused, UserError) as refusal:
            words = say("The certificate's label was not printed: {why}", why=refusal.message)
            hint = say("The certificate stands. Print its label where a printer takes it.")
            return _Certified(warnings=({"code": "label_not_printed", "message": words, "hint": hint},))
        return _Certified(sheets, records.write((due,), at=at, operator=operator))

    def _draw_ahead(self, state: Bench) -> None:
        """At the grade it is known what accepting would print."""
        if step_of(state, self._rules) is not Step.GRADE:
            return
        try:
            self._tools.printing.ahead(reduce(state, do.Accept(), Found(), self._rules).facts)
        except Refused:
            return


@dataclass(frozen=True, slots=True)
class _Certified:
    """What came of a certificate's label."""

    sheets: tuple[Sheet, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    warnings: tuple[dict[str, str], ...] = ()


def _remembered(records: BenchRecords, request: Request) -> dict[str, Any] | None:
    """The answer given before to the same request. Raises `Refused` where the id came with other content."""
    earlier = records.remembered(request.id) if request.id else None
    if earlier is not None and earlier.fingerprint != request.fingerprint:
        raise outlasting.reused(request.id)
    return _loaded(earlier) if earlier is not None else None


def _loaded(earlier: Remembered) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(earlier.reply)
    return reply


def _remember(records: BenchRecords, request: Request, reply: dict[str, Any]) -> None:
    if request.id:
        records.remember(request.id, Remembered(request.fingerprint, json.dumps(reply, ensure_ascii=False)))
