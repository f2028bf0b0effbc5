"""The middle card at the grade: what the bench proposes, on what it rests, and where the unit may go."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from app.domain.bench import actions as do
from app.domain.bench.judging import Proposal, checklist_of, open_routes, proposal_of
from app.domain.bench.state import Step, Unit
from app.domain.checklist import Checklist, Dimension, Finding
from app.domain.disposition import Ban, Route, RouteOption, RoutePolicy, RouteRule
from app.domain.grading import Grade, propose
from app.domain.money import Money
from app.domain.rulebook import Rulebook
from app.domain.texts import Texts
from app.domain.verdict import Reason

from . import controls
from .acts import Act, Open, Page, Send
from .forbidden import law_named, law_on
from .names import GRADES, ROUTES, SIDES
from .pieces import Control, Head, RouteRow, Side, Stage, Verdict
from .wording import Wording, counted, listed, phrase

_BEFORE = re.compile(r"^[:：]\s*")


def deciding(step: Step, unit: Unit, rules: Rulebook) -> Stage:
    """The grade and its routes; at `route` the grade is taken and only the route is left."""
    proposal = proposal_of(unit, rules)
    route = unit.route[0] if unit.route else proposal.best.route
    low = [controls.back(), controls.more()]
    if step is Step.GRADE:
        low.insert(1, Control("other_grade", phrase("Other grade"), Open(Page.GRADE), "G"))
    if route is Route.DESTROY and proposal.held is None:
        low.insert(-1, controls.destroy(unit.lpn))
    return Stage(
        Head(GRADES[proposal.grade]),
        verdict=_verdict(unit, proposal, rules, route),
        controls=(*low, controls.take(_enter_words(unit, proposal, route), Send(do.Accept()))),
    )


def _enter_words(unit: Unit, proposal: Proposal, route: Route) -> Wording:
    if unit.regrade is not None and unit.route is None and not unit.regrade_taken:
        return phrase("Take grade {grade}", grade=proposal.grade.value)
    if proposal.held is not None:
        return phrase("Hold it, print label")
    return phrase("{route}, print label", route=ROUTES[route])


def _verdict(unit: Unit, proposal: Proposal, rules: Rulebook, route: Route) -> Verdict:
    reasons: Wording = listed((reason.text for reason in proposal.judged.reasons), " · ")
    if unit.regrade is not None:
        said = phrase(
            "Your word instead of {grade}: {reason}", grade=proposal.judged.grade.value, reason=_plain(unit.regrade[1])
        )
        reasons = listed((said, reasons))
    return Verdict(
        proposal.grade,
        GRADES[proposal.grade],
        reasons,
        tuple(_side(side, unit, proposal, rules) for side in Dimension),
        _rows(proposal, route, unit, rules),
    )


def _plain(reason: str) -> Wording:
    """A reason from one of our lists is said in the person's language; any other as it was typed."""
    return phrase(reason)


def _side(side: Dimension, unit: Unit, proposal: Proposal, rules: Rulebook) -> Side:
    """One side of the goods, graded by its own findings alone."""
    found = [finding for finding in proposal.findings if finding.dimension is side]
    if not found and not _was_asked(side, unit, checklist_of(unit, rules)):
        return Side(SIDES[side], phrase("Not asked"), None)
    grade = propose(rules.grading(unit.rules), unit.subject, found, False).grade
    text = listed((finding.text for finding in found), ", ") if found else phrase("Nothing found")
    return Side(SIDES[side], _with_photos(text, found, unit), grade)


def _with_photos(text: Wording, found: list[Finding], unit: Unit) -> Wording:
    """Which of the photos show it, by their place in the row."""
    wanted = {shot for finding in found for shot in finding.shots}
    places = [str(place) for place, shot in enumerate(unit.shots, start=1) if shot.name in wanted]
    return listed((text, phrase("photo {places}", places=", ".join(places)))) if places else text


def _was_asked(side: Dimension, unit: Unit, checklist: Checklist) -> bool:
    answered = {answer.question for answer in unit.answers}
    return any(question.dimension is side and question.id in answered for question in checklist.questions)


def _rows(proposal: Proposal, chosen: Route, unit: Unit, rules: Rulebook) -> tuple[RouteRow, ...]:
    policy = rules.routes(unit.rules)
    most = max((option.net.amount for option in proposal.options if not option.ruled_out), default=Decimal(0))
    free = open_routes(proposal)
    rows, place = [], len(free)
    for option in proposal.options:
        row = _row(option, free, chosen, most, _why(option, policy, best=option is proposal.best))
        law = law_on(unit, option.route, rules) if option.ruled_out else None
        if law is not None and option.reasons[0].code == law.id:  # nothing but the law is against it
            rows.append(_under_law(row, law, place))
            place += 1
        else:
            rows.append(row)
    return tuple(rows)


def _under_law(row: RouteRow, law: Ban, place: int) -> RouteRow:
    """The law forbids it, but for cases that it names: offered, never proposed."""
    act = Open(Page.ROUTE_LAW, row.route.value)
    control = Control(f"route_{row.route.value}", row.text, act, controls.key_of(place))
    return replace(row, why=phrase("forbidden by {law}, with exceptions", law=law_named(law)), control=control)


def _why(option: RouteOption, policy: RoutePolicy, *, best: bool) -> Wording:
    """What rules a route out; else what is doubtful about its figure, how long it takes, and what is done."""
    rule = next((one for one in policy.routes if one.route is option.route), None)
    if option.ruled_out:
        return _reason(option.reasons[0], rule, policy)
    told = [_reason(one, rule, policy) for one in option.reasons if one.code not in {"recovers", "best_for_grade"}]
    if best and any(one.code == "best_for_grade" for one in option.reasons):
        told.append(phrase("first choice at this grade"))
    if rule is not None and rule.storage_days:
        told.append(counted("about {n} day", "about {n} days", rule.storage_days))
    if rule is not None and rule.work:
        told.append(phrase("work {money}", money=Money(rule.work, policy.currency)))
    return listed(told[:2])


def _reason(reason: Reason, rule: RouteRule | None, policy: RoutePolicy) -> Wording:
    """A reason beside its route's name, which it need not say again; money as the reader writes it."""
    if rule is None:
        return reason.text
    if reason.code == "under_value":
        return phrase("worth it only from {money}", money=Money(rule.min_value, policy.currency))
    return Texts(
        tuple(
            (language, _BEFORE.sub("", words.removeprefix(rule.text.of_language(language))))
            for language, words in reason.text.entries
        )
    )


def _row(option: RouteOption, free: tuple[Route, ...], chosen: Route, most: Decimal, why: Wording) -> RouteRow:
    share = 0.0 if option.ruled_out else float(max(option.net.amount / most, Decimal(-1))) if most > 0 else 0.0
    if option.ruled_out:
        return RouteRow(option.route, ROUTES[option.route], why, option.net, 0.0, None)
    place = free.index(option.route)
    act: Act = Open(Page.ROUTE_WHY, option.route.value) if place else Send(do.ChooseRoute(option.route.value))
    control = Control(f"route_{option.route.value}", ROUTES[option.route], act, controls.key_of(place))
    return RouteRow(option.route, ROUTES[option.route], why, option.net, share, control, option.route is chosen)


def grades_open(unit: Unit, rules: Rulebook) -> tuple[Grade, ...]:
    """The grades that may be given instead, best first: never better than what was found allows."""
    proposal = proposal_of(unit, rules)
    best = proposal.judged.best_allowed
    return tuple(grade for grade in Grade if grade is not proposal.grade and not grade.is_better_than(best))
