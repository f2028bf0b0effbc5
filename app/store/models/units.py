"""Units and what was found on them. A correction is a new row with its cause; only a unit's standing is updated."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Flag, Key, Name, Plain

ON_SALE = "account IN ('sellable_a', 'sellable_b')"
"""Of a unit: it can be sold now. Most units on record were."""


class Unit(Base):
    """One physical piece, known by its LPN, and how it stands now.

    `product` is the article as it stood when the piece was scanned (prices included), `grade`, `route` and `held` are
    those of its newest inspection. `amazon_lpn` is the number that Amazon gave it, as a scan of
    it reads. `version` grows with every change.
    """

    __tablename__ = "units"

    lpn: Mapped[Name] = mapped_column(primary_key=True)
    client: Mapped[Name]
    sku: Mapped[Name]
    product: Mapped[Name]
    parcel_id: Mapped[Key] = mapped_column(ForeignKey("parcels.id"))
    line_id: Mapped[Key | None] = mapped_column(ForeignKey("return_lines.id"))
    state: Mapped[Name]
    account: Mapped[Name]
    round: Mapped[int] = mapped_column(default=1)
    rules: Mapped[Name]
    flags: Mapped[Plain] = mapped_column(default=list)
    serial: Mapped[Empty]
    grams: Mapped[int | None]
    grade: Mapped[Empty]
    route: Mapped[Empty]
    held: Mapped[Flag]
    work: Mapped[Empty]
    bench: Mapped[Empty]
    amazon_lpn: Mapped[Empty]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        CheckConstraint("round >= 1", name="round_from_1"),
        Index("ix_units_client_sku", "client", "sku"),
        Index("ix_units_on_sale", "client", "sku", sqlite_where=text(ON_SALE), postgresql_where=text(ON_SALE)),
        Index("ix_units_parcel_id", "parcel_id"),
        Index("ix_units_line_id", "line_id"),
        Index(
            "ix_units_serial",
            "serial",
            "client",
            sqlite_where=text("serial <> ''"),
            postgresql_where=text("serial <> ''"),
        ),
        Index("ix_units_held", "changed_at", sqlite_where=text("held = 1"), postgresql_where=text("held")),
        Index(
            "ix_units_awaits", "changed_at",
            sqlite_where=text("state = 'awaits_inspection'"), postgresql_where=text("state = 'awaits_inspection'"),
        ),
    )  # fmt: skip


class Inspection(Base):
    """A finished inspection: what was proposed, what was given, and the versions it rests on.

    A round is inspected once (revision 1); an override by a supervisor is a further revision with its cause.
    """

    __tablename__ = "inspections"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    round: Mapped[int]
    revision: Mapped[int]
    checklist: Mapped[Name]
    checklist_version: Mapped[int]
    grading_version: Mapped[int]
    routes_version: Mapped[int]
    holds_version: Mapped[int]
    proposed_grade: Mapped[Name]
    grade: Mapped[Name]
    reasons: Mapped[Name]
    findings: Mapped[Name]
    regrade_reason: Mapped[Empty]
    cause: Mapped[Name]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("unit", "round", "revision"),
        CheckConstraint("grade IN ('A', 'B', 'C', 'S')", name="grade_is_a_letter"),
        Index("ix_inspections_at", "at"),
        Index("ix_inspections_station_at", "station", "at"),
    )


class Disposition(Base):
    """Where an inspected unit goes, with the money of all routes as they were ranked then."""

    __tablename__ = "dispositions"

    id: Mapped[Key] = mapped_column(primary_key=True)
    inspection: Mapped[Key] = mapped_column(ForeignKey("inspections.id"))
    unit: Mapped[Name]
    route: Mapped[Name]
    net: Mapped[Decimal]
    currency: Mapped[Name]
    options: Mapped[Name]
    account: Mapped[Name]
    held: Mapped[Empty]
    reason: Mapped[Empty]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("inspection"), Index("ix_dispositions_unit", "unit"))


class Answer(Base):
    """An answer as it was given, by whom; one undone stays, as withdrawn."""

    __tablename__ = "answers"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    round: Mapped[int]
    question: Mapped[Name]
    choices: Mapped[Plain]
    note: Mapped[Empty]
    settled_by: Mapped[str | None]
    operator: Mapped[Key | None]
    at: Mapped[datetime]
    withdrawn: Mapped[Flag]

    __table_args__ = (
        Index(
            "uq_answers_standing", "unit", "round", "question", unique=True,
            sqlite_where=text("NOT withdrawn"), postgresql_where=text("NOT withdrawn"),
        ),
        Index("ix_answers_unit", "unit", "round"),
    )  # fmt: skip


class Photo(Base):
    """A picture that is evidence of a unit or of a parcel; its file is durable before this row exists."""

    __tablename__ = "photos"

    id: Mapped[Key] = mapped_column(primary_key=True)
    sha256: Mapped[Name]
    unit: Mapped[str | None] = mapped_column(ForeignKey("units.lpn"))
    parcel_id: Mapped[Key | None] = mapped_column(ForeignKey("parcels.id"))
    round: Mapped[Count]
    shot: Mapped[Name]
    format: Mapped[Name]
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    overrule: Mapped[Empty]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]
    withdrawn: Mapped[Flag]

    __table_args__ = (
        CheckConstraint("unit IS NOT NULL OR parcel_id IS NOT NULL", name="of_a_unit_or_parcel"),
        Index("ix_photos_unit", "unit"),
        Index("ix_photos_parcel_id", "parcel_id"),
        Index("ix_photos_sha256", "sha256"),
    )


class PhotoMarks(Base):
    """What a person drew on a photo, beside it; none: what was drawn before counts no more. The newest counts."""

    __tablename__ = "photo_marks"

    id: Mapped[Key] = mapped_column(primary_key=True)
    photo: Mapped[Key] = mapped_column(ForeignKey("photos.id"))
    sha256: Mapped[Name]
    marks: Mapped[Plain]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_photo_marks_photo", "photo"),)


class EvidenceDeletion(Base):
    """That the file of a photo was deleted when its time was over: by which rule, at whose word. Its rows stay."""

    __tablename__ = "evidence_deletions"

    id: Mapped[Key] = mapped_column(primary_key=True)
    sha256: Mapped[Name]
    size: Mapped[int]
    rule: Mapped[Name]
    reason: Mapped[Name]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_evidence_deletions_sha256", "sha256"),)
