"""A listing whose last writes are looked at again for what was sold meanwhile; drift that was found, with evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.models.base import Json, UtcTime

revision = "0010"
down_revision = "0009"

IS_OPEN = "ended_at IS NULL"


def upgrade() -> None:
    for name in ("watch_since", "watch_until", "watch_at"):
        op.add_column("channel_listings", sa.Column(name, UtcTime(), nullable=True))
    watched = sa.text("watch_at IS NOT NULL")
    op.create_index(
        "ix_channel_listings_watch", "channel_listings", ["channel", "watch_at"],
        sqlite_where=watched, postgresql_where=watched,
    )  # fmt: skip
    op.create_table(
        "drifts",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("listing", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("evidence", Json(), nullable=False),
        sa.Column("found_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drifts")),
        sa.ForeignKeyConstraint(["listing"], ["listings.id"], name=op.f("fk_drifts_listing")),
    )
    one = sa.text(IS_OPEN)
    op.create_index("uq_drifts_open", "drifts", ["listing"], unique=True, sqlite_where=one, postgresql_where=one)
    op.create_index("ix_drifts_channel", "drifts", ["channel", "found_at"])
