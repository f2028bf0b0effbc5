"""A bench's durable log: each action with what it resolved to and who acted, in order, few rows at a time.

Written by `app.store.records`, in the transaction of its facts. PINs never stand in it. Each entry carries the SHA-256
of the canonical JSON (UTF-8, no spaces) of [digest before, number, time, operator, action, what was found], so that it
stands for all entries before it; where the log stood is told with each entry of the audit chain. Entries of before
there were digests have none. On the reader's own connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from app.domain.bench.found import Found
from app.domain.bench.replay import Logged
from app.store import models
from app.store.audit import canonical, digest_of, instant
from app.store.mapping import action_from_text, from_text
from app.store.prepared import Prepared

_AT_ONCE = 500
_LOG = models.table(models.BenchLog)
_ENTRIES = (
    select(_LOG.c.action, _LOG.c.found, _LOG.c.operator)
    .where(_LOG.c.station == bindparam("of_station"))
    .order_by(_LOG.c.seq)
)

_HEAD = Prepared(
    select(_LOG.c.seq, _LOG.c.digest).where(
        _LOG.c.station == bindparam("of_station"),
        _LOG.c.seq == select(func.max(_LOG.c.seq)).where(_LOG.c.station == bindparam("of_station")).scalar_subquery(),
    )
)
_WHOLE = select(_LOG).order_by(_LOG.c.station, _LOG.c.seq)


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where a bench's log stands: the number of its newest entry and its digest; 0 and none before the first."""

    seq: int = 0
    digest: str = ""


def log_head(connection: Connection, station: str) -> LogHead:
    """Where the log of this station stands."""
    row = _HEAD.first(connection, {"of_station": station})
    return LogHead() if row is None else LogHead(*row)


def log_digest(before: str, seq: int, at: datetime, operator: str | None, action: str, found: str) -> str:
    """The digest of an entry, by that of the entry before it."""
    return digest_of(canonical([before, seq, instant(at), operator or "", action, found]))


def log_problems(connection: Connection, told: Mapping[str, LogHead]) -> Iterator[str]:
    """What was changed in the logs, in words; `told` is where each stood when the audit chain spoke of it last."""
    unseen = {station for station, head in told.items() if head.seq}
    station, before = "", ""
    for row in connection.execute(_WHOLE.execution_options(yield_per=_AT_ONCE)):
        if row.station != station:
            station, before = row.station, ""
        what = f"Entry {row.seq} of the log of the bench {station}"
        content = (row.seq, row.at, row.operator, row.action, row.found)
        if (before or row.digest) and row.digest != log_digest(before, *content):
            yield f"{what} was changed: its digest does not fit its content."
        before = row.digest
        head = told.get(station)
        if head is not None and head.seq == row.seq:
            unseen.discard(station)
            if head.digest != row.digest:
                yield f"{what} is not the one that the audit chain speaks of."
    for station in sorted(unseen):
        yield f"Entry {told[station].seq} of the log of the bench {station} is told in the audit chain, but missing."


def entries(connection: Connection, station: str) -> Iterator[Logged]:
    """What was done at this station's bench, from the first action on."""
    options = {"yield_per": _AT_ONCE}
    for action, found, operator in connection.execute(_ENTRIES, {"of_station": station}, execution_options=options):
        yield Logged(action_from_text(action), from_text(Found, found), operator or "")
