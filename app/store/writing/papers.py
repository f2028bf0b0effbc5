"""What a unit gets and what is asked of it: labels, work orders, the draft of a parked one."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, update

from app.domain.bench.facts import (
    Destroyed,
    FilmKept,
    LabelPrinted,
    LabelVerified,
    LabelVoided,
    UnitParked,
    UnitPut,
    UnitResumed,
    WorkCancelled,
    WorkClosed,
    WorkOpened,
)
from app.domain.bench.found import UnitState
from app.domain.bench.state import ParkedDraft
from app.errors import Conflict
from app.saying import say
from app.store import print_jobs
from app.store.audit import digest_of
from app.store.mapping import from_text, new_key, to_text
from app.store.models import Draft, Label, WorkOrder, table
from app.store.prepared import Prepared

from .batch import Batch
from .units import keep_photo

AGAIN = frozenset({"refurbish", "second_inspection"})
"""Work after which the unit is inspected again; after any other it has left the bench for good."""

_LABELS = table(Label)
_DRAFTS = table(Draft)
_WORK = table(WorkOrder)
_STATE_OF_LABEL = Prepared(
    update(_LABELS)
    .where(_LABELS.c.unit == bindparam("of_lpn"), _LABELS.c.code == bindparam("of_code"), _LABELS.c.state != "void")
    .values(state=bindparam("now"), void_reason=bindparam("why"))
    .returning(_LABELS.c.id)
)
_TAKE_DRAFT = Prepared(delete(_DRAFTS).where(_DRAFTS.c.unit == bindparam("of_lpn")).returning(_DRAFTS.c.draft))
_CLOSE_WORK = Prepared(
    update(_WORK)
    .where(_WORK.c.unit == bindparam("of_lpn"), _WORK.c.kind == bindparam("of_kind"), _WORK.c.closed_at.is_(None))
    .values(
        closed_at=bindparam("now"),
        closed_by=bindparam("who"),
        outcome=bindparam("how"),
        proof=bindparam("why"),
        photo=bindparam("picture"),
    )
    .returning(_WORK.c.id)
)


def label_printed(batch: Batch, fact: LabelPrinted) -> None:
    key = new_key()
    content = {
        "template": fact.template,
        "code": fact.code,
        "sequence": fact.sequence,
        "reprint_of": fact.reprint_of,
        "reason": fact.reason,
        "fields": dict(fact.fields),
    }
    row = {"id": key, "unit": fact.lpn, **content, "lines": []}
    batch.insert(Label, {**row, "operator": batch.by, "at": batch.at})
    batch.subject = fact.lpn
    batch.acknowledge("label", key, {"code": fact.code, "template": fact.template})
    batch.tell("label", key, unit=fact.lpn, **content)


def label_voided(batch: Batch, fact: LabelVoided) -> None:
    _set_label(batch, fact.lpn, fact.code, "void", fact.reason)
    print_jobs.withdraw(batch.connection, fact.lpn, batch.at)


def label_verified(batch: Batch, fact: LabelVerified) -> None:
    _set_label(batch, fact.lpn, fact.code, "verified", "")
    print_jobs.confirm(batch.connection, fact.lpn, fact.code, batch.at)


def _set_label(batch: Batch, lpn: str, code: str, state: str, why: str) -> None:
    change = {"of_lpn": lpn, "of_code": code, "now": state, "why": why}
    for (key,) in _STATE_OF_LABEL.rows(batch.connection, change):
        batch.acknowledge("label", key, {"code": code, "state": state})
        batch.tell("label", key, unit=lpn, code=code, state=state, reason=why)
    batch.subject = lpn


def parked(batch: Batch, fact: UnitParked) -> None:
    _take_draft(batch, fact.lpn, "replaced")
    draft = to_text(fact.draft)
    batch.insert(Draft, {"unit": fact.lpn, "draft": draft, "station": batch.station.id, "at": batch.at})
    if fact.draft.unit is not None:  # one whose label was not verified yet is finished all the same
        batch.change_unit(fact.lpn, state=UnitState.PARKED.value, bench="")
    batch.subject = fact.lpn
    batch.acknowledge("park", fact.lpn)
    batch.tell("park", fact.lpn, state="parked", draft_sha256=digest_of(draft))


def resumed(batch: Batch, fact: UnitResumed) -> None:
    """The draft is taken by one bench: where another was first, nothing is there to be taken."""
    taken = _take_draft(batch, fact.lpn, "resumed")
    if taken is None:
        raise Conflict(say("{lpn} was taken up at another bench.", lpn=fact.lpn))
    if from_text(ParkedDraft, taken).unit is not None:
        batch.change_unit(fact.lpn, state=UnitState.OPEN.value, bench=batch.station.name)
    batch.subject = fact.lpn
    batch.acknowledge("park", fact.lpn, {"state": "resumed"})


def _take_draft(batch: Batch, lpn: str, state: str) -> str | None:
    """The draft of a unit, which is then no longer on record."""
    taken = _TAKE_DRAFT.first(batch.connection, {"of_lpn": lpn})
    if taken is None:
        return None
    draft: str = taken[0]
    batch.tell("park", lpn, state=state, draft_sha256=digest_of(draft))
    return draft


def work_opened(batch: Batch, fact: WorkOpened) -> None:
    key = new_key()
    row = {"id": key, "unit": fact.lpn, "kind": fact.kind, "opened_at": batch.at, "opened_by": batch.by}
    batch.insert(WorkOrder, row)
    batch.change_unit(fact.lpn, work=fact.kind)
    batch.subject = fact.lpn
    batch.acknowledge("work", key, {"work": fact.kind})
    batch.tell("work", key, unit=fact.lpn, work=fact.kind, state="open")


def work_closed(batch: Batch, fact: WorkClosed) -> None:
    picture = keep_photo(batch, fact.photo, f"proof:{fact.kind}", lpn=fact.lpn) if fact.photo else None
    _end_work(batch, fact.lpn, fact.kind, "closed", fact.proof, picture)
    if not batch.proven:
        batch.proven = {"proof": fact.proof} | ({"sha256": fact.photo.sha256} if fact.photo else {})
    state = UnitState.AWAITS_INSPECTION if fact.kind in AGAIN else UnitState.CLOSED
    batch.change_unit(fact.lpn, work="", state=state.value)


def work_cancelled(batch: Batch, fact: WorkCancelled) -> None:
    """No longer wanted: ended with the reason instead of a proof; where the unit stands is another fact's matter."""
    _end_work(batch, fact.lpn, fact.kind, "cancelled", f"cancelled: {fact.reason}", None)
    batch.change_unit(fact.lpn, work="")


