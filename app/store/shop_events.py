"""What shops told by themselves, each event once, until somebody has asked the shop for what it names.

They stand in the inbox beside what was asked for, under names of their own. Implements
`app.services.syncing.records.EventRecords`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Text, delete, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.channel import Event
from app.domain.outbox import of_level
from app.services.syncing.records import Heard
from app.store import models
from app.store.mapping import new_key
from app.store.models.base import canonical
from app.store.shop_inbox import NEW, TAKEN, place_among, places_of
from app.store.telling import Telling

_INBOX = models.table(models.Inbox)
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
KIND: Final = "event"
_NAMED: Final = "event:"
"""Before a shop's own number of an event, which may be that of an order's line, too."""
_GONE_AFTER: Final = ("return", "stock")


class SqlShopEvents:
    """The events of one station's records."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def heard(self, channel: str, event: Event, at: datetime) -> bool:
        """See the port."""
        number = _NAMED + event.external_id
        known = select(_INBOX.c.id).where(_INBOX.c.channel == channel, _INBOX.c.external_id == number)
        place = None
        with self._telling.reading() as connection:  # not while writing: a shop tells much, and benches wait for that
            if connection.execute(known).first() is not None:
                return False
            if event.kind == "stock":
                place = place_among(places_of(connection, channel), event.keys)
        level = None if event.level is None else of_level(event.level)
        row = {
            "id": new_key(),
            "channel": channel,
            "external_id": number,
            "payload": {"kind": event.kind, "keys": dict(event.keys), "level": level},
            "state": NEW if event.kind in _GONE_AFTER else TAKEN,
            "received_at": at,
            "kind": KIND,
            "number": event.keys.get("order_id", ""),
            "listing": None if place is None else place[0],
            "quantity": 0,
            "at": event.at,
        }
        with self._telling.working() as connection:
            there = _INSERTS[connection.dialect.name](_INBOX).values(**row)
            wanted = there.on_conflict_do_nothing(index_elements=["channel", "external_id"]).returning(_INBOX.c.id)
            return connection.execute(wanted).first() is not None

    def to_do(self, channel: str, kind: str, most: int) -> tuple[Heard, ...]:
        """See the port. The kind stands in the canonical text; within a value its quotes would be escaped."""
        asked = (
            select(_INBOX)
            .where(_INBOX.c.channel == channel, _INBOX.c.kind == KIND, _INBOX.c.state == NEW)
            .where(type_coerce(_INBOX.c.payload, Text).contains(f'"kind":{canonical(kind)}', autoescape=True))
            .order_by(_INBOX.c.id)
            .limit(most)
        )
        with self._telling.reading() as connection:
            rows = connection.execute(asked).all()
        return tuple(
            Heard(row.external_id, row.payload["kind"], row.payload["keys"], row.listing or "") for row in rows
        )

    def done(self, channel: str, events: Sequence[str]) -> None:
        """See the port."""
        if events:
            of_these = (_INBOX.c.channel == channel, _INBOX.c.kind == KIND, _INBOX.c.external_id.in_(list(events)))
            with self._telling.working() as connection:
                connection.execute(update(_INBOX).where(*of_these).values(state=TAKEN))

    def forget(self, channel: str, before: datetime) -> None:
        """See the port."""
        old = (_INBOX.c.channel == channel, _INBOX.c.kind == KIND, _INBOX.c.state == TAKEN)
        with self._telling.working() as connection:
            connection.execute(delete(_INBOX).where(*old, _INBOX.c.received_at < before))
