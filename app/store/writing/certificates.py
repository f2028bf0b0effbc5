"""Certificates: the number and what is frozen with it, that one no longer counts, and the documents made of them.

The number comes from a locked row in the transaction of what it certifies, so there is neither a gap nor a double. What
stands in the payload is never altered afterwards; it also names the newest entry of the station's audit chain, so that
the paper vouches for everything before it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from app.domain.bench.facts import CertificateCopied, CertificateDue, CertificateVoided
from app.domain.certificates import lacking
from app.domain.grading import Reason
from app.errors import Conflict
from app.saying import say
from app.store import audit, counters
from app.store.mapping import from_text, new_key
from app.store.models import Certificate, CertificateCopy, Disposition, Inspection, Unit, table
from app.store.prepared import Prepared

from .batch import Batch

CERTIFICATES = {"destruction": "DES", "donation": "DON", "recycling": "REC"}
"""Kinds of certificate with the letters that their numbers begin with."""

_CERTIFICATES = table(Certificate)
_UNIT = Prepared(
    select(Unit.client, Unit.sku, Unit.serial, Unit.opened_at, Unit.grams).where(Unit.lpn == bindparam("of_lpn"))
)
_NEWEST = Prepared(
    select(Inspection.grade, Inspection.reasons, Inspection.regrade_reason, Disposition.reason)
    .join(Disposition, Disposition.inspection == Inspection.id)
    .where(Inspection.unit == bindparam("of_lpn"))
    .order_by(Inspection.id.desc())
)
_BEFORE = Prepared(
    select(_CERTIFICATES.c.payload, _CERTIFICATES.c.at).where(_CERTIFICATES.c.number == bindparam("of_number"))
)
_VOID = Prepared(
    update(_CERTIFICATES)
    .where(_CERTIFICATES.c.number == bindparam("of_number"), _CERTIFICATES.c.voided_at.is_(None))
    .values(voided_at=bindparam("now"), voided_by=bindparam("who"), void_reason=bindparam("why"))
    .returning(_CERTIFICATES.c.unit, _CERTIFICATES.c.kind)
)
VOID, REPLACED = 2, 3
"""How far the state of a certificate is told; 1 when it gets its number."""
_REPLACED = Prepared(
    update(_CERTIFICATES)
    .where(_CERTIFICATES.c.number == bindparam("of_number"), _CERTIFICATES.c.voided_at.is_not(None))
    .values(replaced_by=bindparam("successor"))
    .returning(_CERTIFICATES.c.voided_at, _CERTIFICATES.c.voided_by, _CERTIFICATES.c.void_reason)
)


def due(batch: Batch, fact: CertificateDue) -> None:
    """The next number of its kind. Raises `Conflict` where the unit has one that counts."""
    running = counters.take(batch.connection, f"certificate:{fact.kind}")
    number = f"{CERTIFICATES[fact.kind]}-{running:06d}"
    payload = _replacing(batch, fact) if fact.replaces else _payload(batch, fact)
    row = {
        "number": number,
        "kind": fact.kind,
        "unit": fact.lpn,
        "payload": payload,
        "operator": batch.by,
        "station": batch.station.id,
        "at": batch.at,
    }
    batch.insert(Certificate, row)
    batch.subject = fact.lpn
    missing = lacking(fact.kind, {**payload["content"], **payload["details"]})
    batch.acknowledge("certificate", number, {"certificate": fact.kind, "not_recorded": list(missing)})
    batch.tell("certificate", number, certificate=fact.kind, unit=fact.lpn, payload=payload)
    if fact.replaces:
        batch.settle()
        row = _REPLACED.first(batch.connection, {"of_number": fact.replaces, "successor": number})
        if row is None:
            raise Conflict(say("The certificate {number} still counts.", number=fact.replaces))
        _tell_state(batch, fact.replaces, row.voided_at, (row.voided_by, row.void_reason, number), REPLACED)


def _payload(batch: Batch, fact: CertificateDue) -> dict[str, Any]:
    """What was known at this moment."""
    batch.settle()
    client, sku, serial, opened_at, grams = _UNIT.rows(batch.connection, {"of_lpn": fact.lpn})[0]
    head = audit.head(batch.connection, batch.station.id, lock=True)
    content: dict[str, Any] = json.loads(fact.content) if fact.content else {}
    content |= {"received_at": audit.instant(opened_at), **_judged(batch, fact.lpn)}
    if grams is not None and "weight_g" not in dict(fact.details):
        content |= {"weight_g": str(grams), "weight_source": "measured"}
    return {
        "unit": fact.lpn,
        "client": client,
        "sku": sku,
        "serial": serial,
        **batch.proven,
        "content": content,
        "details": dict(fact.details),
        "audit": {"station": batch.station.id, "seq": head.seq, "hash": head.hash},
    }


def _judged(batch: Batch, lpn: str) -> dict[str, Any]:
    """Grade and reasons of the newest inspection, in every language in which the rules say them."""
    row = _NEWEST.first(batch.connection, {"of_lpn": lpn})
    if row is None:
        return {}
    reasons: tuple[Reason, ...] = from_text(tuple[Reason, ...], row.reasons)
    said: dict[str, list[str]] = {}
    for reason in reasons:
        for language, text in reason.text.entries:
            said.setdefault(language, []).append(text)
    return {
        "grade": row.grade,
        "reasons": {language: "; ".join(texts) for language, texts in said.items()},
        "regrade_reason": row.regrade_reason,
        "route_reason": row.reason,
    }


def _replacing(batch: Batch, fact: CertificateDue) -> dict[str, Any]:
    """What the void one said, with what is corrected, without what was taken out, and the chain as it stands now."""
    found = _BEFORE.first(batch.connection, {"of_number": fact.replaces})
    if found is None:
        raise Conflict(say("There is no certificate {number}.", number=fact.replaces))
    before: dict[str, Any] = dict(found.payload)
    head = audit.head(batch.connection, batch.station.id, lock=True)
    details = before.get("details", {}) | dict(fact.details)
    return before | {
        "details": {name: value for name, value in details.items() if value},
        "content": before.get("content", {}) | (json.loads(fact.content) if fact.content else {}),
        "replaces": fact.replaces,
        "done_at": _done_at(batch, found),
        "audit": {"station": batch.station.id, "seq": head.seq, "hash": head.hash},
    }


def _done_at(batch: Batch, found: Any) -> str:
    """When it was done: a correction, whenever it comes, moves no destruction.

    What an older version put in another's place does not say so; then the first of them has it by its own time.
    """
    while "done_at" not in found.payload and (earlier := found.payload.get("replaces")):
        before = _BEFORE.first(batch.connection, {"of_number": earlier})
        if before is None:
            break
        found = before
    return str(found.payload.get("done_at") or audit.instant(found.at))


def voided(batch: Batch, fact: CertificateVoided) -> None:
    """It stays on record, void. Raises `Conflict` where it does not count any more."""
    change = {"of_number": fact.number, "now": batch.at, "who": batch.by, "why": fact.reason}
    row = _VOID.first(batch.connection, change)
    if row is None:
        raise Conflict(say("The certificate {number} does not count any more.", number=fact.number))
    batch.subject = row.unit
    batch.acknowledge("certificate", fact.number, {"certificate": row.kind, "state": "void"})
    _tell_state(batch, fact.number, batch.at, (batch.by, fact.reason, ""), VOID)


def _tell_state(batch: Batch, number: str, at: datetime, stands: tuple[str | None, str, str], version: int) -> None:
    by, reason, successor = stands
    batch.tell(
        "certificate_state",
        number,
        voided_at=audit.instant(at),
        voided_by=by,
        void_reason=reason,
        replaced_by=successor,
        version=version,
    )


def copied(batch: Batch, fact: CertificateCopied) -> None:
    """The hash of a document that was made of it."""
    key = new_key()
    content = {"number": fact.number, "sha256": fact.sha256, "size": fact.size}
    row = {"id": key, **content, "operator": batch.by, "station": batch.station.id, "at": batch.at}
    batch.insert(CertificateCopy, row)
    batch.tell("certificate_copy", key, **content)
