"""The answer to an action in the contract's shape: where the bench stands, what it wants, what became durable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.bench.facts import Fact, PhotoKept
from app.domain.bench.judging import proposal_of
from app.domain.bench.offers import expects, step_of
from app.domain.bench.outcome import Outcome
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, Step
from app.domain.disposition import RouteOption
from app.domain.photo_gate import LACKING, NO_PARCEL_CODE
from app.domain.returns import Parcel, ReturnOrder
from app.domain.rulebook import Rulebook
from app.errors import BenchError
from app.ports import Receipt
from app.saying import say


def taken(outcome: Outcome, receipts: Sequence[Receipt], rules: Rulebook) -> dict[str, Any]:
    """The answer to an action that was taken."""
    reply = standing(outcome.state, rules, shown=outcome.shown, unit=outcome.unit)
    reply["facts"] = [{"kind": one.kind, "id": one.id, **dict(one.more)} for one in receipts]
    return reply


def refused(state: Bench, refusal: Refused | BenchError, rules: Rulebook) -> dict[str, Any]:
    """The answer to an action that was not: the bench stands where it stood."""
    reply = standing(state, rules)
    reply["ok"] = False
    reply["error"] = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}
    return reply


def standing(state: Bench, rules: Rulebook, *, shown: Parcel | None = None, unit: str = "") -> dict[str, Any]:
    """Where the bench stands, without facts."""
    step = step_of(state, rules)
    parcel = state.parcel or state.again or shown
    return {
        "ok": True,
        "step": step.value,
        "parcel": _parcel(parcel) if parcel is not None else None,
        "unit": unit or _unit(state) or None,
        "instructions": list(state.unit.product.instructions) if state.unit is not None else [],
        "expects": expects(state, rules),
        "proposal": _proposal(state, step, rules),
        "facts": [],
        "error": None,
    }


def missed(facts: Sequence[Fact]) -> Iterator[dict[str, str]]:
    """Warnings of the codes that a shot asked for and did not show."""
    for fact in facts:
        if isinstance(fact, PhotoKept) and fact.below in LACKING and not fact.overrule:
            if fact.below == NO_PARCEL_CODE:
                words = say("The parcel's tracking number could not be read in the photo.")
                hint = say("It is kept. A claim is surer with it: go back, and take the whole label, flat and sharp.")
            else:
                words = say("No code of this parcel, item or unit could be read in the photo.")
                hint = say(
                    "It is kept. A claim is surer with one: go back, and take it with the label beside the piece."
                )
            yield {"code": "no_code_in_frame", "message": words, "hint": hint}


def _unit(state: Bench) -> str:
    if state.unit is not None:
        return state.unit.lpn
    return state.label.lpn if state.label is not None else state.waits


def _parcel(parcel: Parcel) -> dict[str, Any]:
    return {"tracking": parcel.tracking, "orders": [_order(order, parcel) for order in parcel.orders]}


def _order(order: ReturnOrder, parcel: Parcel) -> dict[str, Any]:
    return {
        "platform": order.platform,
        "order_id": order.number,
        "rma": order.rma,
        "reason_code": order.reason_code,
        "reason_text": order.reason_text,
        "customer_note": order.customer_note,
        "client": order.client,
        "lines": [
            {
                "sku": line.article.sku,
                "quantity": line.quantity,
                "received": line.received,
                "missing": line.missing,
                "wrong": line.wrong,
            }
            | ({"called_off": line.called_off} if line.was_called_off else {})
            for line in order.lines
        ]
        + ([_piece(order, parcel)] if order.lpn else []),
    }


def _piece(order: ReturnOrder, parcel: Parcel) -> dict[str, Any]:
    """The piece that an LPN names: awaited until it was scanned, though nobody announced it."""
    awaited = order.lpn == parcel.key and not parcel.units
    return {"sku": order.sku, "quantity": 1, "received": 0 if awaited else 1, "missing": 0, "wrong": 0}


def _proposal(state: Bench, step: Step, rules: Rulebook) -> dict[str, Any] | None:
    if state.unit is None or step not in {Step.GRADE, Step.ROUTE}:
        return None
    proposal = proposal_of(state.unit, rules)
    return {
        "grade": proposal.grade.value,
        "reasons": [str(reason.text) for reason in proposal.judged.reasons],
        "routes": [_route(option) for option in proposal.options],
        "chosen": state.unit.route[0].value if state.unit.route else None,
        "held": str(proposal.held.text) if proposal.held else None,
    }


def _route(option: RouteOption) -> dict[str, Any]:
    return {
        "route": option.route.value,
        "net": str(option.net.amount),
        "currency": option.net.currency,
        "reasons": [str(reason.text) for reason in option.reasons],
        "ruled_out": option.ruled_out,
    }
