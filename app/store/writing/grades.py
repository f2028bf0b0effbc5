"""A finished inspection, with all that its grade rests on, and a supervisor's word on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, false, func, insert, select

from app.domain.bench.facts import Graded, Reviewed
from app.domain.bench.found import UnitState
from app.domain.checklist import Finding
from app.domain.disposition import RouteOption
from app.domain.grading import Reason
from app.store.audit import digest_of, exact, instant
from app.store.mapping import new_key, to_text
from app.store.models import Answer, Disposition, Inspection, Review, table
from app.store.prepared import Prepared

from .batch import Batch, Row

FIRST = "inspection"
"""Cause of a round's first grade: there is one, the database says so; every other cause is a further revision."""

_INSPECTIONS = table(Inspection)
_ANSWERS = table(Answer)
_REVISE = Prepared(
    insert(_INSPECTIONS)
    .values(
        revision=select(func.coalesce(func.max(_INSPECTIONS.c.revision), 0) + 1)
        .where(_INSPECTIONS.c.unit == bindparam("of_lpn"), _INSPECTIONS.c.round == bindparam("of_round"))
        .scalar_subquery()
    )
    .returning(_INSPECTIONS.c.revision)
)
_OF_ANSWER = ("question", "choices", "note", "settled_by", "operator", "at")
_STANDING_ANSWERS = Prepared(
    select(*(_ANSWERS.c[name] for name in _OF_ANSWER))
    .where(
        _ANSWERS.c.unit == bindparam("of_lpn"),
        _ANSWERS.c.round == bindparam("of_round"),
        _ANSWERS.c.withdrawn == false(),
    )
    .order_by(_ANSWERS.c.id)
)


def graded(batch: Batch, fact: Graded) -> None:
    inspection, disposition = new_key(), new_key()
    revision = _insert_inspection(batch, fact, inspection)
    net = next(option.net for option in fact.options if option.route is fact.route)
    way = {
        "inspection": inspection,
        "unit": fact.lpn,
        "route": fact.route.value,
        "account": fact.account.value,
        "held": fact.held.code if fact.held else "",
        "reason": fact.route_reason,
        "currency": net.currency,
    }
    options = to_text(fact.options, tuple[RouteOption, ...])
    batch.insert(Disposition, {"id": disposition, **way, "net": net.amount, "options": options, "at": batch.at})
    batch.change_unit(
        fact.lpn,
        state=UnitState.FINISHED.value,
        grade=fact.grade.value,
        route=fact.route.value,
        held=fact.held is not None,
        bench="",
    )
    batch.subject = fact.lpn
    batch.acknowledge("grade", inspection, {"grade": fact.grade.value})
    batch.acknowledge("route", disposition, {"route": fact.route.value})
    _tell(batch, fact, inspection, revision)
    batch.tell("route", disposition, **way, net=exact(net.amount), options_sha256=digest_of(options))


def _insert_inspection(batch: Batch, fact: Graded, key: str) -> int:
    """Its revision."""
    row: Row = {
        "id": key,
        "unit": fact.lpn,
        "round": fact.round,
        "checklist": fact.rules.checklist,
        "checklist_version": fact.rules.checklist_version,
        "grading_version": fact.rules.grading,
        "routes_version": fact.rules.routes,
        "holds_version": fact.rules.holds,
        "proposed_grade": fact.proposed.value,
        "grade": fact.grade.value,
        "reasons": to_text(fact.reasons, tuple[Reason, ...]),
        "findings": to_text(fact.findings, tuple[Finding, ...]),
        "regrade_reason": fact.regrade_reason,
        "cause": fact.cause,
        "operator": batch.by,
        "station": batch.station.id,
        "at": batch.at,
    }
    if fact.cause == FIRST:
        batch.insert(Inspection, {**row, "revision": 1})
        return 1
    batch.settle()  # a danger may grade a unit in the act that opens it
    revision: int = _REVISE.rows(batch.connection, {**row, "of_lpn": fact.lpn, "of_round": fact.round})[0][0]
    return revision


def _tell(batch: Batch, fact: Graded, inspection: str, revision: int) -> None:
    batch.tell(
        "grade",
        inspection,
        unit=fact.lpn,
        round=fact.round,
        revision=revision,
        grade=fact.grade.value,
        proposed=fact.proposed.value,
        reasons=[reason.code for reason in fact.reasons],
        findings=[finding.code for finding in fact.findings],
        regrade_reason=fact.regrade_reason,
        cause=fact.cause,
        rules=_versions(fact),
        answers=_answers(batch, fact),
    )


def _versions(fact: Graded) -> dict[str, Any]:
    rules = fact.rules
    policies = {"grading": rules.grading, "routes": rules.routes, "holds": rules.holds}
    return {"checklist": rules.checklist, "checklist_version": rules.checklist_version, **policies}


def _answers(batch: Batch, fact: Graded) -> list[dict[str, Any]]:
    standing = _STANDING_ANSWERS.rows(batch.connection, {"of_lpn": fact.lpn, "of_round": fact.round})
    return [{**dict(zip(_OF_ANSWER, row, strict=True)), "at": instant(row[-1])} for row in standing]


def reviewed(batch: Batch, fact: Reviewed) -> None:
    key = new_key()
    content = {
        "unit": fact.lpn,
        "decision": fact.decision,
        "grade_before": fact.grade_before.value,
        "grade": fact.grade.value,
        "reason": fact.reason,
    }
    batch.insert(Review, {"id": key, **content, "operator": batch.by, "at": batch.at})
    sent_back = {"state": UnitState.AWAITS_INSPECTION.value} if fact.decision == "send_back" else {}
    batch.change_unit(fact.lpn, held=False, **sent_back)
    batch.subject = fact.lpn
    batch.acknowledge("review", key, {"decision": fact.decision})
    batch.tell("review", key, **content)
