"""Where units are sold: places of allocations, clients' rules for them, exchange reservations, sales of bundles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.models.base import UtcTime

revision = "0009"
down_revision = "0008"

PLACES = "place IN ('listing', 'outlet', 'marketplace', 'bundle', 'live', 'exchange')"
IS_KEPT = "ended_at IS NULL AND place <> 'listing'"
IS_OPEN = "ended_at IS NULL"
OF_BUNDLE = "bundle IS NOT NULL"
CHECKS = {
    "place_is_known": PLACES,
    "marketplace_is_named": "(place = 'marketplace') = (channel <> '')",
    "bundle_is_named": "(place = 'bundle') = (bundle <> '')",
}


def upgrade() -> None:
    _allocations()
    op.add_column("unit_sales", sa.Column("bundle", sa.Uuid(as_uuid=False), nullable=True))
    op.create_index(
        "ix_unit_sales_bundle", "unit_sales", ["listing"],
        sqlite_where=sa.text(OF_BUNDLE), postgresql_where=sa.text(OF_BUNDLE),
    )  # fmt: skip
    _selling_rules()
    _reservations()


def _allocations() -> None:
    """Without rebuilding the table, which may have a million rows: each check comes with the column it is about."""
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for (column, before), name in zip((("place", "listing"), ("channel", ""), ("bundle", "")), CHECKS, strict=True):
        op.execute(
            f"ALTER TABLE allocations ADD COLUMN {column} TEXT DEFAULT '{before}' NOT NULL "
            f"CONSTRAINT ck_allocations_{name} CHECK ({CHECKS[name]})"
        )
        if on_postgres:
            op.alter_column("allocations", column, server_default=None)
    op.create_index(
        "ix_allocations_kept", "allocations", ["client", "place", "bundle", "sku"],
        sqlite_where=sa.text(IS_KEPT), postgresql_where=sa.text(IS_KEPT),
    )  # fmt: skip


def _selling_rules() -> None:
    op.create_table(
        "selling_rules",
        _key("id"),
        *_texts("client", "sku", "grade"),
        sa.Column("rank", sa.Integer(), nullable=False),
        *_texts("place", "channel", "bundle"),
        sa.Column("keep", sa.Integer(), nullable=True),
        _time("updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selling_rules")),
        sa.ForeignKeyConstraint(["client"], ["clients.name"], name=op.f("fk_selling_rules_client")),
        sa.UniqueConstraint("client", "sku", "grade", "rank", name=op.f("uq_selling_rules_client_sku_grade_rank")),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_selling_rules_rank_from_1")),
        sa.CheckConstraint("keep IS NULL OR keep >= 0", name=op.f("ck_selling_rules_keep_from_0")),
        *(sa.CheckConstraint(check, name=op.f(f"ck_selling_rules_{name}")) for name, check in CHECKS.items()),
    )


def _reservations() -> None:
    op.create_table(
        "exchange_reservations",
        _key("id"),
        *_texts("unit", "number"),
        _time("reserved_at"),
        _key("reserved_by", nullable=True),
        _time("until"),
        _time("ended_at", nullable=True),
        _key("ended_by", nullable=True),
        *_texts("outcome", "reason"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_reservations")),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_exchange_reservations_unit")),
        sa.CheckConstraint(
            "outcome IN ('', 'taken', 'released')", name=op.f("ck_exchange_reservations_outcome_is_known")
        ),
        sa.CheckConstraint(
            "(outcome = '') = (ended_at IS NULL)", name=op.f("ck_exchange_reservations_ended_with_outcome")
        ),
    )
    op.create_index(
        "uq_exchange_reservations_unit", "exchange_reservations", ["unit"], unique=True,
        sqlite_where=sa.text(IS_OPEN), postgresql_where=sa.text(IS_OPEN),
    )  # fmt: skip


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)
