"""Reads the newest verdict that each unit was given within a period: for the reports on grades and on recovery.

By the index of inspections by time; what else is asked about them is asked for a slice of units at once. A sale counts
where it stood at the end of the period; its price is known where a file of sales has the order, for the article or for
the number that its listing sells it under. Statements stream; reads within the caller's transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.money import Money
from app.domain.stock import Article
from app.services.grade_reporting import Said, Verdict
from app.services.recovery_reporting import Recovered, SoldFor
from app.services.reporting import Period
from app.store.models import Disposition, Inspection, Listing, Review, Sale, Unit, UnitSale, table
from app.store.reports import in_slices, newest_verdict, within
from app.store.shift import most_of
from app.store.sought import Sought
from app.store.writing.grades import FIRST

FILED_WITHIN: Final = timedelta(days=10)
"""A file of sales may have a day where the shop has a moment, and the day of the order where that has its payment's."""
_SALES = table(Sale)
_OF_ARTICLE = Sought(
    select(
        _SALES.c.client, _SALES.c.sku, _SALES.c.number, _SALES.c.sold_at, _SALES.c.unit_price, _SALES.c.currency
    ),
    _SALES.c.client, _SALES.c.sku, _SALES.c.number,
)  # fmt: skip


def verdicts(connection: Connection, period: Period) -> Iterator[Verdict]:
    """By their time."""
    for some in in_slices(connection, _newest(period, Inspection.checklist, Unit.held)):
        lpns = [one["lpn"] for one in some]
        regraded, held = _regraded(connection, period, lpns), _held(connection, period, lpns)
        said = _said(connection, period, lpns)
        for one in some:
            scanned = json.loads(one["product"])
            yield Verdict(
                lpn=one["lpn"],
                article=Article(one["client"], one["sku"]),
                title=scanned.get("title", ""),
                category=scanned.get("category", ""),
                checklist=one["checklist"],
                grade=one["grade"],
                at=one["at"],
                regraded=one["lpn"] in regraded,
                held=one["lpn"] in held,
                waits=one["held"],
                said=tuple(said.get(one["lpn"], ())),
            )


def recovered(connection: Connection, period: Period) -> Iterator[Recovered]:
    """By their time."""
    way = (Unit.state, Disposition.route, Disposition.net, Disposition.currency, Disposition.options)
    asked = _newest(period, *way).join(Disposition, Disposition.inspection == Inspection.id)
    for some in in_slices(connection, asked):
        sold = _sold(connection, period, some)
        for one in some:
            scanned = json.loads(one["product"])
            net = Money(one["net"], one["currency"])
            yield Recovered(
                lpn=one["lpn"],
                article=Article(one["client"], one["sku"]),
                title=scanned.get("title", ""),
                grade=one["grade"],
                route=one["route"],
                state=one["state"],
                at=one["at"],
                net=net,
                possible=most_of(one["options"], net),
                price=_money(scanned.get("price")),
                cost=_money(scanned.get("cost")),
                sold=sold.get(one["lpn"]),
            )


def _money(said: Mapping[str, str] | None) -> Money | None:
    """Of an article as it stood when a unit was scanned."""
    return Money(Decimal(said["amount"]), said["currency"]) if said else None


def _newest(period: Period, *more: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Unit.lpn, Unit.client, Unit.sku, Unit.product, Inspection.grade, Inspection.at, *more,
        )
        .select_from(Inspection)
        .join(Unit, Unit.lpn == Inspection.unit)
        .where(*within(Inspection.at, period), newest_verdict(period))
        .order_by(Inspection.at, Inspection.id)
    )  # fmt: skip


def _regraded(connection: Connection, period: Period, lpns: Sequence[str]) -> set[str]:
    """Those of these units that a bench gave another grade in the period than was proposed, whatever a review said."""
    asked = select(Inspection.unit).where(
        Inspection.unit.in_(lpns), Inspection.cause == FIRST, Inspection.grade != Inspection.proposed_grade,
        *within(Inspection.at, period),
    )  # fmt: skip
    return set(connection.execute(asked).scalars())


def _held(connection: Connection, period: Period, lpns: Sequence[str]) -> set[str]:
    """Those of these units that a verdict of the period had wait for a review."""
    asked = select(Disposition.unit).where(
        Disposition.unit.in_(lpns), Disposition.held != "", *within(Disposition.at, period)
    )
    return set(connection.execute(asked).scalars())


def _said(connection: Connection, period: Period, lpns: Sequence[str]) -> Mapping[str, list[Said]]:
    """What reviews said of these units in the period."""
    found: defaultdict[str, list[Said]] = defaultdict(list)
    asked = (
        select(Review.unit, Review.decision, Review.grade_before, Review.grade)
        .where(Review.unit.in_(lpns), *within(Review.at, period))
        .order_by(Review.at, Review.id)
    )
    for row in connection.execute(asked):
        found[row.unit].append(Said(row.decision, row.grade_before, row.grade))
    return found


def _sold(connection: Connection, period: Period, units: Sequence[Mapping[str, Any]]) -> dict[str, SoldFor]:
    """The sale of each of these units that stood at the end of the period."""
    stands: list[ColumnElement[bool]] = [UnitSale.cancelled_at.is_(None)]
    if period.until:
        stands = [UnitSale.at < period.until, or_(*stands, UnitSale.cancelled_at >= period.until)]
    asked = (
        select(
            UnitSale.unit, UnitSale.channel, UnitSale.number, UnitSale.at, UnitSale.bundle, Listing.client,
            Listing.sku, Listing.params,
        )
        .join(Listing, Listing.id == UnitSale.listing)
        .where(UnitSale.unit.in_([one["lpn"] for one in units]), *stands)
        .order_by(UnitSale.at, UnitSale.id)
    )  # fmt: skip
    sales = {row["unit"]: dict(row) for row in connection.execute(asked).mappings()}
    prices = _prices(connection, [row for row in sales.values() if row["bundle"] is None and row["number"]])
    return {
        lpn: SoldFor(row["channel"], row["number"], row["at"], prices.get(lpn), row["bundle"] is not None)
        for lpn, row in sales.items()
    }


def _prices(connection: Connection, sales: Sequence[Mapping[str, Any]]) -> dict[str, Money]:
    """What a piece of each sold unit's order line cost; left out where no file tells, or where files disagree."""
    wanted = {
        row["unit"]: [
            (row["client"], sku, number)
            for sku in _sold_as(row)
            for number in sorted({row["number"], row["number"].removeprefix("#")})
        ]
        for row in sales
    }
    filed: defaultdict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for line in _OF_ARTICLE.rows(connection, {key for keys in wanted.values() for key in keys}):
        filed[line["client"], line["sku"], line["number"]].append(line)
    found: dict[str, Money] = {}
    for row in sales:
        told: set[tuple[Decimal, str]] = {
            (line["unit_price"], line["currency"])
            for key in wanted[row["unit"]]
            for line in filed.get(key, ())
            if line["unit_price"] is not None and line["currency"] and abs(line["sold_at"] - row["at"]) <= FILED_WITHIN
        }
        if len(told) == 1:
            found[row["unit"]] = Money(*told.pop())
    return found


def _sold_as(sale: Mapping[str, Any]) -> list[str]:
    """What a file may call the article: its SKU, and what its listing calls it at the shop."""
    params = sale["params"] or {}
    return sorted({sale["sku"], *(value for value in params.values() if isinstance(value, str) and value)})
