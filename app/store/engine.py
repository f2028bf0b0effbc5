"""Opens the database, on SQLite or PostgreSQL, so that what is committed is durable and what fails says why.

Every SQLite connection gets WAL, `synchronous=FULL`, foreign keys and a 5 s timeout; a transaction begins with
`BEGIN IMMEDIATE` unless it only reads (`reading=True` among its execution options), because a deferred one that turns
to writing fails where others write; the writers of one engine take turns. An SQLite with the WAL-reset bug (3.7.0 to
3.51.2: it can corrupt the file when two connections write) never runs in WAL; there the rollback journal serves. A
file that was removed or replaced under the running program is refused at each transaction's begin.

Errors of the libraries are translated here, for every statement, into `app.errors`. An engine may be used by any
thread; a connection by one at a time.
"""

from __future__ import annotations

import importlib
import logging
import sqlite3
from pathlib import Path
from typing import Any

import stamina
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import ConfigError, Conflict, DatabaseLocked, DatabaseUnreachable, DiskFull, StoreError
from app.saying import say
from app.store.writing_turn import taking_turns

log = logging.getLogger(__name__)
logging.getLogger("stamina").setLevel(logging.ERROR)  # that something was asked for twice is no news

LOCK_TIMEOUT_S = 5
READING = {"reading": True}
"""Execution options of a transaction that only reads."""

_FILE = "file"
_BUSY_TIMEOUT = f"PRAGMA busy_timeout={LOCK_TIMEOUT_S * 1000}"
_JOURNAL = {"wal": "PRAGMA journal_mode=WAL", "delete": "PRAGMA journal_mode=DELETE"}
_UNREACHABLE = ("unable to open database file", "file is not a database")
LOST_AFTER_S = 8
"""A server that says nothing for so long is lost: a cable that was pulled tells nobody, and the system alone would wait
for a quarter of an hour. A query may take longer: the server's own system answers for it meanwhile."""
_KEPT_ALIVE = {
    "keepalives_idle": 3, "keepalives_interval": 1, "keepalives_count": LOST_AFTER_S - 3,
    "tcp_user_timeout": LOST_AFTER_S * 1000,
}  # fmt: skip
_POSTGRES_OPTIONS = f"-c timezone=UTC -c synchronous_commit=on -c lock_timeout={LOCK_TIMEOUT_S}s"


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://…`; nothing is opened yet."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("The database's address cannot be read.", "Write sqlite or postgresql+psycopg://…") from error
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(parsed)
    elif parsed.get_backend_name() == "postgresql":
        engine = _postgresql(parsed)
    else:
        raise ConfigError(
            say("{parsed} is no database we know.", parsed=parsed.get_backend_name()),
            "Take sqlite or postgresql+psycopg://…",
        )
    event.listen(engine, "handle_error", _translate)
    return engine


def begun(engine: Engine) -> Connection:
    """A connection in a transaction for writing; closing it rolls back what was not committed."""
    connection = engine.connect()
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def sqlite_library() -> Any:
    """The SQLite to be used: the wheel with the WAL-reset bug fixed, else the standard library's."""
    try:
        return importlib.import_module("pysqlite3")
    except ImportError:  # no wheel is made for this platform
        return sqlite3


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the WAL-reset bug fixed: 3.51.3 and later, and the backports 3.50.7 and 3.44.6.

    See https://sqlite.org/wal.html#walresetbug.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _sqlite(url: URL) -> Engine:
    library = sqlite_library()
    file = Path(url.database or "")
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=library,
        connect_args={
            "timeout": LOCK_TIMEOUT_S,
            "factory": taking_turns(library.Connection, LOCK_TIMEOUT_S),
        },
        pool_size=4,
        max_overflow=16,
        pool_use_lifo=True,  # the one that wrote last still has its pages; whoever did not must read them again
    )
    journal = "wal" if wal_is_safe(library.sqlite_version_info) else "delete"

    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the library's own transactions lose updates; ours begin below
        cursor = connection.cursor()
        cursor.execute(_BUSY_TIMEOUT)
        got = _journal(cursor, journal)
        if got != journal:
            raise StoreError(
                say("The database stays in journal mode {got}, which is not safe here.", got=got),
                "Close other programs.",
            )
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()
        record.info[_FILE] = _which(file)

    def still_there(connection: Connection) -> None:
        """A file that was removed or replaced would take what is written with it."""
        if connection.connection.info[_FILE] != _which(file):
            raise StoreError(
                "The database file was removed or replaced while the program runs.",
                "Nothing was changed. Put it back, or close the program and start it again.",
                "database_replaced",
            )

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", still_there)
    event.listen(engine, "begin", _begin)
    return engine


