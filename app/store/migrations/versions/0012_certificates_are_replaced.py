"""Certificates can be declared void and replaced; what one says cannot be altered; documents have a hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import UtcTime

revision = "0012"
down_revision = "0011"

COUNTS = sa.text("voided_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("certificates") as batch:
        batch.drop_constraint("uq_certificates_unit_kind", type_="unique")
        batch.add_column(sa.Column("voided_at", UtcTime(), nullable=True))
        batch.add_column(sa.Column("voided_by", sa.Uuid(as_uuid=False), nullable=True))
        batch.add_column(sa.Column("void_reason", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("replaced_by", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("certificates") as batch:
        batch.alter_column("void_reason", server_default=None)
        batch.alter_column("replaced_by", server_default=None)
    op.create_index(
        "uq_certificates_unit_kind",
        "certificates",
        ["unit", "kind"],
        unique=True,
        sqlite_where=COUNTS,
        postgresql_where=COUNTS,
    )
    op.create_index("ix_certificates_at", "certificates", ["at"])
    op.create_index("ix_certificates_unit", "certificates", ["unit"])
    op.create_table(
        "certificate_copies",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_copies")),
        sa.ForeignKeyConstraint(["number"], ["certificates.number"], name=op.f("fk_certificate_copies_number")),
        sa.UniqueConstraint("number", "sha256", name=op.f("uq_certificate_copies_number_sha256")),
    )
    create_triggers(op.get_bind(), ("certificates",))
