"""What Amazon charges for a piece in its warehouse, and what is best done with it: fetch, liquidate, dispose, keep.

Fees are dated tables with their source; a day before the first has no fee, and what rests on an unknown fee, price,
rate or disposition is not reckoned and says why, by codes (`Doubt`). Policy is data (`resources/policies/fba.yaml`).
Pure, frozen, any thread.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import TypeVar

from app.domain.disposition import Goods, RoutePolicy, rank
from app.domain.money import Money
from app.domain.subject import Subject
from app.domain.verdict import Grade

G_PER_LB = Decimal("453.59237")
OCTOBER = 10
TAKEN_ON = 15
"""The day of the month on which Amazon looks how old its stock is."""


class Doubt(StrEnum):
    """Why a figure is missing, or rests on an assumption."""

    NO_PRICE = "no_price"
    NO_FEE = "no_fee"
    NO_RATE = "no_rate"
    UNKNOWN_DISPOSITION = "unknown_disposition"
    WEIGHT_ASSUMED = "weight_assumed"
    VOLUME_ASSUMED = "volume_assumed"
    FEE_ASSUMED = "fee_assumed"
    SINCE_UNKNOWN = "since_unknown"
    NOT_IN_CATALOGUE = "not_in_catalogue"


class Action(StrEnum):
    """What can be done with a piece at Amazon's."""

    FETCH = "return"
    LIQUIDATE = "liquidate"
    DISPOSE = "dispose"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class WeightStep:
    """A fee up to a weight; the last step has none, and `per_lb` is for each pound begun above the step before."""

    fee: Decimal
    to_lb: Decimal | None = None
    per_lb: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RemovalFees:
    """What a removed or disposed piece costs, from a day on."""

    since: date
    source: str
    standard: tuple[WeightStep, ...]
    bulky: tuple[WeightStep, ...]


