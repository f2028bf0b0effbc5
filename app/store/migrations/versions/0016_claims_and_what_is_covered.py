"""Claims at the desks of marketplaces, and what is covered on photos that leave the house."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import Exact, Json, UtcTime

revision = "0016"
down_revision = "0013"

GROW = ("claims", "claim_units", "claim_steps", "redactions")


def upgrade() -> None:
    op.create_table(
        "claims",
        *_texts("number", "desk"),
        sa.Column("desk_version", sa.Integer(), nullable=False),
        sa.Column("cases", Json(), nullable=False),
        *_texts("client", "platform", "order_number", "rma"),
        sa.Column("whole_order", sa.Boolean(), nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claims")),
    )
    op.create_table(
        "claim_units",
        _key("id"),
        *_texts("claim", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_units")),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_units_claim")),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_claim_units_unit")),
    )
    op.create_index("ix_claim_units_claim", "claim_units", ["claim"])
    op.create_index("ix_claim_units_unit", "claim_units", ["unit"])
    _steps()
    op.create_table(
        "redactions",
        _key("id"),
        _key("photo"),
        *_texts("sha256"),
        sa.Column("boxes", Json(), nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
        sa.ForeignKeyConstraint(["photo"], ["photos.id"], name=op.f("fk_redactions_photo")),
    )
    op.create_index("ix_redactions_photo", "redactions", ["photo"])
    create_triggers(op.get_bind(), GROW)


def _steps() -> None:
    op.create_table(
        "claim_steps",
        _key("id"),
        *_texts("claim", "step"),
        sa.Column("since", UtcTime(), nullable=True),
        *_texts("outcome", "note"),
        sa.Column("amount", Exact(), nullable=True),
        *_texts("currency", "sha256"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("copies", Json(), nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_steps")),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_steps_claim")),
        sa.CheckConstraint("step IN ('dated', 'packed', 'closed')", name=op.f("ck_claim_steps_step_is_known")),
    )
    op.create_index("ix_claim_steps_claim", "claim_steps", ["claim"])


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Uuid(as_uuid=False), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _by() -> list[sa.Column[Any]]:
    return [
        _key("operator", nullable=True),
        *_texts("station"),
        sa.Column("at", UtcTime(), nullable=False),
    ]
