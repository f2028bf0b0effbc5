"""What was announced, and the parcels it arrives in.

A parcel and its orders meet by `parcel_key`: the order's tracking number, else its RMA, else its order number, in
normal form. So an order that is announced after its parcel was opened joins it by itself.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Flag, Key, Name, Plain, by_beginning


class ReturnOrder(Base):
    """A buyer's return as the marketplace announced it; `*_key` are the normal forms that scans are looked up by.

    `origin` is `fba_removal` for what Amazon sends on a removal order, empty for what a buyer sends.
    """

    __tablename__ = "return_orders"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    platform: Mapped[Name]
    number: Mapped[Name]
    rma: Mapped[Empty]
    tracking: Mapped[Empty]
    tracking_key: Mapped[Empty]
    rma_key: Mapped[Empty]
    number_key: Mapped[Name]
    parcel_key: Mapped[str] = mapped_column(
        Text, Computed("coalesce(nullif(tracking_key, ''), nullif(rma_key, ''), number_key)", persisted=True)
    )
    reason_code: Mapped[Empty]
    reason_text: Mapped[Empty]
    customer_note: Mapped[Empty]
    requested_at: Mapped[datetime | None]
    origin: Mapped[Empty]
    announced_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("client", "platform", "number", "rma", "tracking_key"),
        by_beginning("ix_return_orders_tracking_key", "tracking_key"),
        by_beginning("ix_return_orders_rma_key", "rma_key"),
        by_beginning("ix_return_orders_number_key", "number_key"),
        Index("ix_return_orders_parcel_key", "parcel_key"),
    )


class ReturnLine(Base):
    """An announced article and what became of its pieces; each ends received, missing or wrong.

    Pieces that the buyer or the shop called off before they came (`called_off`) are no longer part of `quantity`. It
    repeats what it is known by (client, platform, order, RMA, SKU, serial, else its place among equal lines), so
    that the database itself refuses to announce it twice. `version` grows each time its announcement says something
    else, and is 0 where that was never told to the audit chain.
    """

    __tablename__ = "return_lines"

    id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key] = mapped_column(ForeignKey("return_orders.id"))
    client: Mapped[Name]
    platform: Mapped[Name]
    number: Mapped[Name]
    rma: Mapped[Empty]
    sku: Mapped[Name]
    serial: Mapped[Empty]
    position: Mapped[int] = mapped_column(default=1)
    quantity: Mapped[int]
    received: Mapped[Count]
    missing: Mapped[Count]
    wrong: Mapped[Count]
    missing_reason: Mapped[Empty]
    size: Mapped[Empty]
    colour: Mapped[Empty]
    reason_code: Mapped[Empty]
    reason_text: Mapped[Empty]
    customer_note: Mapped[Empty]
    requested_at: Mapped[datetime | None]
    notes: Mapped[Plain] = mapped_column(default=dict)
    announced_at: Mapped[datetime]
    called_off: Mapped[Count]
    called_off_at: Mapped[datetime | None]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "platform", "number", "rma", "sku", "serial", "position", name="known_by"),
        CheckConstraint("received >= 0 AND missing >= 0 AND wrong >= 0", name="counts"),
        CheckConstraint("received + missing + wrong <= quantity", name="no_more_than_announced"),
        Index("ix_return_lines_order_id", "order_id"),
        Index("ix_return_lines_client_sku", "client", "sku"),
        Index(
            "ix_return_lines_serial", "serial", sqlite_where=text("serial != ''"), postgresql_where=text("serial != ''")
        ),
    )


class Parcel(Base):
    """A parcel that was opened at a bench; `version` grows with each change of how it stands."""

    __tablename__ = "parcels"

    id: Mapped[Key] = mapped_column(primary_key=True)
    key: Mapped[Name]
    tracking: Mapped[Name]
    kind: Mapped[Name]
    description: Mapped[Empty]
    state: Mapped[str] = mapped_column(default="open")  # open, closed, withdrawn
    outcome: Mapped[Empty]
    reopened: Mapped[Empty]  # why, while a late piece is awaited
    owes_photo: Mapped[Flag]
    units: Mapped[Count]
    station: Mapped[Name]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[Count]

    __table_args__ = (
        by_beginning("ix_parcels_key", "key"),
        Index(
            "ix_parcels_open", "opened_at",
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
    )  # fmt: skip
