"""That a claim was handed in at its desk is a step of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import Exact, Json, UtcTime

revision = "0020"
down_revision = "0019"

KNOWN = "ck_claim_steps_step_is_known"
STEPS = "step IN ('dated', 'packed', 'filed', 'closed')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # A rebuilt table takes no check along that SQLite does not tell: it is written out, with the new one.
        with op.batch_alter_table("claim_steps", copy_from=_unchecked(), recreate="always") as batch:
            batch.create_check_constraint(op.f(KNOWN), STEPS)
        create_triggers(op.get_bind(), ("claim_steps",))
    else:
        op.drop_constraint(op.f(KNOWN), "claim_steps", type_="check")
        op.create_check_constraint(op.f(KNOWN), "claim_steps", STEPS)


def _unchecked() -> sa.Table:
    texts = ("outcome", "note", "currency", "sha256")
    return sa.Table(
        "claim_steps",
        sa.MetaData(),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("claim", "step")),
        sa.Column("since", UtcTime(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts[:2]),
        sa.Column("amount", Exact(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts[2:]),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("copies", Json(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_steps")),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_steps_claim")),
        sa.Index("ix_claim_steps_claim", "claim"),
    )
