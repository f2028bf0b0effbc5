"""Brings a database to the tables that this version of the program knows; in process, by files of this package.

`REVISIONS` names every step, oldest first. A database with none gets them all, one that stands between gets the rest,
one that was made by a newer version is refused and not touched. An empty database does not walk the steps: it gets
the tables as the models declare them, which is the same (a test compares the two) and ten times as fast.

Two programs that start at once wait for each other. On SQLite foreign keys are off while a migration runs, switched
before its transaction begins: with them on, a table that is rebuilt takes its children along.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app.errors import ProfileTooNew, StoreError
from app.saying import say
from app.store.engine import READING
from app.store.migrations.triggers import create_sale_triggers, create_triggers
from app.store.models import Base

REVISIONS = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013",
    "0016", "0017", "0018", "0019", "0020", "0021", "0022", "0023", "0024", "0025", "0027", "0028",
)  # fmt: skip
HERE = Path(__file__).parent
_OFF, _ON = "PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"
_LOCK = 7223372  # any number, the same for every program that migrates


def bring_up(engine: Engine) -> None:
    """Create or upgrade the tables. Raises `ProfileTooNew` where a newer version made them."""
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        standing = _standing(connection)
    if standing == REVISIONS[-1]:
        return
    with engine.connect() as connection:
        _foreign_keys(connection, _OFF)
        try:
            with connection.begin():
                _upgrade(connection)
        finally:
            _foreign_keys(connection, _ON)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    standing = _standing(connection)  # again: another program may have been first
    if standing is None:
        create_from_models(connection)
    elif standing != REVISIONS[-1]:
        run_steps(connection, REVISIONS[-1])
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise StoreError(
            say("After the upgrade {count} rows would point nowhere.", count=len(broken)),
            "Nothing was changed. Ask for help.",
        )


def create_from_models(connection: Connection, fill: Callable[[Connection], None] = lambda _: None) -> None:
    """All tables as the models declare them, marked with the newest revision; `fill` writes rows before any trigger."""
    Base.metadata.create_all(connection, checkfirst=False)
    fill(connection)
    create_triggers(connection)
    create_sale_triggers(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": REVISIONS[-1]})


def run_steps(connection: Connection, target: str) -> None:
    """Walk the steps from where the database stands to `target`, within the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - a quarter of a second, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _standing(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    standing: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if standing is not None and standing not in REVISIONS:
        raise ProfileTooNew(
            say(
                "These records were made by a newer version of the program (their revision is {standing}).",
                standing=standing,
            )
        )
    return standing


def _foreign_keys(connection: Connection, switch: str) -> None:
    """Switch SQLite's foreign keys; it listens only outside of a transaction."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        if raw is not None:
            raw.cursor().execute(switch)
