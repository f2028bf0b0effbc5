"""What may be done with a unit that is kept for exchanges or for sale, by whom, and the facts that follow.

A reservation is for one order or RMA; only for that is the unit taken. A unit that goes back on sale leaves the pool
for good. Refuses with `Refused`; pure, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.access import MAY_ARRANGE_SALES, Operator
from app.domain.bench.facts import Arranged, ExchangeEnded, ExchangeReserved, Fact, Moved, Offered
from app.domain.bench.found import UnitRecord
from app.domain.bench.refusal import Refused
from app.domain.selling import Home, Place
from app.domain.stock import SELLABLE, Account, Move
from app.domain.verdict import Grade
from app.saying import say

LONGEST_NUMBER, LONGEST_REASON = 128, 500
ON_SALE = {Grade.A: Account.SELLABLE_A, Grade.B: Account.SELLABLE_B}
SOLD_AS = {account: grade for grade, account in ON_SALE.items()}


@dataclass(frozen=True, slots=True)
class Kept:
    """How a unit of the exchange pool stands there.

    Attributes:
        grade: what it is sold as where it goes back on sale
        number: the order or RMA that it is reserved for, or empty
        until: when that reservation ends by itself

    """

    grade: Grade
    since: datetime
    number: str = ""
    until: datetime | None = None


def permit(operator: Operator) -> None:
    """Whoever may say where units are sold. Raises `Refused` for anybody else."""
    if operator.role not in MAY_ARRANGE_SALES:
        raise Refused(
            "not_permitted",
            "Exchanges and places of sale are for client service, supervisors and managers.",
            "Ask one of them.",
        )


def reserve(record: UnitRecord, kept: Kept | None, number: str, now: datetime, until: datetime) -> tuple[Fact, ...]:
    """Keep a free unit of the pool for an order or RMA. A reservation whose time is over makes room for the next."""
    pooled = _pooled(record, kept)
    if pooled.number and not is_over(pooled, now):
        raise Refused(
            "reserved",
            say("{lpn} is reserved for {number}.", lpn=record.lpn, number=pooled.number),
            "Choose another unit, or release this one first.",
        )
    before = (ExchangeEnded(record.lpn, "released", "time over"),) if pooled.number else ()
    return *before, ExchangeReserved(record.lpn, _number(number), until)


def take(record: UnitRecord, kept: Kept | None, number: str) -> tuple[Fact, ...]:
    """The unit ships to the buyer that it is reserved for."""
    pooled = _pooled(record, kept)
    wanted = _number(number)
    if not pooled.number:
        raise Refused(
            "not_reserved",
            say("{lpn} is reserved for nobody.", lpn=record.lpn),
            "Reserve it for the order first; then it can be taken.",
        )
    if pooled.number != wanted:
        raise Refused(
            "reserved",
            say("{lpn} is reserved for {number}.", lpn=record.lpn, number=pooled.number),
            "Check the order's number, or take another unit.",
        )
    moved = Moved(Move(record.product.article, Account.RESERVED_EXCHANGE, Account.SOLD, 1, "exchanged", record.lpn))
    return ExchangeEnded(record.lpn, "taken", wanted), moved


def release(record: UnitRecord, kept: Kept | None, reason: str) -> tuple[Fact, ...]:
    """The unit is not needed for exchanges: it goes back on sale, and the shops hear of it."""
    pooled, why = _pooled(record, kept), _reason(reason)
    article, account = record.product.article, ON_SALE[pooled.grade]
    ended = (ExchangeEnded(record.lpn, "released", why),) if pooled.number else ()
    return (
        *ended,
        Arranged(record.lpn, "released", Place.EXCHANGE.value, pooled.number, why),
        Moved(Move(article, Account.RESERVED_EXCHANGE, account, 1, "released", record.lpn)),
        Offered(record.lpn, article, pooled.grade, "add", barred=(Place.EXCHANGE,)),
    )


def free(record: UnitRecord, kept: Kept | None, reason: str) -> tuple[Fact, ...]:
    """The order needs the unit no more; it stays in the pool."""
    pooled = _pooled(record, kept)
    if not pooled.number:
        raise Refused("not_reserved", say("{lpn} is reserved for nobody.", lpn=record.lpn), "Nothing was changed.")
    return (ExchangeEnded(record.lpn, "released", _reason(reason)),)


def rehome(record: UnitRecord, home: Home, reason: str) -> tuple[Fact, ...]:
    """A unit on sale gets another home: it leaves the listings that it was on, whatever the rules say."""
    grade, why = _on_sale(record), _reason(reason)
    article = record.product.article
    said = Arranged(record.lpn, "moved", home.place.value, "", why)
    taken = Offered(record.lpn, article, grade, "take")
    if home.place is Place.EXCHANGE:
        pool = Move(article, record.account, Account.RESERVED_EXCHANGE, 1, "kept_for_exchange", record.lpn)
        return said, taken, Moved(pool)
    return said, taken, Offered(record.lpn, article, grade, "add", home)


def sell_live(record: UnitRecord, place: Place | None, number: str) -> tuple[Fact, ...]:
    """A unit that was kept for a live sale was sold there."""
    grade = _on_sale(record)
    if place is not Place.LIVE:
        raise Refused(
            "not_kept_for_live",
            say("{lpn} is not kept for a live sale.", lpn=record.lpn),
            "Where a shop sells it, the shop tells of the sale. Move it to the place live first.",
        )
    sold = Move(record.product.article, record.account, Account.SOLD, 1, "sold_live", record.lpn)
    return (
        Arranged(record.lpn, "sold", Place.LIVE.value, _number(number), ""),
        Offered(record.lpn, record.product.article, grade, "take"),
        Moved(sold),
    )


def is_over(kept: Kept, now: datetime) -> bool:
    """Whether its reservation has ended by itself."""
    return kept.until is not None and kept.until <= now


def _pooled(record: UnitRecord, kept: Kept | None) -> Kept:
    if record.account is not Account.RESERVED_EXCHANGE or kept is None:
        raise Refused(
            "not_in_pool",
            say("{lpn} is not in the exchange pool.", lpn=record.lpn),
            "`regrade exchange list` shows what is.",
        )
    return kept


def _on_sale(record: UnitRecord) -> Grade:
    if record.account not in SELLABLE:
        raise Refused(
            "not_on_sale",
            say("{lpn} is not on sale.", lpn=record.lpn),
            "Only units whose grade puts them on sale have a place of sale.",
        )
    return SOLD_AS[record.account]


def _number(number: str) -> str:
    given = number.strip()
    if not given or len(given) > LONGEST_NUMBER or not given.isprintable():
        raise Refused("order_needed", "Name the order or RMA that it is for.", "Give its number, up to 128 characters.")
    return given


def _reason(reason: str) -> str:
    given = " ".join(reason.split())[:LONGEST_REASON]
    if not given or not given.isprintable():
        raise Refused("reason_needed", "This decision needs a reason.", "Say why.")
    return given
