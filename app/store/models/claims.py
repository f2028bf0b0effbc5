"""Claims at the desks of marketplaces, what became of them, and what is covered on photos that leave the house.

Every row is a fact and is never changed: how a claim stands follows from its steps, what is covered on a photo from
the newest decision about it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Flag, Key, Name, Plain


class Claim(Base):
    """A claim as it was opened; `desk` and `desk_version` name the data that say what the desk wants."""

    __tablename__ = "claims"

    number: Mapped[Name] = mapped_column(primary_key=True)
    desk: Mapped[Name]
    desk_version: Mapped[int]
    cases: Mapped[Plain]
    client: Mapped[Name]
    platform: Mapped[Empty]
    order_number: Mapped[Empty]
    rma: Mapped[Empty]
    whole_order: Mapped[Flag]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]


class ClaimUnit(Base):
    """A unit that a claim is about."""

    __tablename__ = "claim_units"

    id: Mapped[Key] = mapped_column(primary_key=True)
    claim: Mapped[Name] = mapped_column(ForeignKey("claims.number"))
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))

    __table_args__ = (Index("ix_claim_units_claim", "claim"), Index("ix_claim_units_unit", "unit"))


class ClaimStep(Base):
    """Something that happened to a claim: `dated`, `packed`, `filed` or `closed`; what does not belong to it is empty.

    `copies` are, of each photo in a pack, its key, the hash of the original and that of the copy.
    """

    __tablename__ = "claim_steps"

    id: Mapped[Key] = mapped_column(primary_key=True)
    claim: Mapped[Name] = mapped_column(ForeignKey("claims.number"))
    step: Mapped[Name]
    since: Mapped[datetime | None]
    outcome: Mapped[Empty]
    note: Mapped[Empty]
    amount: Mapped[Decimal | None]
    currency: Mapped[Empty]
    sha256: Mapped[Empty]
    size: Mapped[Count]
    copies: Mapped[Plain] = mapped_column(default=list)
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("step IN ('dated', 'packed', 'filed', 'closed')", name="step_is_known"),
        Index("ix_claim_steps_claim", "claim"),
    )


class Redaction(Base):
    """What a person decided to cover on a photo; no boxes: nothing. The newest of a photo counts."""

    __tablename__ = "redactions"

    id: Mapped[Key] = mapped_column(primary_key=True)
    photo: Mapped[Key] = mapped_column(ForeignKey("photos.id"))
    sha256: Mapped[Name]
    boxes: Mapped[Plain]
    operator: Mapped[Key | None]
    station: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_redactions_photo", "photo"),)
