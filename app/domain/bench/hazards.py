"""Danger: from any step with a parcel or unit open, to quarantine at once, with its tag. Any wording will do."""

from __future__ import annotations

import re
from dataclasses import replace

from app.domain.disposition import Route
from app.domain.grading import Grade, GradeProposal
from app.domain.rulebook import Rulebook
from app.domain.stock import Account, Article
from app.saying import say

from .afterwards import FINISHED, regraded
from .facts import Fact, ParcelReopened
from .finishing import finish, with_fresh_lines
from .found import Found, UnitState
from .judging import Proposal, proposal_of
from .label_data import danger_reason
from .labels import label_for, printed
from .outcome import Outcome, then
from .receiving import open_unit
from .refusal import Refused
from .state import Bench, Label, Unit

MOST_PIECES = 200
FLAG = "danger"


def danger(state: Bench, kind: str, found: Found, rules: Rulebook) -> Outcome:
    """Quarantine what is open: the unit, the unit whose label is awaited, or the whole parcel."""
    kind = re.sub(r"[^a-z0-9]+", "_", kind.strip().lower()).strip("_")[:40]
    if not kind:
        raise Refused(
            "kind_needed", "What kind of danger is it?", "battery_swollen, hot, leaking, prohibited_goods, other."
        )
    if state.unit is not None:
        return _unit(with_fresh_lines(state, found), state.unit, kind, rules)
    if state.label is not None or state.waits or (state.shown and state.parcel is None):
        return _graded_unit(state, kind, found, rules)
    if state.parcel is not None:
        return _parcel(with_fresh_lines(state, found), kind, found, rules)
    raise Refused("nothing_open", "No parcel or unit is open.", "Scan its label first; then say danger again.")


def _dangerous(proposal: Proposal, kind: str) -> Proposal:
    """S and quarantine, whatever was answered so far."""
    judged = GradeProposal(Grade.S, (danger_reason(kind), *proposal.judged.reasons), Grade.S, Route.QUARANTINE)
    quarantine = tuple(option for option in proposal.options if option.route is Route.QUARANTINE)
    return replace(proposal, judged=judged, grade=Grade.S, options=quarantine, held=None)


def _unit(state: Bench, unit: Unit, kind: str, rules: Rulebook) -> Outcome:
    proposal = _dangerous(proposal_of(unit, rules), kind)
    return finish(state, replace(unit, route=None, regrade=None), proposal, cause="danger")


def _graded_unit(state: Bench, kind: str, found: Found, rules: Rulebook) -> Outcome:
    record = found.unit
    if record is None:
        raise Refused("unknown_unit", "The unit on the bench is not on record.", "Set it apart and call a supervisor.")
    if record.state is UnitState.CLOSED:
        raise Refused(
            "closed_already", say("{lpn} is closed for good.", lpn=record.lpn), "Set it apart and call a supervisor."
        )
    if record.state not in FINISHED:  # meanwhile, at another bench
        raise Refused(
            "open_elsewhere",
            say("{lpn} is no longer here: {state}.", lpn=record.lpn, state=record.state.value),
            "Say danger there.",
        )
    if record.account is Account.QUARANTINE:
        raise Refused(
            "in_quarantine",
            say("{lpn} is in quarantine already.", lpn=record.lpn),
            "Put its tag on it and scan the tag.",
        )
    facts = regraded(record, Grade.S, f"danger: {kind}", rules, cause="danger", reviewed=False, to=Route.QUARANTINE)
    label = label_for(record.lpn, record.product, Grade.S, Route.QUARANTINE, record.prints, hazard=kind)
    return Outcome(replace(state, label=label, last=label, waits="", shown=""), (*facts, printed(label, reason=kind)))


def _parcel(state: Bench, kind: str, found: Found, rules: Rulebook) -> Outcome:
    """An unopened parcel: each piece announced in it goes to quarantine unseen, with its tag; the first is verified."""
    parcel = state.parcel
    facts: tuple[Fact, ...] = ()
    if parcel is not None and (parcel.finished or parcel.withdrawn):  # at another bench, meanwhile
        facts = (ParcelReopened(parcel.parcel_id, FLAG),)
        state = replace(state, parcel=replace(parcel, finished=False, withdrawn=False))
    articles = _articles(state, found)
    if len(articles) > MOST_PIECES:
        raise Refused(
            "too_many",
            say("{count} pieces are announced.", count=len(articles)),
            "Set the parcel apart and call a supervisor.",
        )
    outcome = Outcome(state, facts)
    tag: Label | None = None
    for number, article in enumerate(articles):
        candidate = next(one for one in found.products if one.product.article == article)
        numbered = replace(found, next_lpn=found.next_lpn + number, parcel=None)
        outcome = then(outcome, open_unit(outcome.state, candidate, numbered, (FLAG,)))
        if outcome.state.unit is not None:
            unit = outcome.state.unit
            proposal = _dangerous(proposal_of(unit, rules), kind)
            finished = finish(outcome.state, unit, proposal, cause="danger")
            outcome = then(outcome, finished)
            tag = tag or finished.state.label
    return replace(outcome, state=replace(outcome.state, label=tag, last=tag))


def _articles(state: Bench, found: Found) -> list[Article]:
    lines = state.parcel.open_lines if state.parcel else ()
    awaited = [line.article for line in lines for _ in range(min(line.open, MOST_PIECES + 1))]
    unseen = [candidate.product.article for candidate in found.products[:1]]
    if not awaited and not unseen:
        raise Refused("nothing_open", "Nothing is known of this parcel.", "Set it apart and call a supervisor.")
    return awaited or unseen
