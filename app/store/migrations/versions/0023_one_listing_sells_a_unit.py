"""A unit is offered by one listing at a time, and the database refuses a second.

What was offered before stays as it is, at several listings where it was told to several, until one sells it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

OFFER = sa.text("sells AND op = 'add'")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("sells", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "uq_outbox_sells", "outbox", ["allocation"], unique=True, sqlite_where=OFFER, postgresql_where=OFFER
    )
