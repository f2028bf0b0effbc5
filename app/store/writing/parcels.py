"""Parcels, announced lines, and who takes the bench."""

from __future__ import annotations

from sqlalchemy import Integer, bindparam, case, update

from app.domain.bench.facts import (
    LineCounted,
    ParcelClosed,
    ParcelOpened,
    ParcelReopened,
    ParcelWithdrawn,
    SignedIn,
    SignedOut,
)
from app.domain.returns import ParcelKind
from app.errors import Conflict
from app.store import counters
from app.store.models import Parcel, ReturnLine, table
from app.store.prepared import Prepared

from .batch import Batch

_LINES = table(ReturnLine)
_MORE = {
    "quantity": _LINES.c.quantity + bindparam("more_announced"),
    "called_off": _LINES.c.called_off - bindparam("more_announced"),
    "received": _LINES.c.received + bindparam("more_received"),
    "missing": _LINES.c.missing + bindparam("more_missing"),
    "wrong": _LINES.c.wrong + bindparam("more_wrong"),
    # The reason of an earlier missing piece stays where nothing more is missing.
    "missing_reason": case(
        (bindparam("more_missing", type_=Integer) > 0, bindparam("why")), else_=_LINES.c.missing_reason
    ),
}
_COUNT = Prepared(update(_LINES).where(_LINES.c.id == bindparam("line")).values(_MORE))


STANDS_OPEN = {"state": "open", "outcome": "", "reopened": "", "closed_at": None}
"""How a parcel stands that is just opened."""


def opened(batch: Batch, fact: ParcelOpened) -> None:
    no_code = fact.kind is ParcelKind.NO_CODE
    if no_code:
        counters.use_up_to(batch.connection, counters.PARCEL, counters.number_in(fact.tracking))
    row = {
        "id": fact.parcel_id,
        "key": fact.key,
        "tracking": fact.tracking,
        "kind": fact.kind.value,
        "description": fact.description,
        "owes_photo": no_code,
        "station": batch.station.id,
        "opened_at": batch.at,
    }
    batch.insert(Parcel, row)
    batch.tell("parcel_stands", fact.parcel_id, version=0, **STANDS_OPEN, owes_photo=no_code)
    known_by = {"tracking": fact.tracking, "key": fact.key, "parcel_kind": fact.kind.value}
    _say(batch, fact.parcel_id, "open", **known_by, description=fact.description)


def reopened(batch: Batch, fact: ParcelReopened) -> None:
    batch.change_parcel(fact.parcel_id, state="open", reopened=fact.why, closed_at=None)
    _say(batch, fact.parcel_id, "reopened", why=fact.why)


def withdrawn(batch: Batch, fact: ParcelWithdrawn) -> None:
    batch.change_parcel(fact.parcel_id, state="withdrawn", closed_at=batch.at)
    _say(batch, fact.parcel_id, "withdrawn")


def closed(batch: Batch, fact: ParcelClosed) -> None:
    batch.change_parcel(fact.parcel_id, state="closed", outcome=fact.outcome, reopened="", closed_at=batch.at)
    _say(batch, fact.parcel_id, "closed", outcome=fact.outcome)


def line_counted(batch: Batch, fact: LineCounted) -> None:
    """Atomic, so that two benches at one parcel both count; the database refuses more than was announced."""
    counts = {"received": fact.received, "missing": fact.missing, "wrong": fact.wrong}
    if fact.reinstated:
        counts["announced"] = fact.reinstated
    more = {f"more_{name}": counts.get(name, 0) for name in ("received", "missing", "wrong", "announced")}
    change = {"line": fact.line_id, "why": fact.reason, **more}
    if _COUNT.run(batch.connection, change) != 1:
        raise Conflict("This announced line is no longer on record.")
    batch.acknowledge("line", fact.line_id)
    batch.tell("line", fact.line_id, **counts, reason=fact.reason)


def signed_in(batch: Batch, fact: SignedIn) -> None:
    batch.tell("sign_in", fact.user_id)


def signed_out(batch: Batch, fact: SignedOut) -> None:
    batch.tell("sign_out", fact.user_id)


def _say(batch: Batch, parcel_id: str, state: str, **content: str) -> None:
    batch.subject = batch.subject or parcel_id
    batch.acknowledge("parcel", parcel_id, {"state": state})
    batch.tell("parcel", parcel_id, state=state, **content)
