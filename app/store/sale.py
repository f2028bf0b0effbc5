"""What a channel told of one of our listings, as both kinds of sale take it: of a unit by itself, and of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, update

from app.domain.channel import Listing, Sold
from app.domain.outbox import State
from app.store import models
from app.store.audit import instant
from app.store.keeping import Transaction
from app.store.mapping import new_key

_OUTBOX = models.table(models.Outbox)
_SALES = models.table(models.UnitSale)
CLOCKS_DIFFER: Final = timedelta(seconds=5)
"""A shop's clock may be behind ours, and it may tell whole seconds only."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale, or its cancellation."""

    channel: str
    listing_id: str
    listing: Listing
    told: Sold

    @property
    def line(self) -> str:
        """What a cancellation has in common with its sale."""
        return line_of(self.told.external_id)

    def of(self, unit: str, bundle: str | None = None) -> dict[str, Any]:
        """The record that this unit was sold, in a bundle where one is named."""
        return {
            "id": new_key(), "unit": unit, "listing": self.listing_id, "channel": self.channel,
            "number": self.told.order_id, "line": self.line, "at": self.told.at, "bundle": bundle,
        }  # fmt: skip


def line_of(external_id: str) -> str:
    """The line of an order that a sale, or a cancellation of some of it or all, is told of."""
    return external_id.partition(":cancelled")[0]


def note_sold(begun: Transaction, row: Mapping[str, Any]) -> dict[str, Any]:
    """Put it on record that a unit is sold; the fact that says so."""
    begun.connection.execute(insert(_SALES), row)
    return _fact({"cancelled_at": None, **row})


def note_cancelled(begun: Transaction, key: str, at: datetime) -> dict[str, Any]:
    """Put it on record that a unit is not sold after all; the fact that says so."""
    change = update(_SALES).where(_SALES.c.id == key).values(cancelled_at=at).returning(*_SALES.c)
    return _fact(begun.connection.execute(change).one()._asdict())


def _fact(row: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: instant(value) if isinstance(value, datetime) else value for name, value in row.items()}
    return {"kind": "unit_sale", **said}


def let_take(begun: Transaction, sale: Sale, unit: str) -> None:
    """The grade of a sold unit was taken back meanwhile, which waits for a person: its order is no more, so the piece
    can be taken off sale now."""
    begun.connection.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.unit == unit, _OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.op == "take")
        .where(_OUTBOX.c.state == State.NEEDS_HUMAN.value)
        .values(state=State.PENDING.value, problem="")
    )
