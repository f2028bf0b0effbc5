"""What the rules say of the open unit: its checklist, the shots it owes, its proposal. Computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.domain.checklist import Checklist, Finding, Question, findings, next_question, owed_shots, stopped
from app.domain.claims import PossibleClaim, claim_shots, possible_claims
from app.domain.derogation import claimed
from app.domain.disposition import Goods, Route, RouteOption, rank
from app.domain.grading import Grade, GradeProposal, Reason, propose
from app.domain.returns import Parcel, ReturnOrder, order_of
from app.domain.review import Circumstances, hold_reason
from app.domain.rulebook import Rulebook
from app.domain.subject import Subject
from app.domain.verdict import worst

from .found import UnitRecord
from .state import Bench, Unit

PARCEL_SHOT = "parcel"
NO_CODE_SHOT = "item"
NO_CODE = "no_code"
NO_SERIAL = "no_serial"
_REMEMBERED = 16
"""Units whose judgement is remembered: one act asks for it several times, and the next act begins with the same."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the bench proposes at `grade` and `route`.

    Attributes:
        judged: the grade that the rules give, its reasons, and how far a person may raise it
        grade: the grade that `accept` takes (another person's word included)
        options: every route at that grade, best first

    """

    judged: GradeProposal
    findings: tuple[Finding, ...]
    grade: Grade
    options: tuple[RouteOption, ...]
    held: Reason | None

    @property
    def best(self) -> RouteOption:
        """The route that recovers most of those that are open."""
        return self.options[0]


def checklist_of(unit: Unit, rules: Rulebook) -> Checklist:
    """The checklist that this unit follows."""
    return rules.checklist(unit.rules)


@lru_cache(maxsize=_REMEMBERED)
def question_of(unit: Unit, rules: Rulebook) -> Question | None:
    """The question of the moment."""
    return next_question(checklist_of(unit, rules), unit.subject, unit.answers)


def owed(state: Bench, unit: Unit, rules: Rulebook) -> tuple[str, ...]:
    """Shots that are still owed: the checklist's, and a picture of whatever came without a readable code.

    After a dangerous or prohibited answer nothing is owed but what that answer itself asks for.
    """
    parcel = state.parcel
    return _owed(unit, rules, _order(unit, parcel), parcel_too=parcel is not None and parcel.owes_photo)


def claims_of(state: Bench, unit: Unit, rules: Rulebook) -> tuple[PossibleClaim, ...]:
    """The claims that the open unit may become, as it is known now."""
    found = findings(checklist_of(unit, rules), unit.subject, unit.answers)
    return possible_claims(rules.claims(unit.rules), _order(unit, state.parcel), found)


def _order(unit: Unit, parcel: Parcel | None) -> ReturnOrder | None:
    return order_of(parcel, unit.line_id) if parcel is not None else None


@lru_cache(maxsize=_REMEMBERED)
def _owed(unit: Unit, rules: Rulebook, order: ReturnOrder | None, *, parcel_too: bool) -> tuple[str, ...]:
    checklist = checklist_of(unit, rules)
    names = list(owed_shots(checklist, unit.subject, unit.answers))
    if stopped(checklist, unit.answers):
        return tuple(name for name in names if name not in {shot.name for shot in unit.shots})
    names.extend(unit.product.shots)
    if question_of(unit, rules) is None:
        found = findings(checklist, unit.subject, unit.answers)
        names.extend(claim_shots(possible_claims(rules.claims(unit.rules), order, found)))
    if {NO_CODE, NO_SERIAL} & set(unit.flags):
        names.append(NO_CODE_SHOT)
    if parcel_too:
        names.append(PARCEL_SHOT)
    taken = {shot.name for shot in unit.shots}
    return tuple(name for name in dict.fromkeys(names) if name not in taken)


def weight_is_off(unit: Unit, grams: int) -> bool:
    """Whether a reading differs from the catalogue by more than the tolerance (10 g or 5 % where none is given)."""
    weight = unit.product.weight_g
    if weight is None:
        return False
    tolerance = unit.product.weight_tolerance_g
    return abs(grams - weight) > (max(10, weight // 20) if tolerance is None else tolerance)


@lru_cache(maxsize=_REMEMBERED)
def proposal_of(unit: Unit, rules: Rulebook) -> Proposal:
    """Grade, routes and hold for a unit whose checklist is done."""
    checklist = checklist_of(unit, rules)
    found = findings(checklist, unit.subject, unit.answers)
    judged = propose(rules.grading(unit.rules), unit.subject, found, stopped(checklist, unit.answers))
    return _at(unit, rules, judged, found, unit.regrade[0] if unit.regrade else judged.grade)


def judged_again(record: UnitRecord, grade: Grade, rules: Rulebook) -> Proposal:
    """The proposal for a finished unit at another grade: a supervisor's override."""
    unit = _as_inspected(record)
    checklist = checklist_of(unit, rules)
    found = findings(checklist, unit.subject, unit.answers)
    judged = propose(rules.grading(unit.rules), unit.subject, found, stopped(checklist, unit.answers))
    return _at(unit, rules, judged, found, grade)


def was_inspected(record: UnitRecord, rules: Rulebook) -> bool:
    """Whether the checklist was gone through to its end (danger ends an inspection before it)."""
    return question_of(_as_inspected(record), rules) is None


def subject_of(record: UnitRecord) -> Subject:
    """The goods of a finished unit as the rules see them."""
    return _as_inspected(record).subject


def _as_inspected(record: UnitRecord) -> Unit:
    return Unit(
        lpn=record.lpn,
        product=record.product,
        parcel_id=record.parcel_id,
        line_id=record.line_id,
        rules=record.rules,
        flags=record.flags,
        grams=record.grams,
        answers=record.answers,
    )


def _at(unit: Unit, rules: Rulebook, judged: GradeProposal, found: tuple[Finding, ...], grade: Grade) -> Proposal:
    product = unit.product
    goods = Goods(
        grade=grade,
        subject=unit.subject,
        price=product.price,
        cost=product.cost,
        weight_g=product.weight_g if unit.grams is None else unit.grams,
        identified=product.identified,
        findings=found,
        route_forced=judged.route_forced,
        forbidden=frozenset(product.forbidden),
        derogation=claimed(unit.route[1])[0] if unit.route else "",
    )
    number = int("".join(filter(str.isdigit, unit.lpn)) or "0")
    held = hold_reason(rules.holds(unit.rules), goods, Circumstances(unit_number=number))
    return Proposal(judged, found, grade, rank(rules.routes(unit.rules), goods, unit.rules.site), held)


def best_allowed(proposal: Proposal) -> Grade:
    """The best grade that a person may choose: never better than what the findings allow."""
    return worst([proposal.judged.best_allowed])


def open_routes(proposal: Proposal) -> tuple[Route, ...]:
    """The routes that may be taken, best first."""
    return tuple(option.route for option in proposal.options if not option.ruled_out)
