"""Stock in two-sided entries and what the shops are to be told of it.

`ledger` only grows: triggers refuse UPDATE and DELETE. `balances` is its sum, kept in the same transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Key, Name

IS_KEPT = "ended_at IS NULL AND place <> 'listing'"
IS_OFFER = "sells AND op = 'add'"


class Ledger(Base):
    """One side of a move; the entries of a SKU sum to 0."""

    __tablename__ = "ledger"

    id: Mapped[Key] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    client: Mapped[Name]
    sku: Mapped[Name]
    unit: Mapped[str | None] = mapped_column(ForeignKey("units.lpn"))
    account: Mapped[Name]
    quantity: Mapped[int]
    reason: Mapped[Name]
    station: Mapped[Name]

    __table_args__ = (
        CheckConstraint("quantity <> 0", name="moves_something"),
        Index("ix_ledger_unit", "unit"),
        Index("ix_ledger_article", "client", "sku", "account", "id"),
    )


class Balance(Base):
    """How much of an article stands in an account; only the world outside may be below 0."""

    __tablename__ = "balances"

    client: Mapped[Name] = mapped_column(primary_key=True)
    sku: Mapped[Name] = mapped_column(primary_key=True)
    account: Mapped[Name] = mapped_column(primary_key=True)
    quantity: Mapped[int]

    __table_args__ = (CheckConstraint("quantity >= 0 OR account = 'outside'", name="never_below_0"),)


class Allocation(Base):
    """Where a unit is sold or kept for: one place at a time, the database says so. An ended one stays.

    `place` is one of `app.domain.selling.Place`; a marketplace is named by `channel`, a bundle by its SKU.
    """

    __tablename__ = "allocations"

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit: Mapped[Name] = mapped_column(ForeignKey("units.lpn"))
    client: Mapped[Name]
    sku: Mapped[Name]
    grade: Mapped[Name]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="listing")
    channel: Mapped[Empty]
    bundle: Mapped[Empty]

    __table_args__ = (
        CheckConstraint(
            "place IN ('listing', 'outlet', 'marketplace', 'bundle', 'live', 'exchange')", name="place_is_known"
        ),
        CheckConstraint("(place = 'marketplace') = (channel <> '')", name="marketplace_is_named"),
        CheckConstraint("(place = 'bundle') = (bundle <> '')", name="bundle_is_named"),
        Index(
            "ix_allocations_kept", "client", "place", "bundle", "sku",
            sqlite_where=text(IS_KEPT), postgresql_where=text(IS_KEPT),
        ),
        Index(
            "uq_allocations_standing", "unit", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip


class Outbox(Base):
    """A message to a channel, one a unit and listing; its id is the idempotency key.

    An `add` that `sells` offers its unit, and an allocation has one such at most; others keep books (or are older than
    this rule). `write` is the newest write that covered it (`channel_writes`), `key` what that went out under.
    """

    __tablename__ = "outbox"

    id: Mapped[Key] = mapped_column(primary_key=True)
    allocation: Mapped[Key] = mapped_column(ForeignKey("allocations.id"))
    listing: Mapped[Key] = mapped_column(ForeignKey("listings.id"))
    channel: Mapped[Name]
    client: Mapped[Name]
    sku: Mapped[Name]
    grade: Mapped[Name]
    unit: Mapped[Name]
    op: Mapped[Name]
    quantity: Mapped[int] = mapped_column(default=1)
    sells: Mapped[bool] = mapped_column(server_default=false())
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[Count]
    problem: Mapped[Empty]
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    write: Mapped[Key | None]
    key: Mapped[Empty]
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("allocation", "listing", "op"),
        CheckConstraint("op IN ('add', 'take')", name="op_is_known"),
        CheckConstraint("quantity >= 1", name="quantity_from_1"),
        Index(
            "ix_outbox_open", "channel", "created_at",
            sqlite_where=text("state <> 'confirmed'"), postgresql_where=text("state <> 'confirmed'"),
        ),
        Index(
            "uq_outbox_sells", "allocation", unique=True,
            sqlite_where=text(IS_OFFER), postgresql_where=text(IS_OFFER),
        ),
        Index("ix_outbox_unit", "unit"),
        Index("ix_outbox_listing", "listing", "id"),
        Index("ix_outbox_article", "client", "sku", "id"),
    )  # fmt: skip
