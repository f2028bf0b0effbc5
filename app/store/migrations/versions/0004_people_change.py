"""People change: another role, another PIN, disabled and let in again; `version` says which change is the newest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("users") as batch:
        batch.alter_column("version", server_default=None)
    users = sa.table("users", sa.column("version", sa.Integer()), sa.column("disabled", sa.Boolean()))
    op.execute(users.update().where(users.c.disabled).values(version=1))
