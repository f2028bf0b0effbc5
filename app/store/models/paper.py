"""What a unit gets and what is asked of it: labels and their prints, certificates, work orders, reviews, drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Key, Name, Plain


class Label(Base):
    """A print. Its code names this very print, so that an earlier or voided one never verifies; a tag that carries
    only the LPN names its unit and is no label of the shop."""

    __tablename__ = "labels"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    template: Mapped[Name]
    code: Mapped[Name]
    sequence: Mapped[int]
    fields: Mapped[Plain]
    lines: Mapped[Plain]  # what older versions kept in the place of fields; of no use since
    state: Mapped[str] = mapped_column(default="printed")  # printed, verified, void
    reprint_of: Mapped[Empty]
    reason: Mapped[Empty]
    void_reason: Mapped[Empty]
    operator: Mapped[Key | None]
    at: Mapped[datetime]

    __table_args__ = (
        Index(
            "uq_labels_code", "code", unique=True,
            sqlite_where=text("code <> unit"), postgresql_where=text("code <> unit"),
        ),
        Index("ix_labels_unit", "unit", "sequence"),
        Index(
            "ix_labels_unverified", "at",
            sqlite_where=text("state = 'printed' AND template NOT IN ('park', 'scrap', 'handover')"),
            postgresql_where=text("state = 'printed' AND template NOT IN ('park', 'scrap', 'handover')"),
        ),
    )  # fmt: skip


class PrintJob(Base):
    """One label on its way to a printer, written with what it is the label of; each change is durable by itself.

    `data` is what the template is given. While it is `sending`, its owner (a process) holds it until `lease_until`.
    """

    __tablename__ = "print_jobs"

    id: Mapped[Key] = mapped_column(primary_key=True)
    station: Mapped[Name]
    unit: Mapped[str | None] = mapped_column(ForeignKey("units.lpn"))  # none for a parcel's tag
    code: Mapped[Name]
    kind: Mapped[Name]
    template: Mapped[Name]
    client: Mapped[Empty]
    printer: Mapped[Name]
    data: Mapped[Plain]
    state: Mapped[str] = mapped_column(default="queued")  # queued, sending, sent, confirmed, unknown, failed
    message: Mapped[Empty]
    reprint_of: Mapped[Key | None]
    attempts: Mapped[Count]
    owner: Mapped[Empty]
    lease_until: Mapped[datetime | None]
    queued_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_print_jobs_unit", "unit", "kind"),
        Index("ix_print_jobs_code", "code"),
        Index(
            "ix_print_jobs_open", "station", "printer",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
    )  # fmt: skip


class Certificate(Base):
    """A numbered certificate; a unit has one of a kind at most that counts.

    What it says is never altered (a trigger refuses it): it is declared void, and another may take its place.
    """

    __tablename__ = "certificates"

    number: Mapped[Name] = mapped_column(primary_key=True)
    kind: Mapped[Name]
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    payload: Mapped[Plain]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[Key | None]
    void_reason: Mapped[Empty]
    replaced_by: Mapped[Empty]

    __table_args__ = (
        Index(
            "uq_certificates_unit_kind", "unit", "kind", unique=True,
            sqlite_where=text("voided_at IS NULL"), postgresql_where=text("voided_at IS NULL"),
        ),
        Index("ix_certificates_at", "at"),
        Index("ix_certificates_unit", "unit"),
    )  # fmt: skip


class CertificateCopy(Base):
    """A certificate as it was written out, by the hash of the document; one row for each that differs."""

    __tablename__ = "certificate_copies"

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Name] = mapped_column(ForeignKey("certificates.number"))
    sha256: Mapped[Name]
    size: Mapped[int]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("number", "sha256"),)


class WorkOrder(Base):
    """The work that a route asked for; a unit has one open at most."""

    __tablename__ = "work_orders"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    kind: Mapped[Name]
    opened_at: Mapped[datetime]
    opened_by: Mapped[Key | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[Key | None]
    outcome: Mapped[Empty]
    proof: Mapped[Empty]
    photo: Mapped[Key | None]

    __table_args__ = (
        Index(
            "uq_work_orders_open", "unit", unique=True,
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_work_orders_unit", "unit"),
        Index(
            "ix_work_orders_open", "opened_at", "kind",
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip


class Review(Base):
    """A supervisor's word on a finished unit."""

    __tablename__ = "reviews"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    decision: Mapped[Name]
    grade_before: Mapped[Name]
    grade: Mapped[Name]
    reason: Mapped[Empty]
    operator: Mapped[Key | None]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_reviews_unit", "unit"),)


class Draft(Base):
    """A parked unit's draft, whole, for any bench of the house."""

    __tablename__ = "drafts"

    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"), primary_key=True)
    draft: Mapped[Name]
    station: Mapped[Name]
    at: Mapped[datetime]
