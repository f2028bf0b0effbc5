"""Finishing a unit: another grade or route, and `accept`, which saves grade, stock, offer and label in one act."""

from __future__ import annotations

from dataclasses import replace

from app.domain.derogation import claimed, written
from app.domain.disposition import ACCOUNT_OF, Ban, Route, ban_on, refusal_of
from app.domain.grading import Grade
from app.domain.rulebook import Rulebook
from app.domain.stock import SELLABLE, Account, Article, Move
from app.saying import say

from .facts import Fact, Graded, Moved, Offered, UnitPut, WorkOpened
from .found import Found, UnitState
from .judging import Proposal, best_allowed, proposal_of
from .label_data import hazard_of
from .labels import label_for, printed
from .offers import step_of
from .outcome import Outcome, then
from .receiving import after_unit, announced_meanwhile
from .refusal import Refused
from .state import FBA, Bench, Label, Step, Undo, Unit

LONGEST_REASON = 500
LISTED_AS = {Account.SELLABLE_A: Grade.A, Account.SELLABLE_B: Grade.B}
TO_BUYERS = SELLABLE | {Account.RESERVED_EXCHANGE}
SECOND_INSPECTION = "second_inspection"
WORK_OF = {
    Route.REFURBISH: "refurbish",
    Route.DONATE: "donate",
    Route.RECYCLE: "recycle",
    Route.DESTROY: "destroy",
    Route.REPAIR: "hand_over",
    Route.PARTS: "hand_over",
    Route.RETURN_TO_FACTORY: "hand_over",
    Route.BONDED_REPAIR: "hand_over",
    Route.RETURN_TO_VENDOR: "hand_over",
}


def regrade(state: Bench, unit: Unit, grade: str, reason: str, rules: Rulebook) -> Outcome:
    """Another grade than proposed: with a reason, and never better than the findings allow."""
    _at_grade(state, rules)
    if grade not in set(Grade):
        raise Refused("unknown_grade", say("“{grade}” is no grade.", grade=grade[:20]), "Choose A, B, C or S.")
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed", "Another grade needs a reason.", "Say what you see that the answers do not.")
    proposal = proposal_of(replace(unit, regrade=None), rules)
    chosen = Grade(grade)
    if chosen.is_better_than(best_allowed(proposal)):
        why = "; ".join(str(one.text) for one in proposal.judged.reasons)
        raise Refused(
            "grade_too_high",
            say("What was found allows {proposal} at best: {why}.", proposal=best_allowed(proposal).value, why=why),
            "Go back and correct the answer, if it was wrong.",
        )
    changed = replace(
        unit,
        regrade=None if chosen is proposal.judged.grade else (chosen, reason[:LONGEST_REASON]),
        regrade_taken=False,
        route=None,
        trail=(*unit.trail, undo("regrade", unit)),
    )
    return Outcome(replace(state, unit=changed))


def choose_route(state: Bench, unit: Unit, to: str, reason: str, rules: Rulebook, *, derogation: str = "") -> Outcome:
    """Another route than the best; what is ruled out cannot be taken, what a law forbids only under its derogation."""
    _at_grade(state, rules)
    reason = written(derogation.strip(), reason)[:LONGEST_REASON]
    code, justification = claimed(reason)
    if code and not justification:
        raise Refused("justification_needed", "A derogation needs its justification.", "Say why it applies here.")
    meant = replace(unit, route=(Route(to), reason)) if to in set(Route) else unit
    proposal = proposal_of(meant, rules)
    wrong = refusal_of(proposal.options, to, reason)
    if wrong is not None:
        known = ", ".join(option.route.value for option in proposal.options if not option.ruled_out)
        ban = ban_on(rules.routes(unit.rules), Route(to), unit.subject, unit.rules.site) if to in set(Route) else None
        if code and ban is not None and code not in {one.code for one in ban.derogations}:
            wrong = say("“{code}” is no derogation of the law that forbids the route {to}.", code=code, to=to)
        cases = "" if ban is None else cases_of(ban)
        raise Refused("route_refused", wrong, say("Open routes: {known}.", known=known) + cases)
    changed = replace(meant, trail=(*unit.trail, undo("route", unit)))
    return Outcome(replace(state, unit=changed))


def cases_of(ban: Ban) -> str:
    """The derogations of a law, in words; empty where it has none."""
    if not ban.derogations:
        return ""
    cases = "; ".join(f"{one.code}: {one.text}" for one in ban.derogations)
    return " " + say(
        "The law allows it under a derogation, given by its code with its justification: {cases}.", cases=cases
    )