def _journal(cursor: Any, journal: str) -> str:
    """The journal in force. Where several programs make a new database, SQLite does not let the others wait as it does
    elsewhere (it would be a deadlock, it says at once that the file is locked): they ask again."""
    for attempt in stamina.retry_context(on=_is_locked, attempts=None, timeout=LOCK_TIMEOUT_S or 0.1, wait_max=0.2):
        with attempt:
            return str(cursor.execute(_JOURNAL[journal]).fetchone()[0])
    raise AssertionError  # the last attempt raises what it met


def _is_locked(error: Exception) -> bool:
    return type(error).__name__ == "OperationalError" and "locked" in str(error)


def _which(file: Path) -> tuple[int, int] | None:
    """Which file lies there; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin(connection: Connection) -> None:
    """Straight to the driver, like `app.store.prepared`: every act of the bench waits for it."""
    raw: Any = connection.connection.dbapi_connection
    try:
        if connection.get_execution_options().get("reading", False):
            raw.execute("BEGIN")
        else:
            raw.begin_writing()
    except Exception as error:
        if (ours := translated(error)) is None:
            raise
        raise ours from error


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={
            "options": _POSTGRES_OPTIONS,
            "connect_timeout": LOCK_TIMEOUT_S,
            "application_name": "regrade",
            **_KEPT_ALIVE,
        },
        isolation_level="READ COMMITTED",
        pool_size=4,
        max_overflow=16,
        pool_pre_ping=True,
    )


def translated(error: BaseException) -> StoreError | None:
    """Our error in place of a library's; None for what is no fault of the environment: that is a bug and stays one."""
    of_server = type(error).__module__.partition(".")[0] == "psycopg"
    return _of_postgresql(error) if of_server else _of_sqlite(error)


def _translate(context: ExceptionContext) -> StoreError | None:
    if context.is_pre_ping:  # the pool asks whether a connection still lives, and takes another where it does not
        return None
    return translated(context.original_exception)


def _of_sqlite(error: BaseException) -> StoreError | None:
    kind, words = type(error).__name__, str(error)
    if kind == "IntegrityError":
        return _contradicted(words, ours="constraint failed" not in words)
    if kind not in {"OperationalError", "DatabaseError"}:
        return None
    if "locked" in words or "busy" in words:
        return DatabaseLocked("The database is locked.")
    if "full" in words:
        return DiskFull("The disk is full.")
    if words.startswith(_UNREACHABLE):
        return DatabaseUnreachable(
            say("The database cannot be opened: {words}.", words=words), "Check the profile's folder and its rights."
        )
    if "disk I/O" in words or "readonly" in words or "malformed" in words:
        return StoreError(
            say("The database failed: {words}.", words=words), "Nothing was changed. Check the disk, then try again."
        )
    return None


def _contradicted(words: str, *, ours: bool) -> Conflict:
    """A trigger of ours says in plain words what it refused; what a constraint says is for the log alone."""
    log.debug("The database refused a row: %s", words)
    return Conflict(
        say("The records refused this: {words}.", words=words)
        if ours
        else "Somebody else was first: the records changed."
    )


def _of_postgresql(error: BaseException) -> StoreError | None:
    import psycopg  # noqa: PLC0415 (a station on SQLite never loads it)

    if isinstance(error, psycopg.IntegrityError | psycopg.errors.RaiseException):
        ours = isinstance(error, psycopg.errors.RaiseException)
        return _contradicted(error.diag.message_primary or "", ours=ours)
    if isinstance(error, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
        # The server has ended one of two that stood in each other's way: done once more, it goes through.
        return Conflict("Somebody else was first: two changes stood in each other's way.")
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return DatabaseLocked("Another bench holds this record.")
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull("The database server's disk is full.")
    if isinstance(error, psycopg.OperationalError | psycopg.errors.InvalidCatalogName):
        first_line = (str(error).strip() or "no answer").splitlines()[0]
        return DatabaseUnreachable(say("The database server cannot be reached: {first_line}.", first_line=first_line))
    return None
