"""What the bench reads and writes within one transaction: `app.ports.BenchRecords` on a connection.

Belongs to its unit of work, and to one thread. The state of the bench is kept as text; a process that reads back the
very text it wrote itself is spared reading it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.domain.access import Operator
from app.domain.bench.facts import Fact
from app.domain.bench.found import UnitRecord
from app.domain.bench.state import Bench, ParkedDraft, Product
from app.domain.certificates import Certificate
from app.domain.print_jobs import PrintJob
from app.domain.returns import Parcel, ReturnOrder
from app.errors import StoreError
from app.ports import Certified, LogEntry, Receipt, Remembered, UserRecord
from app.store import certificates, counters, fba_reading, models, print_jobs, reading, writing
from app.store.audit import Link
from app.store.bench_log import LogHead, log_digest, log_head
from app.store.keys import StationIdentity
from app.store.mapping import action_to_text, from_text, to_text
from app.store.prepared import Prepared

_BENCH = models.table(models.Bench)
_LOG = models.table(models.BenchLog)
_REQUESTS = models.table(models.Request)

_STATE = Prepared(select(_BENCH.c.state).where(_BENCH.c.station == bindparam("of_station")).with_for_update())
_SAVE_STATE = Prepared(
    update(_BENCH)
    .where(_BENCH.c.station == bindparam("of_station"))
    .values(state=bindparam("now"), version=_BENCH.c.version + 1)
)
_LOG_ENTRY = Prepared(insert(_LOG))
_REMEMBERED = Prepared(
    select(_REQUESTS.c.fingerprint, _REQUESTS.c.reply).where(
        _REQUESTS.c.station == bindparam("of_station"), _REQUESTS.c.id == bindparam("of_id")
    )
)
_REMEMBER = Prepared(insert(_REQUESTS))


class LastState:
    """The bench as this process last wrote or read it, with its text. Replaced as one, so any thread may look."""

    def __init__(self) -> None:
        self._known: tuple[str, Bench] = ("", Bench())

    def of(self, text: str) -> Bench:
        known_text, bench = self._known
        if text != known_text:
            try:
                bench = from_text(Bench, text)
            except ValueError as error:
                raise StoreError(
                    "What this bench was doing cannot be read.",
                    "What was acknowledged is safe in the records. Ask whoever looks after the station.",
                    "bench_unreadable",
                ) from error
            self._known = (text, bench)
        return bench

    def keep(self, text: str, bench: Bench) -> None:
        self._known = (text, bench)


class SqlRecords:
    """`BenchRecords` on one connection, for one station."""

    def __init__(self, connection: Connection, station: StationIdentity, last: LastState, now: datetime) -> None:
        self._connection = connection
        self._station = station
        self._last = last
        self._now = now
        self.link: Link | None = None
        self._log_head: LogHead | None = None

    def bench(self) -> Bench:
        found = _STATE.first(self._connection, {"of_station": self._station.id})
        if found is None:
            raise StoreError("This station is not on record.", "Nothing was changed. Start the program again.")
        return self._last.of(found[0])

    def save_bench(self, bench: Bench) -> None:
        text = to_text(bench)
        _SAVE_STATE.run(self._connection, {"of_station": self._station.id, "now": text})
        self._last.keep(text, bench)

    def log(self, entry: LogEntry) -> None:
        head = self._head()
        content: dict[str, Any] = {
            "seq": head.seq + 1,
            "at": entry.at,
            "operator": entry.operator.user_id if entry.operator else None,
            "action": action_to_text(entry.action),
            "found": to_text(entry.found),
        }
        self._log_head = LogHead(head.seq + 1, log_digest(head.digest, **content))
        _LOG_ENTRY.run(self._connection, {"station": self._station.id, **content, "digest": self._log_head.digest})

    def _head(self) -> LogHead:
        """Where the log stands: read once, for the bench is this transaction's until it ends."""
        if self._log_head is None:
            self._log_head = log_head(self._connection, self._station.id)
        return self._log_head

    def remembered(self, request_id: str) -> Remembered | None:
        which = {"of_station": self._station.id, "of_id": request_id}
        row = _REMEMBERED.first(self._connection, which)
        return None if row is None else Remembered(*row)

    def remember(self, request_id: str, remembered: Remembered) -> None:
        row = {"station": self._station.id, "id": request_id, "at": self._now}
        content = {"fingerprint": remembered.fingerprint, "reply": remembered.reply}
        _REMEMBER.run(self._connection, {**row, **content})

    def parcel_by_code(self, keys: Sequence[str]) -> Parcel | None:
        return reading.parcel_by_code(self._connection, keys)

    def parcel(self, parcel_id: str) -> Parcel | None:
        return reading.parcel(self._connection, parcel_id)

    def products_by_code(self, codes: Sequence[str]) -> tuple[Product, ...]:
        return reading.products_by_code(self._connection, codes, self._now)

    def said_by_amazon(self, lpn: str) -> ReturnOrder | None:
        return fba_reading.said_of(self._connection, [lpn])

    def products_by_sku(self, sku: str) -> tuple[Product, ...]:
        return reading.products_by_sku(self._connection, sku, self._now)

    def unit(self, lpn: str) -> UnitRecord | None:
        return reading.unit(self._connection, lpn)

    def destruction_of(self, lpn: str) -> Certified | None:
        return reading.destruction_of(self._connection, lpn)

    def handed_over(self, lpn: str) -> Certificate | None:
        return certificates.handed_over(self._connection, lpn)

    def certificate(self, number: str) -> Certificate | None:
        return certificates.certificate(self._connection, number)

    def copy_known(self, number: str, sha256: str) -> bool:
        return certificates.copy_known(self._connection, number, sha256)

    def is_active(self, user_id: str) -> bool:
        return reading.is_active(self._connection, user_id)

    def photo_known(self, sha256: str) -> bool:
        return reading.photo_known(self._connection, sha256)

    def unit_by_serial(self, client: str, serial: str) -> str:
        return reading.unit_by_serial(self._connection, client, serial)

    def draft(self, lpn: str) -> ParkedDraft | None:
        return reading.draft(self._connection, lpn)

    def parked_in(self, parcel_id: str) -> str:
        return reading.parked_in(self._connection, parcel_id)

    def user(self, badge: str) -> UserRecord | None:
        return reading.user(self._connection, badge)

    def next_number(self, counter: str) -> int:
        return counters.next_number(self._connection, counter)

    def write(self, facts: Sequence[Fact], *, at: datetime, operator: Operator | None) -> tuple[Receipt, ...]:
        receipts, link = writing.write(self._connection, self._station, facts, at=at, operator=operator, log=self._head)
        self.link = link or self.link
        return receipts

    def queue_prints(self, jobs: Sequence[PrintJob], *, owner: str, at: datetime) -> None:
        print_jobs.queue(self._connection, self._station.id, jobs, owner=owner, at=at)
