"""The strip of the shift: what was graded at a station, what it brings, and the units graded last.

Counted are inspections, each at the moment its grade was saved; what a supervisor changes later counts for the day of
that word, not here. Reads within the caller's transaction, bounded by the shift, whatever else is on record.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy import Connection, Select, func, select

from app.domain.bench.labels import NEVER_VERIFY
from app.domain.grading import Grade
from app.domain.money import Money
from app.domain.stock import Article
from app.services.looking import Finished, Shift
from app.store.models import Disposition, Inspection, Label, Unit, User
from app.store.writing.grades import FIRST

AMENDED = "review"
"""Cause of an inspection that only says what a supervisor said."""

_LABEL = (
    select(Label.state)
    .where(Label.unit == Unit.lpn, Label.template.not_in(NEVER_VERIFY))
    .order_by(Label.sequence.desc())
    .limit(1)
    .scalar_subquery()
    .label("label")
)
_FINISHED = (
    select(
        Unit.lpn, Unit.client, Unit.sku, Unit.product, Unit.grade, Unit.route, Unit.account, Unit.held,
        func.coalesce(User.name, "").label("operator"), Inspection.at, _LABEL,
    )
    .select_from(Inspection)
    .join(Unit, Unit.lpn == Inspection.unit)
    .outerjoin(User, User.id == Inspection.operator)
    .order_by(Inspection.at.desc(), Inspection.id.desc())
)  # fmt: skip
_GRADED = (
    select(
        Inspection.unit, Inspection.grade, Inspection.round, Inspection.cause, Inspection.at, Unit.opened_at,
        Disposition.net, Disposition.currency, Disposition.options,
    )
    .select_from(Inspection)
    .join(Unit, Unit.lpn == Inspection.unit)
    .join(Disposition, Disposition.inspection == Inspection.id)
)  # fmt: skip


def shift(connection: Connection, station: str, since: datetime, user_id: str = "") -> Shift:
    """Since this time at this station; of one person where one is named."""
    found = connection.execute(_mine(_GRADED, station, user_id).where(Inspection.at >= since).order_by(Inspection.id))
    rows = {row.unit: row for row in found}.values()  # a unit that was found dangerous afterwards counts once
    if not rows:
        return Shift()
    given = Counter(row.grade for row in rows)
    took = [(row.at - row.opened_at).total_seconds() for row in rows if row.round == 1 and row.cause == FIRST]
    last = connection.execute(_mine(_FINISHED, station, user_id).limit(1)).first()
    return Shift(
        units=len(rows),
        median_s=median(took) if took else None,
        grades=tuple((grade.value, given[grade.value]) for grade in Grade),
        recovered=_sums(Money(row.net, row.currency) for row in rows),
        possible=_sums(most_of(row.options, Money(row.net, row.currency)) for row in rows),
        last=None if last is None else _finished(last),
    )


def last_units(connection: Connection, station: str, limit: int) -> tuple[Finished, ...]:
    """What this station graded last, each unit once."""
    found: dict[str, Finished] = {}
    for row in connection.execute(_mine(_FINISHED, station, "").limit(2 * limit)):
        found.setdefault(row.lpn, _finished(row))
    return tuple(found.values())[:limit]


def _mine(statement: Select[*tuple[Any, ...]], station: str, user_id: str) -> Select[*tuple[Any, ...]]:
    mine = statement.where(Inspection.station == station, Inspection.cause != AMENDED)
    return mine.where(Inspection.operator == user_id) if user_id else mine


def _finished(row: Any) -> Finished:
    return Finished(
        lpn=row.lpn,
        article=Article(row.client, row.sku),
        title=str(json.loads(row.product).get("title", "")),
        grade=row.grade,
        route=row.route,
        account=row.account,
        held=row.held,
        label=row.label or "",
        operator=row.operator,
        at=row.at,
    )


def most_of(options: str, taken: Money) -> Money:
    """The most that an open route would have brought, with the prices of then: never less than what was taken."""
    ranked: Sequence[Any] = json.loads(options)
    nets = (
        Decimal(one["net"]["amount"])
        for one in ranked
        if not one.get("ruled_out") and one["net"]["currency"] == taken.currency
    )
    return Money(max((taken.amount, *nets)), taken.currency)


def _sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum a currency, by currency."""
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    return tuple(sums[currency] for currency in sorted(sums))
