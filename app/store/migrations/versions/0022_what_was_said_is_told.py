"""What becomes of a parcel and what was announced of a line have versions; the bench's log is chained by digests.

What stood before has version 0 and no digest: the audit chain tells nothing of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    for table in ("parcels", "return_lines"):
        _add(table, sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    _add("bench_log", sa.Column("digest", sa.Text(), nullable=False, server_default=""))


def _add(table: str, column: sa.Column[object]) -> None:
    op.add_column(table, column)
    if op.get_bind().dialect.name != "sqlite":  # there it stays: taking it away would rebuild the whole table
        op.alter_column(table, column.name, server_default=None)
