"""The first tables: the house, what clients told beforehand, announcements and parcels.

Written once and never changed: a later change is a further step.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.migrations.triggers import create_triggers
from app.store.models.base import Exact, Json, UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    _audit()
    _bench_log()
    _counters()
    _requests()
    _stations()
    _users()
    _bench()
    _clients()
    _rulebooks()
    _instructions()
    _products()
    _listings()
    _product_codes()
    _parcels()
    _return_orders()
    _return_lines()
    create_triggers(op.get_bind(), ("audit",))


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", "seq", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"], unique=False)


def _bench_log() -> None:
    op.create_table(
        "bench_log",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("operator", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", "seq", name=op.f("pk_bench_log")),
    )


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 1", name=op.f("ck_counters_from_1")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("station", "id", name=op.f("pk_requests")),
    )


def _stations() -> None:
    op.create_table(
        "stations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("badge", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcTime(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("badge", name=op.f("uq_users_badge")),
    )


def _bench() -> None:
    op.create_table(
        "bench",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["stations.id"], name=op.f("fk_bench_station")),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_bench")),
    )


def _clients() -> None:
    op.create_table(
        "clients",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_clients")),
    )


def _rulebooks() -> None:
    op.create_table(
        "rulebooks",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "version", name=op.f("pk_rulebooks")),
    )


def _instructions() -> None:
    op.create_table(
        "instructions",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("shots", Json(), nullable=False),
        sa.Column("forbid_routes", Json(), nullable=False),
        sa.Column("valid_until", UtcTime(), nullable=True),
        sa.Column("notes", Json(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.name"], name=op.f("fk_instructions_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructions")),
        sa.UniqueConstraint(
            "client", "sku", "category", "language", name=op.f("uq_instructions_client_sku_category_language")
        ),
    )


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price", Exact(), nullable=True),
        sa.Column("cost", Exact(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("weight_tolerance_g", sa.Integer(), nullable=True),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=False),
        sa.Column("accessories", Json(), nullable=False),
        sa.Column("components", Json(), nullable=False),
        sa.Column("serial_tracked", sa.Boolean(), nullable=False),
        sa.Column("data_bearing", sa.Boolean(), nullable=False),
        sa.Column("battery", sa.Boolean(), nullable=False),
        sa.Column("hygiene", sa.Boolean(), nullable=False),
        sa.Column("expiry_tracked", sa.Boolean(), nullable=False),
        sa.Column("notes", Json(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.name"], name=op.f("fk_products_client")),
        sa.PrimaryKeyConstraint("client", "sku", name=op.f("pk_products")),
    )
    op.create_index("ix_products_sku", "products", ["sku"], unique=False)


def _listings() -> None:
    op.create_table(
        "listings",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("params", Json(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client", "sku"], ["products.client", "products.sku"], name=op.f("fk_listings_client_sku")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("client", "sku", "grade", "channel", name=op.f("uq_listings_client_sku_grade_channel")),
    )


def _product_codes() -> None:
    op.create_table(
        "product_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client", "sku"], ["products.client", "products.sku"], name=op.f("fk_product_codes_client_sku")
        ),
        sa.PrimaryKeyConstraint("code", "client", "sku", name=op.f("pk_product_codes")),
    )
    op.create_index("ix_product_codes_client_sku", "product_codes", ["client", "sku"], unique=False)


def _parcels() -> None:
    op.create_table(
        "parcels",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reopened", sa.Text(), nullable=False),
        sa.Column("owes_photo", sa.Boolean(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
    )
    op.create_index("ix_parcels_key", "parcels", ["key"], unique=False)


def _return_orders() -> None:
    op.create_table(
        "return_orders",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("rma", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("tracking_key", sa.Text(), nullable=False),
        sa.Column("rma_key", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column(
            "parcel_key",
            sa.Text(),
            sa.Computed("coalesce(nullif(tracking_key, ''), nullif(rma_key, ''), number_key)", persisted=True),
            nullable=False,
        ),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.Column("customer_note", sa.Text(), nullable=False),
        sa.Column("requested_at", UtcTime(), nullable=True),
        sa.Column("announced_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.name"], name=op.f("fk_return_orders_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_orders")),
        sa.UniqueConstraint(
            "client",
            "platform",
            "number",
            "rma",
            "tracking_key",
            name=op.f("uq_return_orders_client_platform_number_rma_tracking_key"),
        ),
    )
    op.create_index("ix_return_orders_number_key", "return_orders", ["number_key"], unique=False)
    op.create_index("ix_return_orders_parcel_key", "return_orders", ["parcel_key"], unique=False)
    op.create_index("ix_return_orders_rma_key", "return_orders", ["rma_key"], unique=False)
    op.create_index("ix_return_orders_tracking_key", "return_orders", ["tracking_key"], unique=False)


def _return_lines() -> None:
    op.create_table(
        "return_lines",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("order_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("rma", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("missing_reason", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("reason_text", sa.Text(), nullable=False),
        sa.Column("customer_note", sa.Text(), nullable=False),
        sa.Column("requested_at", UtcTime(), nullable=True),
        sa.Column("notes", Json(), nullable=False),
        sa.Column("announced_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "received + missing + wrong <= quantity", name=op.f("ck_return_lines_no_more_than_announced")
        ),
        sa.CheckConstraint("received >= 0 AND missing >= 0 AND wrong >= 0", name=op.f("ck_return_lines_counts")),
        sa.ForeignKeyConstraint(["order_id"], ["return_orders.id"], name=op.f("fk_return_lines_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
        sa.UniqueConstraint("client", "platform", "number", "rma", "sku", "serial", "position", name="known_by"),
    )
    op.create_index("ix_return_lines_client_sku", "return_lines", ["client", "sku"], unique=False)
    op.create_index("ix_return_lines_order_id", "return_lines", ["order_id"], unique=False)
