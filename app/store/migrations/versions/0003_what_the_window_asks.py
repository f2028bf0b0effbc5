"""What the window asks: each person's language and when they were last here, and indexes for its pages.

Texts that people type the beginning of are indexed by beginning; lists of what waits have an index each that holds
nothing but what waits, so that they stay short whatever is on record.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.models.base import UtcTime

revision = "0003"
down_revision = "0002"

BY_BEGINNING = (
    ("ix_products_sku", "products", "sku"),
    ("ix_return_orders_tracking_key", "return_orders", "tracking_key"),
    ("ix_return_orders_rma_key", "return_orders", "rma_key"),
    ("ix_return_orders_number_key", "return_orders", "number_key"),
    ("ix_parcels_key", "parcels", "key"),
)
NOT_VERIFIED = "state = 'printed' AND template <> 'park'"


def upgrade() -> None:
    _people()
    for name, table, column in BY_BEGINNING:
        op.drop_index(name, table)
        op.create_index(name, table, [column], postgresql_ops={column: "text_pattern_ops"})
    op.drop_index("ix_units_serial", "units")
    _partial("ix_units_serial", "units", ["serial", "client"], "serial <> ''")
    op.drop_index("ix_ledger_client_sku", "ledger")
    op.create_index("ix_ledger_article", "ledger", ["client", "sku", "account", "id"])
    op.create_index("ix_outbox_article", "outbox", ["client", "sku", "id"])
    op.create_index("ix_inspections_station_at", "inspections", ["station", "at"])
    _partial("ix_units_held", "units", ["changed_at"], "held", on_sqlite="held = 1")
    _partial("ix_units_awaits", "units", ["changed_at"], "state = 'awaits_inspection'")
    _partial("ix_parcels_open", "parcels", ["opened_at"], "state = 'open'")
    _partial("ix_labels_unverified", "labels", ["at"], NOT_VERIFIED)
    _partial("ix_work_orders_open", "work_orders", ["opened_at", "kind"], "closed_at IS NULL")


def _people() -> None:
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("language", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("last_seen_at", UtcTime(), nullable=True))
    with op.batch_alter_table("users") as batch:
        batch.alter_column("language", server_default=None)


def _partial(name: str, table: str, columns: list[str], where: str, *, on_sqlite: str = "") -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(on_sqlite or where), postgresql_where=sa.text(where))
