"""Writes the facts of one action: rows, ledger entries, outbox messages, projections, one audit entry, their receipts.

    batch      collects rows and changes of one write, and sends them in few statements
    parcels    parcels, announced lines, who takes the bench
    units      units, answers, photos
    grades     a finished inspection and a supervisor's word on it
    stock      moves and what the shops are told
    exchanges  reservations of the exchange pool, and where somebody wants a unit sold
    papers     labels, work orders, parked drafts
    claims      claims, their steps, what is covered on photos
    certificates   what is numbered, declared void, written out

To add a fact: a dataclass in `app.domain.bench.facts`, a function here in the file of its area, a row in `WRITERS`.
Everything happens in the caller's transaction; nothing here commits. Answers and weights are not audited one by one:
the entry of the grade carries the answers whole, each with its operator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain import claim_facts as claimed
from app.domain.access import Operator
from app.domain.bench import facts as happened
from app.domain.bench.facts import Fact
from app.domain.photo_marks import PhotoMarked
from app.ports import Receipt
from app.store.audit import Link, append
from app.store.bench_log import LogHead
from app.store.keys import StationIdentity

from . import certificates, claims, exchanges, grades, marking, papers, parcels, stock, units
from .batch import Batch

WRITERS: dict[type[Any], Callable[[Batch, Any], None]] = {
    happened.ParcelOpened: parcels.opened,
    happened.ParcelReopened: parcels.reopened,
    happened.ParcelWithdrawn: parcels.withdrawn,
    happened.ParcelClosed: parcels.closed,
    happened.LineCounted: parcels.line_counted,
    happened.SignedIn: parcels.signed_in,
    happened.SignedOut: parcels.signed_out,
    happened.UnitOpened: units.opened,
    happened.UnitAnnounced: units.announced,
    happened.UnitReopened: units.reopened,
    happened.UnitWithdrawn: units.withdrawn,
    happened.InspectionWithdrawn: units.inspection_withdrawn,
    happened.Flagged: units.flagged,
    happened.SerialRead: units.serial_read,
    happened.Weighed: units.weighed,
    happened.Answered: units.answered,
    happened.AnswerWithdrawn: units.answer_withdrawn,
    happened.PhotoKept: units.photo_kept,
    happened.PhotoWithdrawn: units.photo_withdrawn,
    happened.Graded: grades.graded,
    happened.Reviewed: grades.reviewed,
    happened.Moved: stock.moved,
    happened.Offered: stock.offered,
    happened.Arranged: exchanges.arranged,
    happened.ExchangeReserved: exchanges.reserved,
    happened.ExchangeEnded: exchanges.ended,
    happened.LabelPrinted: papers.label_printed,
    happened.LabelVoided: papers.label_voided,
    happened.LabelVerified: papers.label_verified,
    happened.UnitParked: papers.parked,
    happened.UnitResumed: papers.resumed,
    happened.WorkOpened: papers.work_opened,
    happened.WorkClosed: papers.work_closed,
    happened.WorkCancelled: papers.work_cancelled,
    happened.UnitPut: papers.put,
    happened.Destroyed: papers.destroyed,
    happened.FilmKept: papers.film_kept,
    happened.CertificateDue: certificates.due,
    happened.CertificateVoided: certificates.voided,
    happened.CertificateCopied: certificates.copied,
    claimed.ClaimOpened: claims.opened,
    claimed.ClaimDated: claims.dated,
    claimed.ClaimPacked: claims.packed,
    claimed.ClaimFiled: claims.filed,
    claimed.ClaimClosed: claims.closed,
    claimed.PhotoRedacted: claims.redacted,
    PhotoMarked: marking.marked,
}

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def write(
    connection: Connection,
    station: StationIdentity,
    facts: Sequence[Fact],
    *,
    at: datetime,
    operator: Operator | None,
    log: Callable[[], LogHead] = LogHead,
) -> tuple[tuple[Receipt, ...], Link | None]:
    """Write these facts; their receipts in order, and the audit entry where there is one.

    `log` gives where the bench's log stands, before this act; the audit entry says so.
    """
    batch = Batch(connection, station, at, operator)
    for fact in facts:
        WRITERS[type(fact)](batch, fact)
    batch.flush()
    stock.book_moves(batch)  # after the rows: an entry names its unit
    stock.tell_bundles(batch)
    return tuple(batch.receipts), _audit(batch, facts, log)


def _audit(batch: Batch, facts: Sequence[Fact], log: Callable[[], LogHead]) -> Link | None:
    if not batch.told:
        return None
    head = log()
    stood = {"log": {"seq": head.seq, "digest": head.digest}} if head.digest else {}
    first = next((fact for fact in facts if isinstance(fact, happened.Graded | happened.Destroyed)), facts[0])
    return append(
        batch.connection,
        station=batch.station.id,
        at=batch.at,
        actor=batch.by or "",
        kind=_WORDS.sub("_", type(first).__name__).lower(),
        payload={"facts": batch.told, "subject": batch.subject, **stood},
        subject=batch.subject,
    )
