"""What files say of the catalogue, of selling and of the marketplaces has versions, for the chain tells it.

What stood before has version 0: the audit chain tells nothing of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

TABLES = (
    "products",
    "listings",
    "instructions",
    "selling_rules",
    "sales",
    "fba_returns",
    "fba_removals",
    "fba_shipments",
)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        if op.get_bind().dialect.name != "sqlite":  # there it stays: taking it away would rebuild the whole table
            op.alter_column(table, "version", server_default=None)
