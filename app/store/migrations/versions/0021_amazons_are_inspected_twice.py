"""The database itself refuses to put on sale what was at Amazon and was inspected once."""

from __future__ import annotations

from alembic import op

from app.store.migrations.triggers import create_sale_triggers

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    create_sale_triggers(op.get_bind(), ("units_twice_inspected_when_made", "units_twice_inspected_when_changed"))
