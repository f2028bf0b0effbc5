"""What was deleted of the evidence when its time was over stays on record, with its rule and reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import UtcTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "evidence_deletions",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_deletions")),
    )
    op.create_index("ix_evidence_deletions_sha256", "evidence_deletions", ["sha256"])
    create_triggers(op.get_bind(), ("evidence_deletions",))