@dataclass(frozen=True, slots=True)
class StorageFees:
    """A cubic foot, a month; each pair is January to September, October to December."""

    since: date
    source: str
    standard: tuple[Decimal, Decimal]
    bulky: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class AgedStep:
    """What is added each month from this age on: by volume, or by piece where that is more."""

    from_day: int
    per_cubic_foot: Decimal
    per_piece: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class AgedFees:
    """The surcharge on old stock, from a day on."""

    since: date
    source: str
    steps: tuple[AgedStep, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a disposition of Amazon's stands for.

    Attributes:
        keeps: part of the price that Amazon's own sale of it brings; None where Amazon does not sell it on
        grades: how many of a hundred such pieces are graded so here

    """

    disposition: str
    keeps: Decimal | None
    grades: tuple[tuple[Grade, Decimal], ...]


@dataclass(frozen=True, slots=True)
class FbaPolicy:
    """One version of what Amazon charges and of what its words stand for. Money is in `currency`.

    Attributes:
        bulky_goods: traits or category words that Amazon handles specially, whatever they weigh
        least_seen: from so many graded pieces of a disposition on, the bench's own record counts
        alert_days: days by stage (an account, `amazon`, `on_the_way`, or `house` for any other account)

    """

    id: str
    version: int
    currency: str
    removal: tuple[RemovalFees, ...]
    storage: tuple[StorageFees, ...]
    aged: tuple[AgedFees, ...]
    cubic_feet_per_kg: Decimal
    assumed_weight_g: int
    bulky_from_g: int
    bulky_goods: tuple[str, ...]
    liquidation_share: Decimal
    liquidation_referral: Decimal
    liquidation_closed_to: frozenset[str]
    liquidation_closed_goods: tuple[str, ...]
    least_seen: int
    dispositions: tuple[Said, ...]
    alert_days: tuple[tuple[str, int], ...]

    def said(self, disposition: str) -> Said | None:
        """What this disposition stands for; None for a word that the policy does not know."""
        wanted = plain_disposition(disposition)
        return next((one for one in self.dispositions if one.disposition == wanted), None)

    def limit_of(self, stage: str) -> int:
        """Days after which somebody should look at a piece in this stage."""
        days = dict(self.alert_days)
        return days.get(stage, days["house"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece at Amazon's as its fees and chances see it; None where the catalogue does not say."""

    disposition: str
    subject: Subject = field(default_factory=Subject)
    price: Money | None = None
    cost: Money | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report reckons by: both policies, and the site whose law counts for the routes."""

    fba: FbaPolicy
    routes: RoutePolicy
    site: str
    today: date


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, or none, with what is doubtful about it."""

    money: Money | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done with a piece, and what it brings."""

    action: Action
    net: Money


@dataclass(frozen=True, slots=True)
class Decision:
    """The choices, best first; none where nothing can be reckoned. `seen` is what the odds rest on, 0 is the policy."""

    choices: tuple[Choice, ...]
    doubts: tuple[Doubt, ...]
    seen: int = 0

    @property
    def best(self) -> Choice | None:
        """What brings most."""
        return self.choices[0] if self.choices else None

    def net(self, action: Action) -> Money | None:
        """What this brings; None where it cannot be done or reckoned."""
        return next((choice.net for choice in self.choices if choice.action is action), None)


def plain_disposition(disposition: str) -> str:
    """`Customer damaged` and `CUSTOMER_DAMAGED` are the same word."""
    return "_".join(disposition.replace("-", " ").replace("_", " ").upper().split())


def removal_fee(basis: Basis, piece: Piece, day: date) -> Amount:
    """What Amazon takes for sending the piece back, or for disposing of it, in the piece's currency."""
    fba = basis.fba
    table = _of_day(fba.removal, day)
    if table is None:
        return Amount(None, (Doubt.NO_FEE,))
    grams, doubts = _weight(fba, piece)
    pounds = Decimal(grams) / G_PER_LB
    fee, below = Decimal(0), Decimal(0)
    for step in table.bulky if _is_bulky(fba, piece) else table.standard:
        fee = step.fee
        if step.to_lb is None or pounds <= step.to_lb:
            if step.to_lb is None:
                fee += step.per_lb * (pounds - below).to_integral_value(ROUND_CEILING)
            break
        below = step.to_lb
    return _in_currency(basis, fee, piece, doubts)


def stored(basis: Basis, piece: Piece, since: date) -> Amount:
    """What Amazon has taken for storing the piece since a day: by the month, and for age on each 15th."""
    fba = basis.fba
    total = Decimal(0)
    volume = _volume(fba, piece)
    bulky = _is_bulky(fba, piece)
    day = since
    while day < basis.today:
        days = monthrange(day.year, day.month)[1]
        end = min(basis.today, day.replace(day=1) + timedelta(days=days))
        table = _of_day(fba.storage, day)
        if table is None:
            return Amount(None, (Doubt.NO_FEE,))
        monthly = (table.bulky if bulky else table.standard)[day.month >= OCTOBER]
        total += monthly * volume * (end - day).days / days
        taken = day.replace(day=TAKEN_ON)
        if day <= taken < end:
            total += _aged(fba, volume, taken, (taken - since).days)
        day = end
    return _in_currency(basis, total, piece, (*_weight(fba, piece)[1], Doubt.VOLUME_ASSUMED))


def dearer_on(policy: FbaPolicy, since: date, today: date) -> date | None:
    """The next day on which the surcharge for age begins or rises for such stock; None where it is at its most."""
    table = _of_day(policy.aged, today)
    for step in table.steps if table else ():
        reached = since + timedelta(days=step.from_day)
        taken = reached.replace(day=TAKEN_ON)
        if taken < reached:
            month, year = reached.month % 12 + 1, reached.year + reached.month // 12
            taken = date(year, month, TAKEN_ON)
        if taken > today:
            return taken
    return None


def decide(basis: Basis, piece: Piece, seen: Mapping[Grade, int] | None = None) -> Decision:
    """What is best done with a piece at Amazon's, its expected recovery against the fee of today.

    Args:
        basis: the policies and the day
        piece: what is known of it
        seen: how pieces of this disposition were graded at this house; counts from the policy's `least_seen` on

    """
    said = basis.fba.said(piece.disposition)
    doubts = [Doubt.UNKNOWN_DISPOSITION] if said is None else []
    if piece.price is None:
        doubts.append(Doubt.NO_PRICE)
    fee = removal_fee(basis, piece, basis.today)
    doubts += fee.doubts
    if said is None or piece.price is None or fee.money is None:
        return Decision((), tuple(doubts))
    choices = [Choice(Action.DISPOSE, -fee.money)]
    if said.keeps is not None:
        choices.append(Choice(Action.KEEP, piece.price * said.keeps))
    if (brought := _liquidated(basis.fba, piece)) is not None:
        choices.append(Choice(Action.LIQUIDATE, brought))
    count = sum(seen.values()) if seen else 0
    own = seen is not None and count >= basis.fba.least_seen
    odds = tuple((grade, Decimal(many)) for grade, many in seen.items()) if own and seen else said.grades
    choices.append(Choice(Action.FETCH, expected(basis, piece, odds) - fee.money))
    choices.sort(key=lambda choice: -choice.net.amount)
    return Decision(tuple(choices), tuple(doubts), count if own else 0)


def without_us(basis: Basis, piece: Piece, day: date) -> Decision:
    """What the piece would have brought by Amazon's word alone: kept on sale, liquidated, or disposed of."""
    decision = decide(replace(basis, today=day), piece)
    return replace(decision, choices=tuple(one for one in decision.choices if one.action is not Action.FETCH))


def expected(basis: Basis, piece: Piece, odds: Sequence[tuple[Grade, Decimal]]) -> Money:
    """What the bench makes of such a piece on average: of each grade, the route that the bench would propose."""
    currency = piece.price.currency if piece.price else basis.fba.currency
    total = sum((many for _, many in odds), Decimal(0))
    amount = Decimal(0)
    for grade, many in odds if total else ():
        goods = Goods(grade, piece.subject, price=piece.price, cost=piece.cost, weight_g=piece.weight_g)
        amount += rank(basis.routes, goods, basis.site)[0].net.amount * many / total
    return Money(amount, currency)


def _liquidated(policy: FbaPolicy, piece: Piece) -> Money | None:
    closed = plain_disposition(piece.disposition) in policy.liquidation_closed_to
    if piece.price is None or closed or piece.subject.is_any_of(policy.liquidation_closed_goods):
        return None
    return piece.price * (policy.liquidation_share * (1 - policy.liquidation_referral))


def _aged(policy: FbaPolicy, volume: Decimal, day: date, age: int) -> Decimal:
    table = _of_day(policy.aged, day)
    reached = [step for step in table.steps if step.from_day <= age] if table else []
    return max(reached[-1].per_cubic_foot * volume, reached[-1].per_piece) if reached else Decimal(0)


_Fees = TypeVar("_Fees", RemovalFees, StorageFees, AgedFees)


def _of_day(tables: Sequence[_Fees], day: date) -> _Fees | None:
    """The newest table that holds on this day."""
    held = [table for table in tables if table.since <= day]
    return max(held, key=lambda table: table.since) if held else None


def _is_bulky(policy: FbaPolicy, piece: Piece) -> bool:
    return _weight(policy, piece)[0] >= policy.bulky_from_g or piece.subject.is_any_of(policy.bulky_goods)


def _weight(policy: FbaPolicy, piece: Piece) -> tuple[int, tuple[Doubt, ...]]:
    if piece.weight_g is None:
        return policy.assumed_weight_g, (Doubt.WEIGHT_ASSUMED,)
    return piece.weight_g, ()


def _volume(policy: FbaPolicy, piece: Piece) -> Decimal:
    return policy.cubic_feet_per_kg * _weight(policy, piece)[0] / 1000


def _in_currency(basis: Basis, amount: Decimal, piece: Piece, doubts: tuple[Doubt, ...]) -> Amount:
    """In the piece's own currency, by the rates of the routes' policy; none where there is no rate."""
    money = Money(amount, basis.fba.currency)
    wanted = piece.price.currency if piece.price else money.currency
    changed = basis.routes.changed(money, wanted)
    return Amount(changed, doubts if changed else (*doubts, Doubt.NO_RATE))
