"""Each entry of the audit chain carries its station's signature; entries of before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("audit", sa.Column("sig", sa.Text(), nullable=True))
