"""The database itself refuses to put on sale what was not graded."""

from __future__ import annotations

from alembic import op

from app.store.migrations.triggers import create_sale_triggers

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    create_sale_triggers(op.get_bind(), ("units_sellable_when_made", "units_sellable_when_changed", "ledger_sellable"))
