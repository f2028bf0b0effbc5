"""Locks by name until the caller's transaction ends: for what no row stands for yet.

SQLite has one writer anyway: there nothing is asked. On PostgreSQL they are advisory locks, in a statement of their
own: the next one sees what was committed while this one waited. Whoever shares a name waits only for one who holds it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.store.prepared import Prepared

_KEY = func.hashtextextended(bindparam("name", type_=Text()), 0)
_HOLD = select(func.pg_advisory_xact_lock(_KEY))
_NAMES = func.unnest(bindparam("names", type_=ARRAY(Text()))).column_valued("name")
_HOLD_ALL = select(func.pg_advisory_xact_lock(func.hashtextextended(_NAMES, 0)))
_SHARE = Prepared(select(func.pg_advisory_xact_lock_shared(_KEY)))


def hold(connection: Connection, name: str) -> None:
    """Waits for whoever holds or shares it. Raises `DatabaseLocked` where that lasts too long."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"name": name})


def hold_all(connection: Connection, names: Collection[str]) -> bool:
    """Holds all of these, by one statement; whether somebody else may have worked until now. Raises as `hold` does.

    Two who do this at a time may wait for each other for ever: let them hold something else before.
    """
    asked = bool(names) and connection.dialect.name == "postgresql"
    if asked:
        connection.execute(_HOLD_ALL, {"names": sorted(names)})
    return asked


def share(connection: Connection, name: str) -> None:
    """Waits for whoever holds it, and not for those who share it. Raises as `hold` does."""
    if connection.dialect.name == "postgresql":
        _SHARE.run(connection, {"name": name})
