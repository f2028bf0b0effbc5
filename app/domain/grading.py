"""From findings to a grade: rules as data, the worst rule wins, and every rule that fired is a reason.

Three things are no matter of data and hold whatever the rules say: a functional fault is never above C, a stopped
checklist is S and goes to quarantine, and a finding that no rule knows is never sellable. Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.checklist import Finding, Severity
from app.domain.subject import Subject
from app.domain.texts import Texts, joined
from app.domain.verdict import Grade, Reason, Route, worst

__all__ = ["Grade", "GradeProposal", "GradeRule", "GradingRules", "Reason", "propose"]

_NO_RULE = Texts.of(
    {
        "en": "No rule grades this, so it is not for sale: {findings}",
        "zh_CN": "没有规则可以定级，因此不可销售：{findings}",
        "es": "Ninguna regla lo califica, así que no se vende: {findings}",
    }
)


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Some findings, and the best grade that goods with them can have.

    Attributes:
        severities: fires on findings of these kinds ...
        codes: ... or with these codes.
        goods: only for goods that any of these names fits; none named means all.
        best_allowed: the best grade that a person may choose instead.
        route: the only route left, where there is one.

    """

    id: str
    grade: Grade
    best_allowed: Grade
    text: Texts
    severities: frozenset[Severity] = frozenset()
    codes: frozenset[str] = frozenset()
    goods: tuple[str, ...] = ()
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class GradingRules:
    """One version of the rules, with the words for goods without a finding and for a stopped checklist."""

    id: str
    version: int
    rules: tuple[GradeRule, ...]
    clean: Reason
    stopped: Reason


@dataclass(frozen=True, slots=True)
class GradeProposal:
    """The grade proposed, why, and how far a person may raise it."""

    grade: Grade
    reasons: tuple[Reason, ...]
    best_allowed: Grade = Grade.A
    route_forced: Route | None = None


def propose(rules: GradingRules, subject: Subject, findings: Sequence[Finding], stopped: bool) -> GradeProposal:  # noqa: FBT001
    """The grade for these findings; the reason that decides stands first."""
    fired = [(rule, hits) for rule in rules.rules if (hits := [f for f in findings if _fires(rule, subject, f)])]
    fired.sort(key=lambda pair: -pair[0].grade.rank)  # stable: equal grades keep the order of the rules
    reasons = [Reason(rule.id, _with_findings(rule.text, hits)) for rule, hits in fired]
    unknown = [f for f in findings if not any(f in hits for _, hits in fired)]
    if unknown:
        reasons.append(Reason("no_rule", _with_findings(_NO_RULE, unknown)))
    if stopped:
        return GradeProposal(Grade.S, (rules.stopped, *reasons), Grade.S, Route.QUARANTINE)
    if not findings:
        return GradeProposal(Grade.A, (rules.clean,))
    floor = [Grade.C] if unknown or any(f.severity is Severity.FUNCTIONAL for f in findings) else []
    return GradeProposal(
        grade=worst([Grade.B, *floor, *(rule.grade for rule, _ in fired)]),
        reasons=tuple(reasons),
        best_allowed=worst([*floor, *(rule.best_allowed for rule, _ in fired)]),
        route_forced=next((rule.route for rule, _ in fired if rule.route is not None), None),
    )


def _fires(rule: GradeRule, subject: Subject, finding: Finding) -> bool:
    if finding.severity not in rule.severities and finding.code not in rule.codes:
        return False
    return not rule.goods or subject.is_any_of(rule.goods)


def _with_findings(text: Texts, findings: Sequence[Finding]) -> Texts:
    listed = joined((finding.text for finding in findings), text.languages)
    return text if listed is None else text.filled(findings=listed)
