"""Where clients want their graded units sold, and the pieces that are kept for exchanges.

A unit is reserved for one order at a time: the database says so. A reservation that has ended stays.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Key, Name

IS_OPEN = "ended_at IS NULL"


class SellingRule(Base):
    """Where a client wants units of a grade to go: the rule with the lowest rank that has room takes the unit.

    `sku` is empty where the rule is for all articles of the client; `keep` is how many units the place holds at most
    of an article, None where it takes all. `version` grows with each change; 0 is from before the chain told it.
    """

    __tablename__ = "selling_rules"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    sku: Mapped[Empty]
    grade: Mapped[Name]
    rank: Mapped[int]
    place: Mapped[Name]
    channel: Mapped[Empty]
    bundle: Mapped[Empty]
    keep: Mapped[int | None]
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "sku", "grade", "rank"),
        CheckConstraint("rank >= 1", name="rank_from_1"),
        CheckConstraint("keep IS NULL OR keep >= 0", name="keep_from_0"),
        CheckConstraint(
            "place IN ('listing', 'outlet', 'marketplace', 'bundle', 'live', 'exchange')", name="place_is_known"
        ),
        CheckConstraint("(place = 'marketplace') = (channel <> '')", name="marketplace_is_named"),
        CheckConstraint("(place = 'bundle') = (bundle <> '')", name="bundle_is_named"),
    )


class ExchangeReservation(Base):
    """A unit of the exchange pool that is kept for an order or RMA (`number`), and what became of it."""

    __tablename__ = "exchange_reservations"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    number: Mapped[Name]
    reserved_at: Mapped[datetime]
    reserved_by: Mapped[Key | None]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[Key | None]
    outcome: Mapped[Empty]
    reason: Mapped[Empty]

    __table_args__ = (
        CheckConstraint("outcome IN ('', 'taken', 'released')", name="outcome_is_known"),
        CheckConstraint("(outcome = '') = (ended_at IS NULL)", name="ended_with_outcome"),
        Index(
            "uq_exchange_reservations_unit", "unit", unique=True,
            sqlite_where=text(IS_OPEN), postgresql_where=text(IS_OPEN),
        ),
    )  # fmt: skip
