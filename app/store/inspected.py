"""Reads the inspections that were finished within a period, with what others said of them later: for the report on
inspectors.

By the index of inspections by time; what else is asked about them is asked for a slice of units at once. Statements
stream; reads within the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, func, select

from app.domain.bench.labels import PARK_TAG
from app.services.inspector_reporting import Inspected, Named, Photographed
from app.services.reporting import Period
from app.store.models import Disposition, Inspection, Label, Photo, Review, Unit, User, WorkOrder
from app.store.reports import in_slices, within
from app.store.writing.grades import FIRST

CHANGING = ("refurbish", "hand_over")
"""Work after which a unit is no longer what was inspected before."""


def inspected(connection: Connection, period: Period) -> Iterator[Inspected]:
    """By their time."""
    asked = (
        select(
            Inspection.unit, Inspection.round, Inspection.grade, Inspection.proposed_grade, Inspection.operator,
            Inspection.station, Inspection.at, Disposition.held, Unit.parcel_id, Unit.opened_at,
        )
        .join(Unit, Unit.lpn == Inspection.unit)
        .join(Disposition, Disposition.inspection == Inspection.id)
        .where(Inspection.cause == FIRST, *within(Inspection.at, period))
        .order_by(Inspection.at, Inspection.id)
    )  # fmt: skip
    for some in in_slices(connection, asked):
        about = _Asked(connection, sorted({one["unit"] for one in some}))
        for one in some:
            yield Inspected(
                lpn=one["unit"],
                parcel=one["parcel_id"],
                operator=one["operator"] or "",
                station=one["station"],
                at=one["at"],
                grade=one["grade"],
                began=about.began(one),
                regraded=one["grade"] != one["proposed_grade"],
                held=one["held"] != "",
                said=about.said(one),
                second=about.second(one),
            )


def photographed(connection: Connection, period: Period) -> Mapping[str, Photographed]:
    """Counted by the database."""
    asked = (
        select(
            Photo.operator,
            func.count().label("photos"),
            func.sum(case((Photo.withdrawn, 1), else_=0)).label("retaken"),
            func.sum(case((Photo.overrule != "", 1), else_=0)).label("below_gate"),
        )
        .select_from(Inspection)
        .join(Photo, and_(Photo.unit == Inspection.unit, Photo.round == Inspection.round))
        .where(Inspection.cause == FIRST, *within(Inspection.at, period))
        .group_by(Photo.operator)
    )
    return {
        row.operator or "": Photographed(row.photos, int(row.retaken), int(row.below_gate))
        for row in connection.execute(asked)
    }


def called(connection: Connection) -> Mapping[str, Named]:
    """Everybody, also who works here no more."""
    asked = select(User.id, User.badge, User.name)
    return {row.id: Named(row.badge, row.name) for row in connection.execute(asked)}


class _Asked:
    """What is on record about a slice of units beside one inspection of theirs."""

    def __init__(self, connection: Connection, lpns: Sequence[str]) -> None:
        tags = select(Label.unit, func.min(Label.at).label("at")).where(Label.template == PARK_TAG).group_by(Label.unit)
        later = select(Inspection.unit, Inspection.at, Inspection.grade, Inspection.operator).where(
            Inspection.cause == FIRST, Inspection.round > 1
        )
        words = select(Review.unit, Review.at, Review.decision, Review.operator)
        self._later = _by_unit(connection, later.where(Inspection.unit.in_(lpns)).order_by(Inspection.round))
        self._tags = _by_unit(connection, tags.where(Label.unit.in_(lpns)))
        self._words = _by_unit(connection, words.where(Review.unit.in_(lpns)).order_by(Review.at, Review.id))
        works = select(WorkOrder.unit, WorkOrder.closed_at.label("at")).where(
            WorkOrder.kind.in_(CHANGING), WorkOrder.outcome == "closed"
        )
        again = sorted(self._later)
        self._works = _by_unit(connection, works.where(WorkOrder.unit.in_(again))) if again else {}

    def began(self, one: Mapping[str, Any]) -> datetime | None:
        """When the unit was scanned, where it was inspected ever since."""
        parked = any(row.at <= one["at"] for row in self._tags.get(one["unit"], ()))
        opened: datetime = one["opened_at"]
        return None if one["round"] > 1 or parked else opened

    def said(self, one: Mapping[str, Any]) -> frozenset[str]:
        """What other people's reviews decided between this inspection and the next."""
        after = self._next(one)
        return frozenset(
            word.decision
            for word in self._words.get(one["unit"], ())
            if word.operator != one["operator"] and word.at >= one["at"] and (after is None or word.at < after.at)
        )

    def second(self, one: Mapping[str, Any]) -> str:
        """The grade of the next inspection, where it is another person's view of the same thing."""
        after = self._next(one)
        if after is None or after.operator == one["operator"]:
            return ""
        changed = any(one["at"] <= work.at <= after.at for work in self._works.get(one["unit"], ()))
        return "" if changed else str(after.grade)

    def _next(self, one: Mapping[str, Any]) -> Row[Any] | None:
        return next((row for row in self._later.get(one["unit"], ()) if row.at > one["at"]), None)


def _by_unit(connection: Connection, asked: Select[*tuple[Any, ...]]) -> Mapping[str, list[Row[Any]]]:
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(asked):
        found[row.unit].append(row)
    return found