def _end_work(batch: Batch, lpn: str, work: str, state: str, proof: str, picture: str | None) -> None:
    change = {"of_lpn": lpn, "of_kind": work, "now": batch.at, "who": batch.by, "how": state, "why": proof}
    batch.settle()
    ended = _CLOSE_WORK.first(batch.connection, {**change, "picture": picture})
    if ended is None:
        raise Conflict(say("{lpn} has no open work of the kind {work}.", lpn=lpn, work=work))
    batch.subject = lpn
    batch.acknowledge("work", ended[0], {"work": work, "state": state})
    batch.tell("work", ended[0], unit=lpn, work=work, state=state, proof=proof, photo=picture)


def film_kept(batch: Batch, fact: FilmKept) -> None:
    keep_photo(batch, fact.film, fact.shot, lpn=fact.lpn, parcel_id=fact.parcel_id, overrule=fact.note)


def put(batch: Batch, fact: UnitPut) -> None:
    batch.change_unit(fact.lpn, state=fact.state.value, bench="")
    batch.tell("unit", fact.lpn, state=fact.state.value)
    batch.subject = fact.lpn


def destroyed(batch: Batch, fact: Destroyed) -> None:
    keep_photo(batch, fact.photo, "destruction", lpn=fact.lpn)
    for still, end in zip(fact.stills, ("start", "end"), strict=False):
        keep_photo(batch, still, f"destruction:{end}", lpn=fact.lpn)
    batch.change_unit(fact.lpn, state=UnitState.CLOSED.value, work="")
    batch.proven = {"witness": fact.witness_id, "sha256": fact.photo.sha256, "code_read": fact.code_read}
    if fact.stills:
        batch.proven |= {"stills": [still.sha256 for still in fact.stills]}
    batch.tell("destroyed", fact.lpn, **batch.proven)
