"""Units on sale are found by their article, however many were sold of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

ON_SALE = sa.text("account IN ('sellable_a', 'sellable_b')")


def upgrade() -> None:
    op.create_index("ix_units_on_sale", "units", ["client", "sku"], sqlite_where=ON_SALE, postgresql_where=ON_SALE)
