"""What became of a shop's returns, and which of them the shop was told of, each under one key.

What was told stands in the inbox beside the return's lines. Implements
`app.services.syncing.settling.SettlementRecords`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.bench.found import UnitState
from app.domain.channel import Counted
from app.domain.stock import Account
from app.services.syncing.settling import Intent, Outcome
from app.store import models
from app.store.mapping import new_key
from app.store.shop_inbox import NEW, TAKEN
from app.store.telling import Telling

_INBOX = models.table(models.Inbox)
_LINES = models.table(models.ReturnLine)
_UNITS = models.table(models.Unit)
_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
KIND: Final = "settled"
_UNFINISHED = (UnitState.OPEN.value, UnitState.PARKED.value)


class SqlSettlements:
    """Those of one station's records."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def outcome(self, client: str, platform: str, channel: str, rma: str) -> Outcome | None:
        """See the port."""
        of_return = (_LINES.c.client == client, _LINES.c.platform == platform, _LINES.c.rma == rma)
        with self._telling.reading() as connection:
            rows = connection.execute(select(_LINES).where(*of_return).order_by(_LINES.c.id)).all()
            if not rows or not rma:
                return None
            ids = [row.id for row in rows]
            waits = or_(_UNITS.c.state.in_(_UNFINISHED), _UNITS.c.account == Account.HELD.value)
            asked = select(func.count()).where(_UNITS.c.line_id.in_(ids), waits)
            unfinished = int(connection.execute(asked).scalar() or 0)
            named = _named(connection, channel, rows[0].number, rma)
        pieces: dict[str, Counted] = {}
        for row in rows:
            before = pieces.get(row.sku, Counted(row.sku))
            pieces[row.sku] = Counted(row.sku, before.received + row.received, before.missing + row.missing + row.wrong)
        awaited = sum(row.quantity - row.received - row.missing - row.wrong for row in rows)
        return Outcome(named, tuple(pieces.values()), awaited, unfinished)

    def intend(self, channel: str, rma: str, at: datetime) -> Intent:
        """See the port."""
        row = {
            "id": new_key(), "channel": channel, "external_id": f"{KIND}:{rma}", "payload": {}, "state": NEW,
            "received_at": at, "kind": KIND, "number": rma, "quantity": 0,
        }  # fmt: skip
        mine = (_INBOX.c.channel == channel, _INBOX.c.external_id == row["external_id"])
        with self._telling.working() as connection:
            there = _INSERTS[connection.dialect.name](_INBOX).values(**row)
            connection.execute(there.on_conflict_do_nothing(index_elements=["channel", "external_id"]))
            known = connection.execute(select(_INBOX).where(*mine)).one()
        return Intent(known.id, known.at if known.state == TAKEN else None)

    def told(self, channel: str, rma: str, at: datetime) -> None:
        """See the port."""
        mine = (_INBOX.c.channel == channel, _INBOX.c.external_id == f"{KIND}:{rma}")
        with self._telling.working() as connection:
            connection.execute(update(_INBOX).where(*mine).values(state=TAKEN, at=at))


def _named(connection: Connection, channel: str, number: str, rma: str) -> str:
    """The shop's own number of a return, where it is another than the one that people are told."""
    of_order = (_INBOX.c.channel == channel, _INBOX.c.kind == "return", _INBOX.c.number == number)
    for row in connection.execute(select(_INBOX.c.payload).where(*of_order)):
        columns = row.payload["columns"]
        if columns.get("rma") == rma and columns.get("return_id"):
            return str(columns["return_id"])
    return rma
