"""Opens the records and hands out units of work: one transaction each, durable when `commit` returns, else never there.

`open_store` brings the tables up to date and puts the station on record. A store may be used by any thread; a unit of
work belongs to the thread that opened it and holds a connection of its own until it is left. After a commit that
added to the audit chain, the chain's new end is noted outside of the database (`note`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from app.store import models
from app.store.audit import Sign, signed_by
from app.store.engine import READING, begun, open_engine
from app.store.keys import StationIdentity
from app.store.migrations import bring_up
from app.store.records import LastState, SqlRecords

log = logging.getLogger(__name__)

Note = Callable[[int, str, datetime], None]
"""Told of the audit chain's end (number, hash, time) after each commit that added to it."""

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlUnitOfWork:
    """One transaction for writing; begun at once, so that the first to come is the first served."""

    def __init__(self, engine: Engine, station: StationIdentity, last: LastState, note: Note | None) -> None:
        self._engine = engine
        self._station = station
        self._last = last
        self._note = note
        self._connection: Connection | None = None
        self._records: SqlRecords | None = None

    def __enter__(self) -> Self:
        self._connection = connection = begun(self._engine)
        self._records = SqlRecords(connection, self._station, self._last, datetime.now(UTC))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection, self._records = self._connection, None, None
        if connection is not None:
            connection.close()  # rolls back what was not committed

    @property
    def records(self) -> SqlRecords:
        """The records, as seen and written in this transaction."""
        if self._records is None:
            msg = "the records are there only within their unit of work"
            raise RuntimeError(msg)
        return self._records

    @property
    def connection(self) -> Connection:
        """The transaction itself, for other repositories of the store."""
        if self._connection is None:
            msg = "the transaction is there only within its unit of work"
            raise RuntimeError(msg)
        return self._connection

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""
        link = self.records.link
        self.connection.commit()
        self._records = None
        if link is not None and self._note is not None:
            try:
                self._note(link.seq, link.hash, datetime.now(UTC))
            except Exception:
                # The facts are durable all the same, and whoever waits must hear so; the next note covers this one.
                log.exception("The audit chain's end was not noted")


class SqlStore:
    """The records of one station."""

    def __init__(self, engine: Engine, station: StationIdentity, note: Note | None = None) -> None:
        self.engine = engine
        self.station = station
        self._last = LastState()
        self._note = note

    def unit_of_work(self) -> SqlUnitOfWork:
        """A new transaction for writing."""
        return SqlUnitOfWork(self.engine, self.station, self._last, self._note)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which everything is read as of one moment; nobody waits for it."""
        with self.engine.connect() as connection:
            options = {**READING, "isolation_level": "REPEATABLE READ"} if self._is_postgresql else READING
            reader = connection.execution_options(**options)
            with reader.begin():
                yield reader

    @contextmanager
    def looking(self) -> Iterator[SqlRecords]:
        """See the port. On SQLite it waits for no writer, and none for it. On PostgreSQL the same questions lock their
        rows as for writing; there only whoever means the same unit waits."""
        if self._is_postgresql:
            with self.unit_of_work() as work:
                yield work.records
            return
        with self.reading() as connection:
            yield SqlRecords(connection, self.station, self._last, datetime.now(UTC))

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @property
    def _is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"


class SqlWorkBeside:
    """A unit of work in which an area looks up what is its own beside the records of the bench. Raises as that does."""

    def __init__(self, store: SqlStore) -> None:
        self._work: SqlUnitOfWork = store.unit_of_work()

    def __enter__(self) -> Self:
        self._work.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    @property
    def records(self) -> SqlRecords:
        """The records of the bench."""
        return self._work.records

    def commit(self) -> None:
        """Make it durable."""
        self._work.commit()


def open_store(
    url: str, station: StationIdentity, *, public_key: str = "", note: Note | None = None, sign: Sign | None = None
) -> SqlStore:
    """The records at this address, their tables up to date, this station among them; `sign` signs its audit entries.

    Raises `ProfileTooNew`, `DatabaseUnreachable`, `DatabaseLocked`, `DiskFull`, or `ConfigError` for the address.
    """
    engine = open_engine(url)
    if sign is not None:
        signed_by(engine, sign)
    try:
        bring_up(engine)
        # Only looked at where nothing has changed: a long import must not keep anybody from opening the records.
        with engine.connect().execution_options(**READING) as connection, connection.begin():
            known = _is_registered(connection, station, public_key)
        if not known:
            with engine.begin() as connection:
                _register(connection, station, public_key)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, station, note)


def _is_registered(connection: Connection, station: StationIdentity, public_key: str) -> bool:
    """Whether the station is on record as it is now, with its bench."""
    stations, benches = models.table(models.Station), models.table(models.Bench)
    row = connection.execute(
        select(stations.c.name, stations.c.public_key)
        .join(benches, benches.c.station == stations.c.id)
        .where(stations.c.id == station.id)
    ).first()
    return row is not None and row.name == station.name and (not public_key or row.public_key == public_key)


def _register(connection: Connection, station: StationIdentity, public_key: str) -> None:
    """Put the station on record, with an empty bench; one that is there keeps its bench and gets its present name."""
    dialect_insert = _INSERTS[connection.dialect.name]
    stations = models.table(models.Station)
    benches = models.table(models.Bench)
    row = {"id": station.id, "name": station.name, "public_key": public_key, "first_seen_at": datetime.now(UTC)}
    present = {"name": station.name, **({"public_key": public_key} if public_key else {})}
    there = dialect_insert(stations).values(**row).on_conflict_do_update(index_elements=["id"], set_=present)
    connection.execute(there)
    empty = dialect_insert(benches).values(station=station.id, state="{}", version=0)
    connection.execute(empty.on_conflict_do_nothing(index_elements=["station"]))
