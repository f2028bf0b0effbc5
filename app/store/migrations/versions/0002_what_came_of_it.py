"""The first tables, second half: units and what is found on them, stock, papers.

Written once and never changed: a later change is a further step.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import Exact, Json, UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _units()
    _answers()
    _inspections()
    _photos()
    _dispositions()
    _balances()
    _inbox()
    _allocations()
    _ledger()
    _outbox()
    _certificates()
    _drafts()
    _labels()
    _reviews()
    _work_orders()
    create_triggers(op.get_bind(), ("ledger", "photos"))


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("lpn", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("parcel_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("line_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("flags", Json(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("bench", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("round >= 1", name=op.f("ck_units_round_from_1")),
        sa.ForeignKeyConstraint(["line_id"], ["return_lines.id"], name=op.f("fk_units_line_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_units_parcel_id")),
        sa.PrimaryKeyConstraint("lpn", name=op.f("pk_units")),
    )
    op.create_index("ix_units_client_sku", "units", ["client", "sku"], unique=False)
    op.create_index("ix_units_line_id", "units", ["line_id"], unique=False)
    op.create_index("ix_units_parcel_id", "units", ["parcel_id"], unique=False)
    op.create_index(
        "ix_units_serial",
        "units",
        ["client", "serial"],
        unique=False,
        sqlite_where=sa.text("serial <> ''"),
        postgresql_where=sa.text("serial <> ''"),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("choices", Json(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_answers_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_unit", "answers", ["unit", "round"], unique=False)
    op.create_index(
        "uq_answers_standing",
        "answers",
        ["unit", "round", "question"],
        unique=True,
        sqlite_where=sa.text("NOT withdrawn"),
        postgresql_where=sa.text("NOT withdrawn"),
    )


def _inspections() -> None:
    op.create_table(
        "inspections",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("grading_version", sa.Integer(), nullable=False),
        sa.Column("routes_version", sa.Integer(), nullable=False),
        sa.Column("holds_version", sa.Integer(), nullable=False),
        sa.Column("proposed_grade", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("regrade_reason", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("grade IN ('A', 'B', 'C', 'S')", name=op.f("ck_inspections_grade_is_a_letter")),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_inspections_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        sa.UniqueConstraint("unit", "round", "revision", name=op.f("uq_inspections_unit_round_revision")),
    )
    op.create_index("ix_inspections_at", "inspections", ["at"], unique=False)


def _photos() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("parcel_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("shot", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("overrule", sa.Text(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("unit IS NOT NULL OR parcel_id IS NOT NULL", name=op.f("ck_photos_of_a_unit_or_parcel")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_photos_parcel_id")),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_photos_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
    )
    op.create_index("ix_photos_parcel_id", "photos", ["parcel_id"], unique=False)
    op.create_index("ix_photos_sha256", "photos", ["sha256"], unique=False)
    op.create_index("ix_photos_unit", "photos", ["unit"], unique=False)


def _dispositions() -> None:
    op.create_table(
        "dispositions",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("inspection", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("net", Exact(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["inspection"], ["inspections.id"], name=op.f("fk_dispositions_inspection")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispositions")),
        sa.UniqueConstraint("inspection", name=op.f("uq_dispositions_inspection")),
    )
    op.create_index("ix_dispositions_unit", "dispositions", ["unit"], unique=False)


def _balances() -> None:
    op.create_table(
        "balances",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 0 OR account = 'outside'", name=op.f("ck_balances_never_below_0")),
        sa.PrimaryKeyConstraint("client", "sku", "account", name=op.f("pk_balances")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_inbox_channel_external_id")),
    )


def _allocations() -> None:
    op.create_table(
        "allocations",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_allocations_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index(
        "uq_allocations_standing",
        "allocations",
        ["unit"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_ledger_moves_something")),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_ledger_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_client_sku", "ledger", ["client", "sku"], unique=False)
    op.create_index("ix_ledger_unit", "ledger", ["unit"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("allocation", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("listing", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("next_try_at", UtcTime(), nullable=True),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.CheckConstraint("op IN ('add', 'take')", name=op.f("ck_outbox_op_is_known")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_outbox_quantity_from_1")),
        sa.ForeignKeyConstraint(["allocation"], ["allocations.id"], name=op.f("fk_outbox_allocation")),
        sa.ForeignKeyConstraint(["listing"], ["listings.id"], name=op.f("fk_outbox_listing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("allocation", "listing", "op", name=op.f("uq_outbox_allocation_listing_op")),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["channel", "created_at"],
        unique=False,
        sqlite_where=sa.text("state <> 'confirmed'"),
        postgresql_where=sa.text("state <> 'confirmed'"),
    )
    op.create_index("ix_outbox_unit", "outbox", ["unit"], unique=False)


def _certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_certificates_unit")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_certificates")),
        sa.UniqueConstraint("unit", "kind", name=op.f("uq_certificates_unit_kind")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_drafts_unit")),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_drafts")),
    )


def _labels() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("lines", Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reprint_of", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_labels_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
    )
    op.create_index("ix_labels_unit", "labels", ["unit", "sequence"], unique=False)
    op.create_index(
        "uq_labels_code",
        "labels",
        ["code"],
        unique=True,
        sqlite_where=sa.text("code <> unit"),
        postgresql_where=sa.text("code <> unit"),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("grade_before", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_reviews_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_unit", "reviews", ["unit"], unique=False)


def _work_orders() -> None:
    op.create_table(
        "work_orders",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("opened_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("photo", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.lpn"], name=op.f("fk_work_orders_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_orders")),
    )
    op.create_index("ix_work_orders_unit", "work_orders", ["unit"], unique=False)
    op.create_index(
        "uq_work_orders_open",
        "work_orders",
        ["unit"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
