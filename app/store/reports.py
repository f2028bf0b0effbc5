"""What the reports on returns and their reasons say, read within the caller's transaction.

A return counts from its announcement on. A buyer's return that Amazon took in counts as one too; what Amazon sends on a
removal order is listed among the lines, and says nothing of reasons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.domain.returns import FBA_REMOVAL, FBA_RETURN
from app.services.looking import Record
from app.services.reporting import Period
from app.store.models import FbaReturn, Inspection, Product, ReturnLine, ReturnOrder, Unit

AT_ONCE = 500
_LATER = aliased(Inspection)
NAMED = 200
"""Characters of a reason's wording that a report shows."""


def returned(connection: Connection, period: Period) -> Iterator[Record]:
    """Line by line, in the order of their announcement; then what Amazon took in."""
    for some in in_slices(connection, _lines(period)):
        grades = _grades(connection, Unit.line_id, [line["id"] for line in some])
        for line in some:
            yield _line(line, grades.get(line.pop("id"), Counter()))
    for some in in_slices(connection, _taken_in(period)):
        grades = _grades(connection, Unit.amazon_lpn, [line["lpn"] for line in some if line["lpn"]])
        for line in some:
            yield _at_amazon(line, grades.get(line["lpn"], Counter()))


def reasons(connection: Connection, period: Period) -> Iterator[Record]:
    """Counted in one pass; there are as many rows as there are reasons."""
    lines: Counter[tuple[str, str, str]] = Counter()
    pieces: Counter[tuple[str, str, str]] = Counter()
    came: Counter[tuple[str, str, str]] = Counter()
    skus: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    worded: dict[tuple[str, str, str], str] = {}
    for line in returned(connection, period):
        if line["source"] == FBA_REMOVAL:
            continue
        reason = line["reason_code"] or line["reason_text"][:NAMED]
        key = line["client"], line["platform"], reason
        lines[key] += 1
        pieces[key] += line["quantity"]
        came[key] += line["received"]
        skus[key][line["sku"]] += line["quantity"]
        worded[key] = worded.get(key) or line["reason_text"][:NAMED]
    for key in sorted(lines, key=lambda key: (-pieces[key], key)):
        client, platform, reason = key
        yield {
            "client": client,
            "platform": platform,
            "reason_code": reason,
            "reason_text": worded[key],
            "lines": lines[key],
            "quantity": pieces[key],
            "received": came[key],
            "skus": dict(skus[key].most_common()),
        }


def _lines(period: Period) -> Select[*tuple[Any, ...]]:
    at = func.coalesce(ReturnLine.requested_at, ReturnLine.announced_at)
    named = [getattr(ReturnLine, name) for name in (
        "id", "client", "platform", "rma", "sku", "size", "colour", "quantity", "received", "missing", "wrong",
        "reason_code", "reason_text", "customer_note", "requested_at", "announced_at",
    )]  # fmt: skip
    return (
        select(*named, ReturnLine.number.label("order_id"), ReturnOrder.tracking, ReturnOrder.origin, Product.title)
        .join(ReturnOrder, ReturnOrder.id == ReturnLine.order_id)
        .outerjoin(Product, (Product.client == ReturnLine.client) & (Product.sku == ReturnLine.sku))
        .where(*within(at, period))
        .order_by(ReturnLine.id)
    )


def _taken_in(period: Period) -> Select[*tuple[Any, ...]]:
    at = func.coalesce(FbaReturn.returned_at, FbaReturn.updated_at)
    return (
        select(
            FbaReturn.client,
            FbaReturn.number.label("order_id"),
            FbaReturn.sku,
            FbaReturn.late.label("lpn"),
            FbaReturn.quantity,
            FbaReturn.reason.label("reason_code"),
            FbaReturn.comments.label("customer_note"),
            FbaReturn.disposition,
            FbaReturn.returned_at.label("requested_at"),
            FbaReturn.updated_at.label("announced_at"),
            func.coalesce(Product.title, FbaReturn.title).label("title"),
        )
        .outerjoin(Product, (Product.client == FbaReturn.client) & (Product.sku == FbaReturn.sku))
        .where(*within(at, period))
        .order_by(FbaReturn.id)
    )


def within(at: ColumnElement[Any] | InstrumentedAttribute[Any], period: Period) -> list[ColumnElement[bool]]:
    """What a time in this period must be."""
    since = [at >= period.since] if period.since else []
    return since + ([at < period.until] if period.until else [])


def newest_verdict(period: Period | None = None) -> ColumnElement[bool]:
    """Of an inspection: its unit was not inspected again, in this period or at all."""
    again = (
        select(_LATER.id)
        .where(
            _LATER.unit == Inspection.unit,
            or_(
                _LATER.round > Inspection.round,
                and_(_LATER.round == Inspection.round, _LATER.revision > Inspection.revision),
            ),
            *(within(_LATER.at, period) if period is not None else ()),
        )
        .exists()
    )
    return ~again


def in_slices(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Iterator[list[dict[str, Any]]]:
    """The rows as they stream, some at a time: what else is asked about them is asked for all of a slice at once."""
    for rows in connection.execution_options(yield_per=AT_ONCE).execute(statement).mappings().partitions():
        yield [dict(row) for row in rows]


def _grades(
    connection: Connection, known_by: InstrumentedAttribute[Any], wanted: Sequence[str]
) -> dict[str, Counter[str]]:
    """How often each grade was given to the pieces of these lines; a piece that has none yet counts under `-`."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    asked = (
        select(known_by, Unit.grade, func.count())
        .where(known_by.in_(list(wanted)), Unit.state != "withdrawn")
        .group_by(known_by, Unit.grade)
        .order_by(Unit.grade)
    )
    for key, grade, count in connection.execute(asked) if wanted else ():
        found[key][grade or "none"] += count
    return found


def _line(line: dict[str, Any], grades: Counter[str]) -> Record:
    origin = line.pop("origin")
    counted = line["received"] + line["missing"] + line["wrong"]
    removal = {"disposition": line["reason_text"], "reason_text": ""} if origin == FBA_REMOVAL else {"disposition": ""}
    return {
        **line,
        "source": origin or "announced",
        "lpn": "",
        "open": line["quantity"] - counted,
        "grades": {grade: count for grade, count in grades.items() if grade != "none"},
        **removal,
    }


def _at_amazon(line: dict[str, Any], grades: Counter[str]) -> Record:
    came = min(sum(grades.values()), line["quantity"])
    return {
        **line,
        "platform": "amazon",
        "source": FBA_RETURN,
        "rma": "",
        "tracking": "",
        "size": "",
        "colour": "",
        "received": came,
        "missing": 0,
        "wrong": 0,
        "open": 0,
        "grades": {grade: count for grade, count in grades.items() if grade != "none"},
        "reason_text": "",
    }
