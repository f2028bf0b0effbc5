"""A transaction over the people on record: joins `app.store.users` with a connection, notes the audit chain's end."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from app.store import audit
from app.store.engine import begun
from app.store.users import SqlPeople

log = logging.getLogger(__name__)


class SqlPeopleWork:
    """Implements `app.services.access.PeopleWork`; belongs to the thread that opened it."""

    def __init__(self, engine: Engine, station: str, note: Callable[[int, str, datetime], None] | None = None) -> None:
        self._engine = engine
        self._station = station
        self._note = note
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        self._connection = begun(self._engine)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()  # rolls back what was not committed

    @property
    def people(self) -> SqlPeople:
        """The people as seen and written in this transaction."""
        return SqlPeople(self._open, self._station)

    def tell(self, kind: str, facts: Sequence[Mapping[str, object]], *, at: datetime, actor: str) -> None:
        """An entry of the chain about the house itself."""
        self.people.tell(kind, facts, at=at, actor=actor)

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""
        connection = self._open
        end = audit.head(connection, self._station)
        connection.commit()
        if self._note is not None and end.seq:
            try:
                self._note(end.seq, end.hash, datetime.now(UTC))
            except Exception:
                # What was committed stands all the same; the next note covers this one.
                log.exception("The audit chain's end was not noted")

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("the people are there only within their transaction")
        return self._connection