def undo(kind: str, unit: Unit) -> Undo:
    """What a decision at the grade replaces."""
    return Undo(kind, regrade=unit.regrade, regrade_taken=unit.regrade_taken, route=unit.route)


def _at_grade(state: Bench, rules: Rulebook) -> None:
    if step_of(state, rules) not in {Step.GRADE, Step.ROUTE}:
        raise Refused("not_now", "There is no grade to decide yet.", "Answer what is asked and take the photos owed.")


def accept(state: Bench, unit: Unit, found: Found, rules: Rulebook) -> Outcome:
    """At `grade` both at once; after another grade was given, the grade first, then the route."""
    _at_grade(state, rules)
    if unit.regrade is not None and unit.route is None and not unit.regrade_taken:
        taken = replace(unit, regrade_taken=True, trail=(*unit.trail, undo("accept", unit)))
        return Outcome(replace(state, unit=taken))
    return finish(with_fresh_lines(state, found), unit, proposal_of(unit, rules))


def with_fresh_lines(state: Bench, found: Found) -> Bench:
    """The bench with its parcel's counts as the records have them now: another bench may have worked on it."""
    if state.parcel is None or found.parcel is None:
        return state
    seen = found.parcel
    fresh = replace(
        state.parcel, orders=seen.orders, units=seen.units, finished=seen.finished, withdrawn=seen.withdrawn
    )
    return replace(state, parcel=fresh)


def finish(
    state: Bench, unit: Unit, proposal: Proposal, *, cause: str = "inspection", labelled: bool = True
) -> Outcome:
    """Grade, stock, offer, work and label of a unit, as one group of facts; the bench goes on to the label."""
    route, route_reason = unit.route or (proposal.best.route, "")
    if any(option.route is route and option.ruled_out for option in proposal.options):
        raise Refused("no_route", "No route is open to this unit.", "Ask your supervisor; the unit can be parked.")
    again = proposal.held is None and needs_second(unit.flags, unit.round, route)
    account = Account.HELD if proposal.held or again else Account(ACCOUNT_OF[route])
    graded = graded_fact(unit, proposal, route, route_reason, account, cause)
    moved = Moved(Move(unit.product.article, Account.PENDING, account, 1, f"grade_{proposal.grade.value}", unit.lpn))
    state, matched = announced_meanwhile(state, unit)
    facts: list[Fact] = [*matched, graded, moved, *offered(unit.lpn, unit.product.article, account, "add")]
    if not proposal.held and route in WORK_OF:
        facts.append(WorkOpened(unit.lpn, WORK_OF[route]))
    if again:
        facts += (UnitPut(unit.lpn, UnitState.AWAITS_INSPECTION), WorkOpened(unit.lpn, SECOND_INSPECTION))
    label: Label | None = None
    if labelled:
        held = proposal.held is not None
        hazard = hazard_of(proposal, identified=unit.product.identified)
        label = label_for(
            unit.lpn, unit.product, proposal.grade, route, unit.prints, held=held, again=again, hazard=hazard
        )
        facts.append(printed(label))
    done = Outcome(replace(state, label=label, last=label or state.last), tuple(facts))
    return then(done, after_unit(done.state))


def needs_second(flags: tuple[str, ...], inspected: int, route: Route) -> bool:
    """Whether a piece may be handed to a buyer only after another inspection: it was at Amazon's."""
    return FBA in flags and inspected == 1 and Account(ACCOUNT_OF[route]) in TO_BUYERS


def graded_fact(
    unit: Unit, proposal: Proposal, route: Route, route_reason: str, account: Account, cause: str
) -> Graded:
    """The finished inspection as it goes on record."""
    return Graded(
        lpn=unit.lpn,
        round=unit.round,
        rules=unit.rules,
        proposed=proposal.judged.grade,
        grade=proposal.grade,
        reasons=proposal.judged.reasons,
        findings=proposal.findings,
        regrade_reason=unit.regrade[1] if unit.regrade else "",
        options=proposal.options,
        route=route,
        route_reason=route_reason,
        account=account,
        held=proposal.held,
        cause=cause,
    )


def offered(lpn: str, article: Article, account: Account, op: str) -> tuple[Offered, ...]:
    """The shops hear of a unit when, and only when, it stands on a sellable account, which names its listing's grade:
    an A that is sold as open box never adds to the listing of new goods."""
    grade = LISTED_AS.get(account)
    return () if grade is None else (Offered(lpn, article, grade, op),)
