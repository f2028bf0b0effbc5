"""What is donated or recycled has a label of its paper, which waits for nobody's scan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0024"

NOT_VERIFIED = sa.text("state = 'printed' AND template NOT IN ('park', 'scrap', 'handover')")


def upgrade() -> None:
    op.drop_index("ix_labels_unverified", "labels")
    op.create_index("ix_labels_unverified", "labels", ["at"], sqlite_where=NOT_VERIFIED, postgresql_where=NOT_VERIFIED)
