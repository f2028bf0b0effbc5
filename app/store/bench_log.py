"""Reads a bench's durable log: each action with what it resolved to and who acted, in order, few rows at a time.

Written by `app.store.records`, in the transaction of its facts. PINs never stand in it. On the reader's own connection.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from app.domain.bench.found import Found
from app.domain.bench.replay import Logged
from app.store import models
from app.store.mapping import action_from_text, from_text

_AT_ONCE = 500
_LOG = models.table(models.BenchLog)
_ENTRIES = (
    select(_LOG.c.action, _LOG.c.found, _LOG.c.operator)
    .where(_LOG.c.station == bindparam("of_station"))
    .order_by(_LOG.c.seq)
)


def entries(connection: Connection, station: str) -> Iterator[Logged]:
    """What was done at this station's bench, from the first action on."""
    options = {"yield_per": _AT_ONCE}
    for action, found, operator in connection.execute(_ENTRIES, {"of_station": station}, execution_options=options):
        yield Logged(action_from_text(action), from_text(Found, found), operator or "")
