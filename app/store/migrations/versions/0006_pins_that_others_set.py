"""A PIN that somebody else set is known as such, until its owner chooses one; those of before count as they did.

Announced serial numbers are found by an index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("pin_given", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("users") as batch:
        batch.alter_column("pin_given", server_default=None)
    there = sa.text("serial != ''")
    op.create_index("ix_return_lines_serial", "return_lines", ["serial"], sqlite_where=there, postgresql_where=there)
