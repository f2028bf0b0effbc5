"""Transactions of what is no act at the bench: each adds its entries to the audit chain, and notes the chain's end.

Any thread; a transaction belongs to the one that opened it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from app.store.engine import READING
from app.store.keeping import Transaction

log = logging.getLogger(__name__)

Note = Callable[[int, str, datetime], None]


class Telling:
    """Opens them for one station; `note` is told of the chain's end after each commit that added to it."""

    def __init__(self, engine: Engine, station: str, note: Note | None = None) -> None:
        self._engine = engine
        self.station = station
        self._note = note

    @contextmanager
    def transaction(self, at: datetime) -> Iterator[Transaction]:
        """Durable when the block has ended without an error; what it told is in the chain then, as of `at`."""
        with self._engine.connect() as connection:
            with connection.begin():
                begun = Transaction(connection, self.station, at)
                yield begun
                link = begun.end()
            if link is not None and self._note is not None:
                try:
                    self._note(link.seq, link.hash, at)
                except Exception:
                    # What was committed stands all the same; the next note covers this one.
                    log.exception("The audit chain's end was not noted")

    @contextmanager
    def working(self) -> Iterator[Connection]:
        """For what the chain need not know: who works at what until when. Durable when the block has ended."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """For what is only looked at: it waits for nobody, and nobody for it."""
        with self._engine.connect().execution_options(**READING) as connection, connection.begin():
            yield connection
