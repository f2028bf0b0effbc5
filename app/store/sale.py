"""What a channel told of one of our listings, as both kinds of sale take it: of a unit by itself, and of a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import update

from app.domain.channel import Listing, Sold
from app.domain.outbox import State
from app.store import models
from app.store.keeping import Transaction
from app.store.mapping import new_key

_OUTBOX = models.table(models.Outbox)
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
        return self.told.external_id.partition(":cancelled")[0]

    def of(self, unit: str, bundle: str | None = None) -> dict[str, Any]:
        """The record that this unit was sold, in a bundle where one is named."""
        return {
            "id": new_key(), "unit": unit, "listing": self.listing_id, "channel": self.channel,
            "number": self.told.order_id, "line": self.line, "at": self.told.at, "bundle": bundle,
        }  # fmt: skip


def let_take(begun: Transaction, sale: Sale, unit: str) -> None:
    """The grade of a sold unit was taken back meanwhile, which waits for a person: its order is no more, so the piece
    can be taken off sale now."""
    begun.connection.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.unit == unit, _OUTBOX.c.listing == sale.listing_id, _OUTBOX.c.op == "take")
        .where(_OUTBOX.c.state == State.NEEDS_HUMAN.value)
        .values(state=State.PENDING.value, problem="")
    )
