"""What keeps records from being altered is taken away: for tests in which somebody with all rights alters them."""

from __future__ import annotations

from sqlalchemy import Connection

from app.store.migrations.triggers import GUARDED


def drop_guards(connection: Connection, *tables: str) -> None:
    """Drop the triggers by which these tables only grow; of every table where none is named."""
    for table in tables or GUARDED:
        for change in GUARDED[table]:
            where = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_refuses_{change.split()[0].lower()}{where}")
