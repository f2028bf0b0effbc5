"""What the shops are told: writes on their way and their keys, leases and levels of listings, sales, cursors."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.models.base import Json, UtcTime

revision = "0008"
down_revision = "0007"

IS_OPEN = "state IN ('sent', 'waiting', 'unknown')"
IS_SOLD = "cancelled_at IS NULL"


def upgrade() -> None:
    op.add_column("outbox", _key("write"))
    op.add_column("outbox", _time("sent_at"))
    _added("outbox", sa.Column("key", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_outbox_listing", "outbox", ["listing", "id"])
    _added("inbox", sa.Column("kind", sa.Text(), nullable=False, server_default=""))
    _added("inbox", sa.Column("number", sa.Text(), nullable=False, server_default=""))
    _added("inbox", sa.Column("quantity", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("inbox", _key("listing"))
    op.add_column("inbox", _time("at"))
    op.create_index("ix_inbox_number", "inbox", ["channel", "kind", "number"])
    op.create_index("ix_inbox_listing", "inbox", ["listing", "at"])
    _listings()
    _writes()
    _unit_sales()
    op.create_table(
        "channel_cursors",
        *_texts("channel", "stream"),
        _time("since", nullable=False),
        _time("read_at", nullable=False),
        sa.PrimaryKeyConstraint("channel", "stream", name=op.f("pk_channel_cursors")),
    )


def _listings() -> None:
    op.create_table(
        "channel_listings",
        _key("listing", nullable=False),
        *_texts("channel", "owner"),
        _time("lease_until"),
        _time("next_at"),
        _time("base_at"),
        sa.Column("base", Json(), nullable=True),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("seen", Json(), nullable=True),
        sa.PrimaryKeyConstraint("listing", name=op.f("pk_channel_listings")),
        _of("channel_listings", "listing", "listings.id"),
    )
    op.create_index("ix_channel_listings_channel", "channel_listings", ["channel"])


def _writes() -> None:
    op.create_table(
        "channel_writes",
        _key("id", nullable=False),
        *_texts("channel"),
        _key("listing", nullable=False),
        *_texts("key", "digest"),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("units", Json(), nullable=False),
        sa.Column("rows", Json(), nullable=False),
        _time("at", nullable=False),
        sa.Column("expected", Json(), nullable=True),
        *_texts("state"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("version", "tries", "looks")),
        sa.Column("target", sa.Integer(), nullable=True),
        *_texts("problem"),
        _time("sent_at", nullable=False),
        _time("accepted_at"),
        _time("ended_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_writes")),
        _of("channel_writes", "listing", "listings.id"),
        sa.UniqueConstraint("key", name=op.f("uq_channel_writes_key")),
        sa.CheckConstraint("delta <> 0", name=op.f("ck_channel_writes_changes_something")),
        sa.CheckConstraint(
            "state <> 'confirmed' OR accepted_at IS NOT NULL",
            name=op.f("ck_channel_writes_accepted_before_confirmed"),
        ),
    )
    _only_one("uq_channel_writes_open", "channel_writes", "listing", IS_OPEN)
    op.create_index("ix_channel_writes_listing", "channel_writes", ["listing", "sent_at"])


def _unit_sales() -> None:
    op.create_table(
        "unit_sales",
        _key("id", nullable=False),
        *_texts("unit"),
        _key("listing", nullable=False),
        *_texts("channel", "number", "line"),
        _time("at", nullable=False),
        _time("cancelled_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_sales")),
        _of("unit_sales", "unit", "units.lpn"),
        _of("unit_sales", "listing", "listings.id"),
    )
    _only_one("uq_unit_sales_unit", "unit_sales", "unit", IS_SOLD)
    op.create_index("ix_unit_sales_line", "unit_sales", ["channel", "line"])


def _added(table: str, column: sa.Column[Any]) -> None:
    """Without rebuilding the table: it may have a million rows."""
    name = column.name
    op.add_column(table, column)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, name, server_default=None)


def _only_one(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"))


def _key(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _time(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)
