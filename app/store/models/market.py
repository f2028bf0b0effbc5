"""What the marketplaces' own files tell: FBA returns, removal orders and shipments; and what was sold.

A row is known by what never changes in it (`known_by`: order, SKU, date and the like), by the number that may come
later (LPN, tracking number), and by its place among rows that are equal in both: so a file that is read again, or one
that brings what was missing, finds the row that it is about. Texts are as the marketplace wrote them. `version` grows
with each change, which the audit chain tells; 0 is from before it did.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Key, Name, Plain


class FbaReturn(Base):
    """A buyer's return that Amazon took in, with what Amazon said of it. It books nothing: the piece is at Amazon's."""

    __tablename__ = "fba_returns"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    known_by: Mapped[Name]
    late: Mapped[Empty]
    position: Mapped[int] = mapped_column(default=1)
    number: Mapped[Name]
    sku: Mapped[Name]
    lpn: Mapped[Empty]
    fnsku: Mapped[Empty]
    asin: Mapped[Empty]
    title: Mapped[Empty]
    quantity: Mapped[int] = mapped_column(default=1)
    returned_at: Mapped[datetime | None]
    centre: Mapped[Empty]
    disposition: Mapped[Empty]
    reason: Mapped[Empty]
    status: Mapped[Empty]
    comments: Mapped[Empty]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "known_by", "late", "position", name="known_by_fba_returns"),
        Index("ix_fba_returns_late", "late"),
        Index("ix_fba_returns_returned_at", "returned_at"),
    )


class FbaRemoval(Base):
    """An article of a removal order, with its counts as Amazon last told them."""

    __tablename__ = "fba_removals"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    known_by: Mapped[Name]
    late: Mapped[Empty]
    position: Mapped[int] = mapped_column(default=1)
    number: Mapped[Name]
    sku: Mapped[Name]
    fnsku: Mapped[Empty]
    disposition: Mapped[Empty]
    type: Mapped[Empty]
    speed: Mapped[Empty]
    status: Mapped[Empty]
    requested_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    requested: Mapped[int | None]
    cancelled: Mapped[int | None]
    disposed: Mapped[int | None]
    shipped: Mapped[int | None]
    in_process: Mapped[int | None]
    fee: Mapped[Decimal | None]
    currency: Mapped[Empty]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "known_by", "late", "position", name="known_by_fba_removals"),
        Index("ix_fba_removals_number", "client", "number"),
    )


class FbaShipment(Base):
    """Pieces of a removal order that Amazon handed to a carrier under one tracking number."""

    __tablename__ = "fba_shipments"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    known_by: Mapped[Name]
    late: Mapped[Empty]
    position: Mapped[int] = mapped_column(default=1)
    number: Mapped[Name]
    sku: Mapped[Name]
    fnsku: Mapped[Empty]
    disposition: Mapped[Empty]
    type: Mapped[Empty]
    requested_at: Mapped[datetime | None]
    shipped_at: Mapped[datetime | None]
    quantity: Mapped[int] = mapped_column(default=1)
    carrier: Mapped[Empty]
    tracking: Mapped[Empty]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "known_by", "late", "position", name="known_by_fba_shipments"),
        CheckConstraint("quantity >= 1", name="quantity_from_1"),
        Index("ix_fba_shipments_number", "client", "number"),
    )


class Sale(Base):
    """What a client sold, by which returns are measured. Money in the currency given; none where none is."""

    __tablename__ = "sales"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    known_by: Mapped[Name]
    late: Mapped[Empty]
    position: Mapped[int] = mapped_column(default=1)
    platform: Mapped[Empty]
    number: Mapped[Empty]
    sku: Mapped[Name]
    quantity: Mapped[int]
    sold_at: Mapped[datetime]
    unit_price: Mapped[Decimal | None]
    currency: Mapped[Empty]
    size: Mapped[Empty]
    colour: Mapped[Empty]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "known_by", "late", "position", name="known_by_sales"),
        CheckConstraint("quantity >= 1", name="quantity_from_1"),
        Index("ix_sales_article", "client", "sku", "sold_at"),
    )
