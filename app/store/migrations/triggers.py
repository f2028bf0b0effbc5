"""Triggers by which the database itself keeps what must not be altered: ledger, audit, and which picture is evidence.

A migration that rebuilds one of these tables loses its triggers and must call `create_triggers` for it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

GUARDED = {
    "ledger": ("UPDATE", "DELETE"),
    "audit": ("UPDATE", "DELETE"),
    "photos": ("UPDATE OF id, sha256, size, shot, unit, at", "DELETE"),
    "certificates": ("UPDATE OF number, kind, unit, payload, at", "DELETE"),
}
"""Which changes each table refuses."""

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' only grows: a correction is a new row'; END $$
"""


def create_triggers(connection: Connection, tables: Iterable[str] = tuple(GUARDED)) -> None:
    """Create those of some tables that are there and have none."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for table in tables:
        for change in GUARDED[table]:
            _refuse(connection, table, change)


def _refuse(connection: Connection, table: str, change: str) -> None:
    name = f"{table}_refuses_{change.split(maxsplit=1)[0].lower()}"
    if connection.dialect.name == "postgresql":
        deed = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        deed = f"BEGIN SELECT RAISE(ABORT, '{table} only grows: a correction is a new row'); END"
    statement = f"CREATE TRIGGER {name} BEFORE {change} ON {table} {deed}"  # all of it from GUARDED above
    connection.exec_driver_sql(statement)
