"""What a shop told is found by whether it was gone after; of an announced line it is known what was called off.

`called_off` are pieces of a line that were called off before they came: they are no longer part of its quantity.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.models.base import UtcTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("ix_inbox_state", "inbox", ["channel", "kind", "state"])
    op.add_column("return_lines", sa.Column("called_off", sa.Integer(), nullable=False, server_default="0"))
    if op.get_bind().dialect.name != "sqlite":  # there it stays: taking it away would rebuild the whole table
        op.alter_column("return_lines", "called_off", server_default=None)
    op.add_column("return_lines", sa.Column("called_off_at", UtcTime(), nullable=True))
