"""What the marketplaces' own files tell: FBA returns, removal orders and shipments, sales; what came from Amazon."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.models.base import Exact, Json, UtcTime

revision = "0007"
down_revision = "0006"

_KNOWN = ("client", "known_by", "late", "position")


def upgrade() -> None:
    _added("return_orders", "origin")
    _added("units", "amazon_lpn")
    _table(
        "fba_returns",
        *_texts("number", "sku", "lpn", "fnsku", "asin", "title"),
        _number("quantity"),
        _time("returned_at"),
        *_texts("centre", "disposition", "reason", "status", "comments"),
    )
    op.create_index("ix_fba_returns_late", "fba_returns", ["late"])
    op.create_index("ix_fba_returns_returned_at", "fba_returns", ["returned_at"])
    _table(
        "fba_removals",
        *_texts("number", "sku", "fnsku", "disposition", "type", "speed", "status"),
        _time("requested_at"),
        _time("changed_at"),
        *(_number(name, nullable=True) for name in ("requested", "cancelled", "disposed", "shipped", "in_process")),
        sa.Column("fee", Exact(), nullable=True),
        *_texts("currency"),
    )
    op.create_index("ix_fba_removals_number", "fba_removals", ["client", "number"])
    _table(
        "fba_shipments",
        *_texts("number", "sku", "fnsku", "disposition", "type"),
        _time("requested_at"),
        _time("shipped_at"),
        _number("quantity"),
        *_texts("carrier", "tracking"),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_fba_shipments_quantity_from_1")),
    )
    op.create_index("ix_fba_shipments_number", "fba_shipments", ["client", "number"])
    _table(
        "sales",
        *_texts("platform", "number", "sku"),
        _number("quantity"),
        _time("sold_at", nullable=False),
        sa.Column("unit_price", Exact(), nullable=True),
        *_texts("currency", "size", "colour"),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_sales_quantity_from_1")),
    )
    op.create_index("ix_sales_article", "sales", ["client", "sku", "sold_at"])


def _added(table: str, column: str) -> None:
    """Without rebuilding the table: one has a computed column, the other a million rows."""
    op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, server_default=None)


def _table(name: str, *columns: sa.Column[Any] | sa.CheckConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        *_texts("client", "known_by", "late"),
        _number("position"),
        *columns,
        sa.Column("notes", Json(), nullable=False),
        _time("updated_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(["client"], ["clients.name"], name=op.f(f"fk_{name}_client")),
        sa.UniqueConstraint(*_KNOWN, name=f"known_by_{name}"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _time(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)
