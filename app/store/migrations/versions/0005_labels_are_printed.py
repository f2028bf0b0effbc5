"""Labels are printed: what stands on one by names, and the print jobs; a scrap label waits for nobody's scan.

The lines that older labels have stay as they are, for the audit chain vouches for them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.models.base import Json, UtcTime

revision = "0005"
down_revision = "0004"

NOT_VERIFIED = "state = 'printed' AND template NOT IN ('park', 'scrap')"
OPEN = "state IN ('queued', 'sending')"


def upgrade() -> None:
    with op.batch_alter_table("labels") as batch:
        batch.add_column(sa.Column("fields", Json(), nullable=False, server_default="{}"))
    with op.batch_alter_table("labels") as batch:
        batch.alter_column("fields", server_default=None)
    op.drop_index("ix_labels_unverified", "labels")
    _partial("ix_labels_unverified", "labels", ["at"], NOT_VERIFIED)
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("data", Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("reprint_of", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.Column("queued_at", UtcTime(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name="fk_print_jobs_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_print_jobs"),
    )
    op.create_index("ix_print_jobs_unit", "print_jobs", ["unit", "kind"])
    op.create_index("ix_print_jobs_code", "print_jobs", ["code"])
    _partial("ix_print_jobs_open", "print_jobs", ["station", "printer"], OPEN)


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
