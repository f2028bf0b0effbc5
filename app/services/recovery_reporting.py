"""The report `recovery`: what the units of a period bring back by their routes, against what they were worth.

What is expected is the net of the route that was taken, as it was reckoned with the grade; what was possible is the
best net of the routes that were open then. What a shop really sold a unit for is known where a file of sales names the
order; only units of which both are known are compared with what was expected. A unit counts once, with the newest
verdict of the period. Sums are of one currency each. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Protocol

from app.domain.money import Money
from app.domain.stock import Article
from app.services.looking import Record
from app.services.reporting import Period

_SUMMED = (
    "units", "reckoned", "value", "expected", "possible", "forgone", "costed", "cost", "sold", "priced", "sold_for",
    "compared", "compared_for", "sold_expected", "closed",
)  # fmt: skip
_SUMS = (
    "units", "reckoned", "value", "expected", "expected_share", "possible", "forgone", "costed", "cost", "sold",
    "priced", "sold_for", "compared", "compared_for", "sold_expected", "closed", "currency", "doubts",
)  # fmt: skip
PER: Mapping[str, tuple[str, ...]] = {
    "route": ("client", "route"),
    "unit": (),
    "sku": ("client", "sku", "title"),
    "client": ("client",),
}
"""Of what there can be a row each, with the columns that say of what it is; the first is the usual one."""
RECOVERY: Mapping[str, tuple[str, ...]] = {per: (*key, *_SUMS) for per, key in PER.items()} | {
    "unit": (
        "client", "sku", "title", "unit", "grade", "route", "state", "graded_at", "price", "cost", "expected",
        "expected_share", "possible", "forgone", "channel", "order_id", "sold_at", "sold_for", "currency", "doubts",
    ),
}  # fmt: skip
TOTAL = "total"
NO_PRICE, NO_SALE_PRICE, OTHER_CURRENCY, IN_BUNDLE = "no_price", "no_sale_price", "other_currency", "in_bundle"
"""Why a figure is not there: the article had no price; no file of sales names the order; the price, the cost or what
was paid is in another currency than the net; the piece was sold in a bundle, whose price is not its own."""
_SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class SoldFor:
    """A sale of a unit at a shop that stood at the end of the period.

    Attributes:
        price: what the buyer paid for the piece; None where nobody told
        bundle: it was sold as a part of something else

    """

    channel: str
    order_id: str
    at: datetime
    price: Money | None = None
    bundle: bool = False


@dataclass(frozen=True, slots=True)
class Recovered:
    """A graded unit with what it brings.

    Attributes:
        title, price, cost: of the article as it stood when the unit was scanned
        net: of the route taken; without a price it was never reckoned
        possible: the best net of an open route
        state: how the unit stands now

    """

    lpn: str
    article: Article
    title: str
    grade: str
    route: str
    state: str
    at: datetime
    net: Money
    possible: Money
    price: Money | None = None
    cost: Money | None = None
    sold: SoldFor | None = None


class RecoveryReads(Protocol):
    """Reads what this report is about. Streams; one view of the records."""

    def recovered(self, period: Period) -> Iterator[Recovered]:
        """Of each unit that was graded then, once."""


def recovery_rows(units: Iterable[Recovered], per: str) -> Iterator[Record]:
    """A row a unit, or sums by what it is asked per, each currency apart."""
    rows = map(_row, units)
    return rows if per == "unit" else _summed(rows, per)


def _row(one: Recovered) -> Record:
    currency = one.net.currency
    price, cost = _in(currency, one.price), _in(currency, one.cost)
    known = price is not None
    sold_for, doubts = _sold_for(one.sold, currency)
    expected = one.net.amount if known else None
    return {
        "client": one.article.client,
        "sku": one.article.sku,
        "title": one.title,
        "unit": one.lpn,
        "grade": one.grade,
        "route": one.route,
        "state": one.state,
        "graded_at": one.at,
        "price": price,
        "cost": cost,
        "expected": expected,
        "expected_share": _share(expected, price),
        "possible": one.possible.amount if known else None,
        "forgone": one.possible.amount - one.net.amount if known else None,
        "channel": one.sold.channel if one.sold else "",
        "order_id": one.sold.order_id if one.sold else "",
        "sold_at": one.sold.at if one.sold else None,
        "sold_for": sold_for,
        "currency": currency,
        "doubts": ";".join(dict.fromkeys([*_doubts(one), *doubts])),
    }


def _doubts(one: Recovered) -> Iterator[str]:
    """Of what the catalogue said of the article."""
    if one.price is None:
        yield NO_PRICE
    if any(said and said.currency != one.net.currency for said in (one.price, one.cost)):
        yield OTHER_CURRENCY


def _sold_for(sold: SoldFor | None, currency: str) -> tuple[Decimal | None, list[str]]:
    if sold is None:
        return None, []
    if sold.bundle:
        return None, [IN_BUNDLE]
    if sold.price is None:
        return None, [NO_SALE_PRICE]
    amount = _in(currency, sold.price)
    return amount, [OTHER_CURRENCY] if amount is None else []


def _in(currency: str, money: Money | None) -> Decimal | None:
    return money.amount if money is not None and money.currency == currency else None


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return (part / whole).quantize(_SHARE, ROUND_HALF_EVEN) if part is not None and whole else None


@dataclass(slots=True)
class _Sum:
    title: str = ""
    sums: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(_SUMMED, 0))
    doubts: set[str] = field(default_factory=set)

    def count(self, row: Record) -> None:
        sums = self.sums
        self.doubts.update(filter(None, row["doubts"].split(";")))
        sums["units"] += 1
        sums["sold"] += row["sold_at"] is not None
        sums["closed"] += row["state"] == "closed"
        if row["price"] is not None:
            sums["reckoned"] += 1
            sums["value"] += row["price"]
            for name in ("expected", "possible", "forgone"):
                sums[name] += row[name]
        if row["cost"] is not None:
            sums["costed"] += 1
            sums["cost"] += row["cost"]
        if row["sold_for"] is not None:
            sums["priced"] += 1
            sums["sold_for"] += row["sold_for"]
            if row["expected"] is not None:
                sums["compared"] += 1
                sums["compared_for"] += row["sold_for"]
                sums["sold_expected"] += row["expected"]

    def told(self, currency: str) -> Record:
        sums = self.sums
        figures = {name: sums[name] if sums[of] else None for name, of in _RESTS_ON.items()}
        share = _share(figures["expected"], figures["value"])
        told = {**sums, **figures, "expected_share": share, "currency": currency}
        return told | {"doubts": ";".join(sorted(self.doubts))}


_RESTS_ON = {
    "value": "reckoned", "expected": "reckoned", "possible": "reckoned", "forgone": "reckoned", "cost": "costed",
    "sold_for": "priced", "compared_for": "compared", "sold_expected": "compared",
}  # fmt: skip
"""Money, and the count of the units that it is the sum of: of none there is no figure, not even nought."""


def _summed(rows: Iterator[Record], per: str) -> Iterator[Record]:
    """Memory grows with the rows, not with the units."""
    names = tuple(name for name in PER[per] if name != "title")
    sums: dict[tuple[str, ...], _Sum] = {}
    for row in rows:
        key = (*(row[name] for name in names), row["currency"])
        found = sums.setdefault(key, _Sum())
        found.title = row["title"]
        found.count(row)
    for key, found in sorted(sums.items(), key=lambda each: each[0]):
        named = {"title": found.title} if per == "sku" else {}
        yield {**dict(zip(names, key, strict=False)), **named, **found.told(key[-1])}


def with_totals(rows: Iterable[Record]) -> Iterator[Record]:
    """The rows, then their sum in each currency: what a sheet is read for. Streams."""
    totals: dict[str, _Sum] = {}
    first: dict[str, str] = {}
    for row in rows:
        yield row
        first = first or dict.fromkeys(row, "")
        total = totals.setdefault(row["currency"], _Sum())
        total.doubts.update(filter(None, row["doubts"].split(";")))
        for name in _SUMMED:
            total.sums[name] += row[name] or 0
    for currency in sorted(totals):
        yield {**first, "client": TOTAL, **totals[currency].told(currency)}
