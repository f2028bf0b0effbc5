"""Copies the records as they are at one moment: out of a working database into a portable file, and back into one.

The portable form is an SQLite database with the tables of this version, whichever database it was taken from: it can
be put in place as it is, or read into an empty PostgreSQL. From SQLite it is taken by that library's own backup in
slices, within one reading snapshot of the write-ahead log: the bench goes on writing, and nobody waits for it. Where
only the rollback journal is safe (`app.store.engine`) each slice holds the file for itself, and the library begins anew
when somebody wrote in between. From PostgreSQL all tables are read in one repeatable-read transaction. One thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, inspect, select

from app.errors import StoreError, UserError
from app.saying import say
from app.store.engine import READING, open_engine, sqlite_library
from app.store.migrations import bring_up, create_from_models
from app.store.models import Base

PAGES = 512
"""Of 4 KiB: how much is copied between two moments at which others get their turn."""
AT_ONCE = 1000

Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""


def untold(_done: int, _of: int) -> None:
    """Tells nobody."""


def copy_out(engine: Engine, file: Path, tell: Tell = untold) -> None:
    """Write the records of one moment to a new portable file; sound, but not yet synced. Raises `StoreError`."""
    if engine.dialect.name == "sqlite":
        _by_pages(engine, file, tell)
    else:
        _by_rows(engine, file, tell)
    with opened(file) as copied, copied.connect().execution_options(**READING) as connection, connection.begin():
        sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if sound != "ok":
        raise StoreError("The copy of the records is damaged.", "Nothing was kept of it. Run: regrade doctor")


def copy_in(file: Path, url: str, tell: Tell = untold) -> None:
    """Read a portable file into an empty database, all of it or nothing. Raises `UserError` where it is not empty."""
    target = open_engine(url)
    try:
        with opened(file) as source:
            bring_up(source)
            with _snapshot(source) as reader, target.begin() as writer:
                if inspect(writer).get_table_names():
                    raise UserError(
                        "The database that is to take the records is not empty.",
                        "Nothing was changed. Make an empty database and name that.",
                        "database_not_empty",
                    )
                create_from_models(writer, lambda connection: _fill(reader, connection, tell))
    finally:
        target.dispose()


@contextlib.contextmanager
def opened(file: Path) -> Iterator[Engine]:
    """An engine on a portable file."""
    engine = open_engine(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()


def _by_pages(engine: Engine, file: Path, tell: Tell) -> None:
    with engine.connect().execution_options(**READING) as connection, contextlib.ExitStack() as stack:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        connection.rollback()
        if journal == "wal":
            stack.enter_context(connection.begin())
            connection.exec_driver_sql("SELECT COUNT(*) FROM alembic_version").scalar_one()  # from here on it stands
        raw = connection.connection.driver_connection
        if raw is None:
            raise StoreError("The database is closed.", "Nothing was copied.")
        target = stack.enter_context(contextlib.closing(sqlite_library().connect(str(file))))
        try:
            raw.backup(target, pages=PAGES, progress=lambda _status, rest, of: tell(of - rest, of))
        except sqlite_library().Error as error:
            raise StoreError(
                "The records could not be copied.",
                say("The database says: {error}. Nothing was changed.", error=str(error)),
            ) from error


def _by_rows(engine: Engine, file: Path, tell: Tell) -> None:
    with opened(file) as target, _snapshot(engine) as reader, target.begin() as writer:
        create_from_models(writer, lambda connection: _fill(reader, connection, tell))


@contextlib.contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        on_server = engine.dialect.name == "postgresql"
        level = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if on_server else {}
        reader = connection.execution_options(**READING, **level)
        with reader.begin():
            yield reader


def _fill(reader: Connection, writer: Connection, tell: Tell) -> None:
    """Every row of every table, parents first; triggers are made after it, for these rows were judged when written."""
    tables = Base.metadata.sorted_tables
    for number, table in enumerate(tables, 1):
        _rows(reader, writer, table)
        tell(number, len(tables))


def _rows(reader: Connection, writer: Connection, table: Table) -> None:
    columns = [column for column in table.columns if column.computed is None]
    found = reader.execute(select(*columns).execution_options(yield_per=AT_ONCE))
    for part in found.mappings().partitions(AT_ONCE):
        writer.execute(insert(table), [dict(row) for row in part])
