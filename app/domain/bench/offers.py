"""What the bench wants next, computed from its state: the step, and `expects` as the contract words it.

A program that knows nothing of the checklists can finish any unit by `expects` alone; `accept` stands first where
it is offered, and what stands beside it is optional.
"""

from __future__ import annotations

from typing import Any

from app.domain.checklist import Question
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.rulebook import Rulebook

from .gate import codes_asked_for
from .judging import NO_SERIAL, PARCEL_SHOT, best_allowed, open_routes, owed, proposal_of, question_of
from .state import Bench, Step, Unit

AGAIN = "finished_parcel"
AGAIN_CHOICES = ("leave_closed", "late_piece", "tracking_reused")
WHOSE = "whose_item"
DECISIONS = ("approve", "override", "send_back")


def step_of(state: Bench, rules: Rulebook) -> Step:
    """Where the bench stands."""
    if state.operator is None:
        return Step.SIGNED_OUT
    if state.label is not None:
        return Step.LABEL if state.label.void else Step.VERIFY_LABEL
    if state.waits:
        return Step.REVIEW
    if state.again is not None:
        return Step.PARCEL
    if state.unit is not None:
        return _step_of_unit(state, state.unit, rules)
    return Step.IDLE if state.parcel is None else Step.ITEM


def _step_of_unit(state: Bench, unit: Unit, rules: Rulebook) -> Step:
    if wants_weight(state, unit) or wants_serial(unit) or question_of(unit, rules) is not None:
        return Step.CHECKLIST
    if owed(state, unit, rules):
        return Step.PHOTOS
    return Step.ROUTE if unit.regrade_taken else Step.GRADE


def wants_weight(state: Bench, unit: Unit) -> bool:
    """A scale is set up, the catalogue knows the weight, and nothing was weighed yet."""
    return state.scale and unit.grams is None and unit.product.weight_g is not None and not unit.answers


def wants_serial(unit: Unit) -> bool:
    """The article is tracked by serial number, and none was read yet, nor said to be unreadable."""
    return unit.product.serial_tracked and not unit.serial and NO_SERIAL not in unit.flags


def expects(state: Bench, rules: Rulebook) -> dict[str, Any]:
    """What would move the bench on, keyed by action."""
    step = step_of(state, rules)
    if state.unit is not None and step in {Step.CHECKLIST, Step.PHOTOS, Step.GRADE, Step.ROUTE}:
        return _of_unit(step, state, state.unit, rules)
    return _elsewhere(step, state)


def _elsewhere(step: Step, state: Bench) -> dict[str, Any]:
    if step is Step.SIGNED_OUT:
        return {"scan": ["badge"], "sign_in": ["badge", "pin"]}
    if step is Step.VERIFY_LABEL and state.label is not None:
        return {"scan": ["label"], "code": state.label.code}
    if step is Step.LABEL:
        return {"accept": "label"}
    if step is Step.REVIEW:
        return {"accept": "review", "review": {"unit": state.waits, "decisions": list(DECISIONS)}}
    if step is Step.PARCEL:
        return {"answer": {"question": AGAIN, "choices": list(AGAIN_CHOICES)}}
    if state.whose:
        clients = [candidate.product.article.client for candidate in state.whose]
        return {"answer": {"question": WHOSE, "choices": clients}}
    if step is Step.ITEM and state.parcel is not None and state.parcel.owes_photo:
        return {"scan": ["item"], "photo": {"shots": [PARCEL_SHOT]}}
    return {"scan": ["parcel" if step is Step.IDLE else "item"]}


def _of_unit(step: Step, state: Bench, unit: Unit, rules: Rulebook) -> dict[str, Any]:
    if step is Step.PHOTOS:
        shots = owed(state, unit, rules)
        asking = codes_asked_for(state, shots, rules)
        return {"photo": {"shots": list(shots), **({"code_in_frame": asking} if asking else {})}}
    if step is Step.CHECKLIST:
        return _of_checklist(state, unit, rules)
    proposal = proposal_of(unit, rules)
    routes = [route.value for route in open_routes(proposal)]
    chosen = unit.route[0] if unit.route else proposal.best.route
    beside = {"destroy": {"unit": unit.lpn}} if chosen is Route.DESTROY and proposal.held is None else {}
    if step is Step.ROUTE:
        return {"accept": "route", "route": {"routes": routes}, **beside}
    best = best_allowed(proposal)
    grades = [grade.value for grade in Grade if grade is not proposal.grade and not grade.is_better_than(best)]
    return {"accept": "grade", "regrade": {"grades": grades}, "route": {"routes": routes}, **beside}


def _of_checklist(state: Bench, unit: Unit, rules: Rulebook) -> dict[str, Any]:
    if wants_weight(state, unit):
        return {"weigh": "grams"}
    if wants_serial(unit):
        return {"scan": ["serial"]}
    question = question_of(unit, rules)
    return {"answer": _asked(question)} if question is not None else {}


def _asked(question: Question) -> dict[str, Any]:
    asked: dict[str, Any] = {"question": question.id, "choices": [choice.id for choice in question.choices]}
    if question.multiple:
        asked["multiple"] = True
    return asked
