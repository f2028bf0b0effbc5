"""Keeps imported rows, slice by slice: each in a transaction of its own, durable when its slice is kept.

`SqlImports` opens the transactions; what becomes of the rows is for the keepers: `catalogue` (products, listings,
instructions) and `announcements` (returns, which also book stock). A keeper compares before it writes, so that a file
taken in twice changes nothing; a row that contradicts another of the same file is turned away, for otherwise the two
would overwrite each other at every import. Imports wait for each other; each is used by one thread.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from app.ports import Clock
from app.services.importing import Fate, ImportRecords, Remarked, Row, Source, Turned
from app.store import named_lock
from app.store.announcements import ANNOUNCED, PulledReturnKeeper, ReturnKeeper
from app.store.audit import Link
from app.store.audit_imported import IMPORT
from app.store.audit_untold import OF_BEFORE, counted
from app.store.catalogue import InstructionKeeper, ListingKeeper, ProductKeeper
from app.store.engine import READING
from app.store.keeping import Keeper, Told, Transaction
from app.store.market_keepers import FbaReturnKeeper, MarketReturnKeeper, SaleKeeper
from app.store.removals import RemovalOrderKeeper, RemovalShipmentKeeper
from app.store.selling_rules import SellingKeeper
from app.store.slice_told import SliceTold

log = logging.getLogger(__name__)

KEEPERS: Mapping[str, type[Keeper]] = {
    "products": ProductKeeper,
    "returns": ReturnKeeper,
    "pulled-returns": PulledReturnKeeper,
    "listings": ListingKeeper,
    "instructions": InstructionKeeper,
    "sales": SaleKeeper,
    "selling": SellingKeeper,
    "fba-returns": FbaReturnKeeper,
    "fba-removal-orders": RemovalOrderKeeper,
    "fba-removal-shipments": RemovalShipmentKeeper,
    "mfn-returns": MarketReturnKeeper,
    "tiktok-returns": MarketReturnKeeper,
}
Note = Callable[[int, str, datetime], None]
"""Told of the audit chain's end (number, hash, time) after the commit."""


class SqlImports:
    """Implements `app.services.importing.ImportStore`; `note` is told of the newest audit entry after the commit."""

    def __init__(self, engine: Engine, station: str, clock: Clock, note: Note | None = None) -> None:
        self._engine = engine
        self._station = station
        self._clock = clock
        self._note = note

    @contextmanager
    def importing(self, kind: str, source: Source, *, rehearse: bool = False) -> Iterator[ImportRecords]:
        """The rows of one file; the audit chain's end is noted once, when the file has ended, however it did."""
        with self._engine.connect() as connection:
            slices = _Slices(connection, self._station, self._clock, (kind, source), rehearse=rehearse)
            try:
                yield slices
            finally:
                self._tell(slices)

    def _tell(self, slices: "_Slices") -> None:
        if slices.newest is not None and self._note is not None:
            link, at = slices.newest
            try:
                self._note(link.seq, link.hash, at)
            except Exception:
                # The rows are durable all the same, and the report must say so; the next note covers this one.
                log.exception("The audit chain's end was not noted")


class _Slices:
    """Each batch of rows in a transaction of its own, so that no bench waits longer than for a thousand rows.

    One keeper sees all of them: what the file said before, and which place a line has among its equals. Of a rehearsal
    each transaction is rolled back; what the file itself said earlier the keeper remembers.
    """

    def __init__(
        self,
        connection: Connection,
        station: str,
        clock: Clock,
        of: tuple[str, Source],
        *,
        rehearse: bool,
    ) -> None:
        self._connection = connection
        self._station = station
        self._clock = clock
        self._rehearse = rehearse
        self._kind, self._source = of
        self._keeper: Keeper | None = None
        self._of_before: dict[str, int] | None = None
        self.newest: tuple[Link, datetime] | None = None

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned | Remarked]:
        """Durable when it returns, but for a rehearsal."""
        if self._of_before is None:
            self._of_before = self._counted()
        with self._connection.begin() as begun:
            named_lock.hold(self._connection, "import")  # two of one file would both find nothing there
            transaction = Transaction(self._connection, self._station, self._clock.now(), actor=self._source.by)
            keeper = self._keeper = self._keeper or KEEPERS[self._kind](transaction)
            keeper.transaction, keeper.rehearsing, keeper.told = transaction, self._rehearse, SliceTold(keeper.vouched)
            fates = keeper.keep(rows)
            if fact := keeper.told.fact(self._kind, self._source, rows, fates):
                more, self._of_before = self._of_before, {}
                _told_first(transaction.told, {**fact, OF_BEFORE: more} if more else fact)
            link = transaction.end()
            if self._rehearse:
                begun.rollback()
        if link is not None and not self._rehearse:
            self.newest = link, transaction.at
        return fates

    def _counted(self) -> dict[str, int]:
        """What each file tells once that somebody gives; counted before its first slice, for which nobody waits."""
        if self._rehearse or self._source.channel:
            return {}
        with self._connection.engine.connect().execution_options(**READING) as reading, reading.begin():
            return counted(reading)


def _told_first(told: list[Told], fact: Mapping[str, Any]) -> None:
    """What an import has written stands in one entry with what it announces by that, else in one of its own."""
    if told and told[0].kind == ANNOUNCED:
        told[0] = replace(told[0], facts=[fact, *told[0].facts])
    else:
        told.insert(0, Told(IMPORT, [fact], ()))
