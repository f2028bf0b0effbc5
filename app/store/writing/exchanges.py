"""Reservations of the exchange pool, and somebody's word about where a unit is sold."""

from __future__ import annotations

from sqlalchemy import bindparam, update

from app.domain.bench.facts import Arranged, ExchangeEnded, ExchangeReserved
from app.store.audit import instant
from app.store.mapping import new_key
from app.store.models import ExchangeReservation, table
from app.store.prepared import Prepared

from .batch import Batch

_RESERVATIONS = table(ExchangeReservation)
_END = Prepared(
    update(_RESERVATIONS)
    .where(_RESERVATIONS.c.unit == bindparam("of_lpn"), _RESERVATIONS.c.ended_at.is_(None))
    .values(
        ended_at=bindparam("now"), ended_by=bindparam("person"), outcome=bindparam("came"), reason=bindparam("why")
    )
    .returning(_RESERVATIONS.c.id, _RESERVATIONS.c.number)
)  # fmt: skip


def reserved(batch: Batch, fact: ExchangeReserved) -> None:
    key = new_key()
    row = {"id": key, "unit": fact.lpn, "number": fact.number, "until": fact.until}
    batch.insert(ExchangeReservation, {**row, "reserved_at": batch.at, "reserved_by": batch.by})
    batch.subject = fact.lpn
    batch.acknowledge("reservation", key)
    batch.tell("reservation", key, unit=fact.lpn, number=fact.number, until=instant(fact.until))


def ended(batch: Batch, fact: ExchangeEnded) -> None:
    batch.subject = fact.lpn
    row = {"of_lpn": fact.lpn, "now": batch.at, "person": batch.by, "came": fact.outcome, "why": fact.reason}
    for key, number in _END.rows(batch.connection, row):
        batch.acknowledge("reservation", key, {"outcome": fact.outcome})
        batch.tell("reservation_ended", key, unit=fact.lpn, number=number, outcome=fact.outcome, reason=fact.reason)


def arranged(batch: Batch, fact: Arranged) -> None:
    batch.subject = fact.lpn
    batch.tell("arranged", fact.lpn, what=fact.what, place=fact.place, number=fact.number, reason=fact.reason)
