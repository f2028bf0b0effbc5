"""A lock by a name until the caller's transaction ends: for what no row stands for yet.

SQLite has one writer anyway: there nothing is asked. On PostgreSQL it is an advisory lock, in a statement of its own:
the next one sees what was committed while this one waited.
"""

from __future__ import annotations

from sqlalchemy import Connection, Text, bindparam, func, select

_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=Text()), 0)))


def hold(connection: Connection, name: str) -> None:
    """Waits for whoever holds it. Raises `DatabaseLocked` where that lasts too long."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"name": name})
