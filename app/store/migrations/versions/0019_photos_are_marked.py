"""What people draw on photos is on record beside them: a layer, never a change of the photo."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import Json, UtcTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "photo_marks",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("photo", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("marks", Json(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_marks")),
        sa.ForeignKeyConstraint(["photo"], ["photos.id"], name=op.f("fk_photo_marks_photo")),
    )
    op.create_index("ix_photo_marks_photo", "photo_marks", ["photo"])
    create_triggers(op.get_bind(), ("photo_marks",))
