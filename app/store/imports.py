"""Keeps imported rows, slice by slice: each in a transaction of its own, durable when its slice is kept.

`SqlImports` opens the transactions; what becomes of the rows is for the keepers: `catalogue` (products, listings,
instructions) and `announcements` (returns, which also book stock). A keeper compares before it writes, so that a file
taken in twice changes nothing; a row that contradicts another of the same file is turned away, for otherwise the two
would overwrite each other at every import. Imports wait for each other; each is used by one thread.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from app.ports import Clock
from app.services.importing import Fate, ImportRecords, Remarked, Row, Turned
from app.store import named_lock
from app.store.announcements import PulledReturnKeeper, ReturnKeeper
from app.store.audit import Link
from app.store.catalogue import InstructionKeeper, ListingKeeper, ProductKeeper
from app.store.keeping import Keeper, Transaction
from app.store.market_keepers import FbaReturnKeeper, MarketReturnKeeper, SaleKeeper
from app.store.removals import RemovalOrderKeeper, RemovalShipmentKeeper
from app.store.selling_rules import SellingKeeper

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
    def importing(self, kind: str, *, rehearse: bool = False) -> Iterator[ImportRecords]:
        """The rows of one file; the audit chain's end is noted once, when the file has ended, however it did."""
        with self._engine.connect() as connection:
            slices = _Slices(connection, self._station, self._clock, KEEPERS[kind], rehearse=rehearse)
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
        kind: Callable[[Transaction], Keeper],
        *,
        rehearse: bool,
    ) -> None:
        self._connection = connection
        self._station = station
        self._clock = clock
        self._rehearse = rehearse
        self._kind = kind
        self._keeper: Keeper | None = None
        self.newest: tuple[Link, datetime] | None = None

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned | Remarked]:
        """Durable when it returns, but for a rehearsal."""
        with self._connection.begin() as begun:
            named_lock.hold(self._connection, "import")  # two of one file would both find nothing there
            transaction = Transaction(self._connection, self._station, self._clock.now())
            keeper = self._keeper = self._keeper or self._kind(transaction)
            keeper.transaction, keeper.rehearsing = transaction, self._rehearse
            fates = keeper.keep(rows)
            link = transaction.end()
            if self._rehearse:
                begun.rollback()
        if link is not None and not self._rehearse:
            self.newest = link, transaction.at
        return fates
