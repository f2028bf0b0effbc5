"""What is asked of the records about one unit, each statement compiled once: its page asks nineteen at a time, beside a
window that draws meanwhile.

Values are `unit` (its LPN) unless a name says otherwise.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, or_, select

from app.store.deletions import DELETED_AT
from app.store.models import (
    Answer,
    Audit,
    Certificate,
    Disposition,
    Inspection,
    Label,
    Ledger,
    Outbox,
    Parcel,
    Photo,
    PhotoMarks,
    PrintJob,
    ReturnLine,
    Review,
    Unit,
    User,
    WorkOrder,
    table,
)
from app.store.prepared import Prepared


def _of(columns: tuple[Any, ...], unit: ColumnElement[Any], *order: Any) -> Prepared:
    """These columns of the rows of the unit."""
    return Prepared(select(*columns).where(unit == bindparam("unit")).order_by(*order))


_ITS_PHOTOS = or_(Photo.unit == bindparam("unit"), and_(Photo.unit.is_(None), Photo.parcel_id == bindparam("parcel")))
"""Its own, and those of its parcel."""

UNIT = _of(tuple(table(Unit).columns), table(Unit).c.lpn)
PEOPLE = Prepared(select(User.id, User.badge))
LABEL_CODES = _of((Label.code,), table(Label).c.unit, Label.sequence)
PARCEL = Prepared(
    select(Parcel.id, Parcel.tracking, Parcel.kind, Parcel.opened_at).where(Parcel.id == bindparam("parcel"))
)
LINE = Prepared(
    select(
        ReturnLine.platform,
        ReturnLine.number.label("order_id"),
        ReturnLine.rma,
        ReturnLine.reason_code,
        ReturnLine.reason_text,
        ReturnLine.customer_note,
        ReturnLine.size,
        ReturnLine.colour,
    ).where(ReturnLine.id == bindparam("line"))
)
ANSWERS = Prepared(
    select(
        Answer.id,
        Answer.question,
        Answer.choices,
        Answer.note,
        Answer.round,
        Answer.settled_by,
        Answer.operator,
        Answer.at,
    )
    .where(Answer.unit == bindparam("unit"), Answer.withdrawn == false())
    .order_by(Answer.id)
)
INSPECTIONS = Prepared(
    select(
        Inspection.id,
        Inspection.round,
        Inspection.revision,
        Inspection.cause,
        Inspection.checklist,
        Inspection.checklist_version,
        Inspection.proposed_grade,
        Inspection.grade,
        Inspection.reasons,
        Inspection.findings,
        Inspection.regrade_reason,
        Disposition.route,
        Disposition.net,
        Disposition.currency,
        Disposition.reason.label("route_reason"),
        Disposition.held.label("held_because"),
        Disposition.options.label("routes"),
        Inspection.operator,
        Inspection.at,
    )
    .join(Disposition, Disposition.inspection == Inspection.id)
    .where(Inspection.unit == bindparam("unit"))
    .order_by(Inspection.id)
)
PHOTOS = Prepared(
    select(
        Photo.id,
        Photo.sha256,
        Photo.shot,
        Photo.format,
        Photo.size,
        Photo.width,
        Photo.height,
        Photo.round,
        Photo.overrule,
        Photo.withdrawn,
        Photo.operator,
        Photo.at,
        DELETED_AT.label("deleted_at"),
    )
    .where(_ITS_PHOTOS)
    .order_by(Photo.id)
)
MARKS = Prepared(
    select(PhotoMarks.photo, PhotoMarks.marks, PhotoMarks.operator, PhotoMarks.at)
    .join(Photo, Photo.id == PhotoMarks.photo)
    .where(_ITS_PHOTOS)
    .order_by(PhotoMarks.id)
)
LABELS = _of(
    (
        Label.id,
        Label.template,
        Label.code,
        Label.sequence,
        Label.fields,
        Label.lines,
        Label.state,
        Label.reprint_of,
        Label.reason,
        Label.void_reason,
        Label.operator,
        Label.at,
    ),
    table(Label).c.unit,
    Label.sequence,
)
JOBS = _of((PrintJob.id, PrintJob.code, PrintJob.printer, PrintJob.state, PrintJob.message), table(PrintJob).c.unit)
CERTIFICATES = _of(
    (
        Certificate.number,
        Certificate.kind,
        Certificate.operator,
        Certificate.at,
        case((Certificate.voided_at.is_(None), "valid"), else_="void").label("state"),
        Certificate.replaced_by,
        Certificate.void_reason,
        Certificate.payload,
    ),
    table(Certificate).c.unit,
    Certificate.number,
)
REVIEWS = _of(
    (Review.id, Review.decision, Review.grade_before, Review.grade, Review.reason, Review.operator, Review.at),
    table(Review).c.unit,
    Review.id,
)
WORK = _of(
    (
        WorkOrder.id,
        WorkOrder.kind,
        WorkOrder.opened_at,
        WorkOrder.opened_by,
        WorkOrder.closed_at,
        WorkOrder.closed_by,
        WorkOrder.outcome,
        WorkOrder.proof,
    ),
    table(WorkOrder).c.unit,
    WorkOrder.id,
)
LEDGER = _of((Ledger.id, Ledger.at, Ledger.account, Ledger.quantity, Ledger.reason), table(Ledger).c.unit, Ledger.id)
OUTBOX = _of(
    (
        Outbox.id,
        Outbox.channel,
        Outbox.op,
        Outbox.quantity,
        Outbox.state,
        Outbox.attempts,
        Outbox.created_at,
        Outbox.confirmed_at,
        Outbox.problem,
    ),
    table(Outbox).c.unit,
    Outbox.id,
)
AUDIT = _of(
    (Audit.station, Audit.seq, Audit.at, Audit.actor, Audit.kind, Audit.payload, Audit.hash),
    table(Audit).c.subject,
    Audit.at,
    Audit.seq,
)
