"""Keeps imported rows: one transaction a file, whatever is in it, durable when the block has ended.

`SqlImports` opens the transaction; what becomes of the rows is for the keepers: `catalogue` (products, listings,
instructions) and `announcements` (returns, which also book stock). A keeper compares before it writes, so that a file
taken in twice changes nothing; a row that contradicts another of the same file is turned away, for otherwise the two
would overwrite each other at every import. Imports wait for each other; each is used by one thread.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from app.ports import Clock
from app.services.importing import ImportRecords
from app.store.announcements import ReturnKeeper
from app.store.catalogue import InstructionKeeper, ListingKeeper, ProductKeeper
from app.store.keeping import Keeper, Transaction

log = logging.getLogger(__name__)

KEEPERS: Mapping[str, type[Keeper]] = {
    "products": ProductKeeper,
    "returns": ReturnKeeper,
    "listings": ListingKeeper,
    "instructions": InstructionKeeper,
}
Note = Callable[[int, str, datetime], None]
"""Told of the audit chain's end (number, hash, time) after the commit."""
_ONE_AT_A_TIME = 7223374  # any number, the same for every program that imports


class SqlImports:
    """Implements `app.services.importing.ImportStore`; `note` is told of the newest audit entry after the commit."""

    def __init__(self, engine: Engine, station: str, clock: Clock, note: Note | None = None) -> None:
        self._engine = engine
        self._station = station
        self._clock = clock
        self._note = note

    @contextmanager
    def importing(self, kind: str) -> Iterator[ImportRecords]:
        """One file's transaction; leaving it by an error leaves nothing behind."""
        with self._engine.connect() as connection:
            with connection.begin():
                _wait_for_others(connection)
                keeper = KEEPERS[kind](Transaction(connection, self._station, self._clock.now()))
                yield keeper
                link = keeper.transaction.end()
            if link is not None and self._note is not None:
                try:
                    self._note(link.seq, link.hash, keeper.transaction.at)
                except Exception:
                    # The rows are durable all the same, and the report must say so; the next note covers this one.
                    log.exception("The audit chain's end was not noted")


def _wait_for_others(connection: Connection) -> None:
    """SQLite has one writer anyway; on PostgreSQL two imports of one file would both find nothing there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
