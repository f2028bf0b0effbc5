"""What clients told us beforehand: who they are, their articles, where these are sold, and what they want done.

`version` grows with each change, which the audit chain tells; 0 is from before it did.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Count, Empty, Flag, Key, Name, Plain, by_beginning


class Client(Base):
    """A seller, who owns everything of theirs."""

    __tablename__ = "clients"

    name: Mapped[Name] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class Product(Base):
    """An article of a client. `notes` holds the columns that we have no use for; `components` those of a kit."""

    __tablename__ = "products"

    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"), primary_key=True)
    sku: Mapped[Name] = mapped_column(primary_key=True)
    title: Mapped[Name]
    category: Mapped[Empty]
    price: Mapped[Decimal | None]
    cost: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default="USD")
    weight_g: Mapped[int | None]
    weight_tolerance_g: Mapped[int | None]
    size: Mapped[Empty]
    colour: Mapped[Empty]
    photo: Mapped[Empty]
    accessories: Mapped[Plain] = mapped_column(default=list)
    components: Mapped[Plain] = mapped_column(default=dict)
    serial_tracked: Mapped[Flag]
    data_bearing: Mapped[Flag]
    battery: Mapped[Flag]
    hygiene: Mapped[Flag]
    expiry_tracked: Mapped[Flag]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (by_beginning("ix_products_sku", "sku"),)


class ProductCode(Base):
    """A text that a scanner can read on an article, in its normal form; clients may share one."""

    __tablename__ = "product_codes"

    code: Mapped[Name] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(primary_key=True)
    sku: Mapped[Name] = mapped_column(primary_key=True)
    kind: Mapped[Name]  # barcode, fnsku, asin, sku
    given: Mapped[Empty]  # as the client wrote it

    __table_args__ = (
        ForeignKeyConstraint(["client", "sku"], ["products.client", "products.sku"]),
        Index("ix_product_codes_client_sku", "client", "sku"),
    )


class Listing(Base):
    """Where units of one grade of an article are sold; `params` are what the channel's kind asks for."""

    __tablename__ = "listings"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name]
    sku: Mapped[Name]
    grade: Mapped[Name]
    channel: Mapped[Name]
    params: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (
        UniqueConstraint("client", "sku", "grade", "channel"),
        ForeignKeyConstraint(["client", "sku"], ["products.client", "products.sku"]),
    )


class Instruction(Base):
    """What a client wants done with an article (`sku`) or with a category of theirs."""

    __tablename__ = "instructions"

    id: Mapped[Key] = mapped_column(primary_key=True)
    client: Mapped[Name] = mapped_column(ForeignKey("clients.name"))
    sku: Mapped[Empty]
    category: Mapped[Empty]
    text: Mapped[Name]
    language: Mapped[Empty]
    shots: Mapped[Plain] = mapped_column(default=list)
    forbid_routes: Mapped[Plain] = mapped_column(default=list)
    valid_until: Mapped[datetime | None]
    notes: Mapped[Plain] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    version: Mapped[Count]

    __table_args__ = (UniqueConstraint("client", "sku", "category", "language"),)


class Rulebook(Base):
    """A checklist or policy as it stood when something was judged by it; the same version never has other content."""

    __tablename__ = "rulebooks"

    kind: Mapped[Name] = mapped_column(primary_key=True)
    id: Mapped[Name] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[Name]
    content: Mapped[Name]
    kept_at: Mapped[datetime]
