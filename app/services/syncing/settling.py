"""Tells a shop what came of a return, at somebody's word: that its parcel is here and what was found in it.

What a shop makes of that is its own: TikTok Shop refunds the buyer, Shopify closes the return. So somebody who may
decide asks for it, and it is told only of a return whose every piece was counted and inspected. It stands on record
before it leaves, under one key: asked for again after an answer was lost, it is the very same. The audit chain says
under their name that it was asked for, before it is, and then that the shop took it or did not; where the answer was
lost, neither. What the shop had taken earlier is not sent, and nothing is said of it. Any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.access import MAY_ARRANGE_SALES, Operator
from app.domain.channel import Counted
from app.errors import Ambiguous, ChannelError, UserError
from app.ports import Channel, Clock
from app.saying import say
from app.services.access import OpenWork


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is on record of a return.

    Attributes:
        named: the shop's own number of it
        pieces: what was announced of each article, and what became of it
        awaited: pieces that have not come and were not given up
        unfinished: pieces that are here and whose inspection is not over

    """

    named: str
    pieces: tuple[Counted, ...]
    awaited: int = 0
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be told: under which key, and when the shop took it, if it did."""

    key: str
    told_at: datetime | None = None


class SettlementRecords(Protocol):
    """What is kept of it. Each call is one transaction."""

    def outcome(self, client: str, platform: str, channel: str, rma: str) -> Outcome | None:
        """What became of a return; None where none of that number was announced."""

    def intend(self, channel: str, rma: str, at: datetime) -> Intent:
        """Put on record that it is told; what was put there before stays."""

    def told(self, channel: str, rma: str, at: datetime) -> None:
        """The shop has taken it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """When a shop took it; `before`: it had taken it earlier, and nothing was sent."""

    rma: str
    at: datetime
    before: bool
    pieces: tuple[Counted, ...]


class Settling:
    """For one channel; `client` and `platform` are those of its returns."""

    def __init__(
        self, shop: Channel, records: SettlementRecords, work: OpenWork, clock: Clock, of: tuple[str, str]
    ) -> None:
        self._shop, self._records, self._work, self._clock, self._of = shop, records, work, clock, of

    def settle(self, rma: str, by: Operator) -> Settled:
        """Raises `UserError` where it may not be told, `ChannelError` where the shop did not take it (now)."""
        name = self._shop.name
        if not self._shop.capabilities.settles:
            raise UserError(say("{shop} is not told of returns.", shop=name), "Settle it at the shop.")
        if by.role not in MAY_ARRANGE_SALES:
            raise UserError(
                "Only client service, a supervisor or a manager settles a return.", "Ask one of them.", "not_allowed"
            )
        found = self._records.outcome(*self._of, name, rma)
        if found is None:
            raise UserError(say("{shop} announced no return {rma}.", shop=name, rma=rma), "Look up its number.")
        if found.awaited or found.unfinished:
            raise UserError(
                say("Of the return {rma} {awaited} pieces are awaited, and {open} are not inspected to their end.",
                    rma=rma, awaited=found.awaited, open=found.unfinished),
                "Nothing was told. Finish its parcel first; what is not in it is closed as missing.",
            )  # fmt: skip
        intent = self._records.intend(name, rma, self._clock.now())
        if intent.told_at is not None:
            return Settled(rma, intent.told_at, before=True, pieces=found.pieces)
        self._tell("return_settle_asked", rma, by)
        try:
            at = self._shop.settle_return(found.named, found.pieces, intent.key)
        except Ambiguous:  # nobody knows: that it was asked for is all that can be said
            raise
        except ChannelError:
            self._tell("return_not_settled", rma, by)
            raise
        self._tell("return_settled", rma, by)
        self._records.told(name, rma, at)
        return Settled(rma, at, before=False, pieces=found.pieces)

    def _tell(self, kind: str, rma: str, by: Operator) -> None:
        with self._work() as transaction:
            fact = {"kind": kind, "id": rma, "channel": self._shop.name}
            transaction.tell(kind, [fact], at=self._clock.now(), actor=by.user_id)
            transaction.commit()
