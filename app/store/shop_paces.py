"""How often shops may still be asked, on record for all programs of a house: beside the cursors of what was read.

Implements `app.ports.Buckets`. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.ports import Bucket
from app.store import models, named_lock
from app.store.telling import Telling

PACES: Final = "pace:"
"""What the names of these rows begin with."""
_CURSORS = models.table(models.ChannelCursor)
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlBuckets:
    """The buckets of one house's records."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def turn(self, channel: str, name: str, change: Callable[[Bucket | None], Bucket | None]) -> None:
        """See the port."""
        here = (_CURSORS.c.channel == channel, _CURSORS.c.stream == PACES + name)
        with self._telling.working() as connection:
            named_lock.hold(connection, f"pace {channel} {name}")  # before the first draws on it there is no row
            known = connection.execute(select(_CURSORS.c.since, _CURSORS.c.read_at).where(*here)).first()
            kept = change(None if known is None else Bucket(known.since, known.read_at))
            if kept is None:
                return
            row = {"channel": channel, "stream": PACES + name, "since": kept.full_at, "read_at": kept.asked_at}
            there = _INSERTS[connection.dialect.name](_CURSORS).values(row)
            connection.execute(there.on_conflict_do_update(index_elements=["channel", "stream"], set_=row))
