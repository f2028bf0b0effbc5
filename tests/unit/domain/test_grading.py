"""Owns the proof that the shipped rules never grade too well, and say why they grade as they do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import Answer, Dimension, Finding, Severity, Subject, answers_after, next_question
from app.domain.checklist import findings as findings_of
from app.domain.grading import Grade, GradeRule, GradingRules, propose
from app.domain.texts import Texts
from app.domain.verdict import Reason, Route, worst
from tests import made_once

LIBRARY = made_once.library(Path(__file__).parents[3] / "resources")
RULES = LIBRARY.grading
# What it is for is never sold again once it was opened, whatever the catalogue says.
ALWAYS_HYGIENE = "cosmetics_sealed"
WORDS = Texts.of({"en": "A crack", "zh_CN": "裂纹"})


def finding(severity, code="crack"):
    return Finding(code, Dimension.APPEARANCE, severity, "damage", ("light",), WORDS)


severities = st.lists(st.sampled_from(Severity), max_size=5)


def graded(*kinds, stopped=False, rules=RULES, subject=None):
    return propose(rules, subject or Subject(), [finding(kind) for kind in kinds], stopped)


@given(severities, st.booleans())
def test_a_grade_a_never_stands_with_a_finding(kinds, stopped):
    proposal = graded(*kinds, stopped=stopped)
    assert (proposal.grade is Grade.A) == (not kinds and not stopped)
    assert proposal.reasons
    assert not proposal.grade.is_better_than(proposal.best_allowed)


@given(severities)
def test_demand_b4_a_functional_fault_is_never_above_c(kinds):
    proposal = graded(*kinds, Severity.FUNCTIONAL)
    assert proposal.grade in (Grade.C, Grade.S)
    assert proposal.best_allowed in (Grade.C, Grade.S)
    assert "functional_fault" in {reason.code for reason in proposal.reasons}


@given(severities, severities)
def test_more_findings_never_make_a_better_grade(some, more):
    one, both = graded(*some), graded(*some, *more)
    assert not both.grade.is_better_than(one.grade)
    assert not both.best_allowed.is_better_than(one.best_allowed)


@given(severities)
def test_every_rule_that_fired_is_a_reason_the_deciding_one_first(kinds):
    proposal = graded(*kinds)
    fired = {rule.id for rule in RULES.rules if rule.severities & set(kinds)}
    assert {reason.code for reason in proposal.reasons} == (fired or {"nothing_found"})
    deciding = next((rule for rule in RULES.rules if rule.id == proposal.reasons[0].code), None)
    assert deciding is None or deciding.grade is proposal.grade


@pytest.mark.parametrize(
    ("severity", "grade", "best_allowed", "route"),
    [
        (Severity.COSMETIC, "B", "A", None),
        (Severity.PACKAGING, "B", "A", None),
        (Severity.MISSING_PART, "B", "A", None),
        (Severity.DOUBT, "B", "A", None),
        (Severity.WORN, "C", "A", None),
        (Severity.HYGIENE, "C", "C", None),
        (Severity.DATA, "C", "C", None),
        (Severity.FUNCTIONAL, "C", "C", None),
        (Severity.WASTE, "S", "A", None),
        (Severity.IDENTITY, "S", "S", Route.QUARANTINE),
        (Severity.EXPIRED, "S", "S", Route.QUARANTINE),
        (Severity.RECALLED, "S", "S", Route.QUARANTINE),
        (Severity.PROHIBITED, "S", "S", Route.QUARANTINE),
        (Severity.DANGEROUS, "S", "S", Route.QUARANTINE),
    ],
)
def test_demand_b4_each_kind_of_finding_has_its_grade(severity, grade, best_allowed, route):
    proposal = graded(severity)
    assert (proposal.grade, proposal.best_allowed, proposal.route_forced) == (grade, best_allowed, route)


def test_nothing_found_is_an_a_that_says_so():
    assert graded().reasons == (RULES.clean,)


def test_a_stopped_checklist_is_scrap_for_quarantine_whatever_the_rules_say():
    lax = GradingRules("lax", 1, (), RULES.clean, RULES.stopped)
    for rules in (RULES, lax):
        proposal = graded(Severity.DANGEROUS, stopped=True, rules=rules)
        assert (proposal.grade, proposal.best_allowed) == (Grade.S, Grade.S)
        assert proposal.route_forced is Route.QUARANTINE


def rules_with(severity, grade, **more):
    text = Texts.of({"en": "Says {findings}", "zh_CN": "称 {findings}"})
    rule = GradeRule("one", grade, grade, text, severities=frozenset({severity}), **more)
    return GradingRules("test", 1, (rule,), Reason("clean", text), Reason("stopped", text))


def test_no_rule_can_raise_a_functional_fault_above_c():
    proposal = graded(Severity.FUNCTIONAL, rules=rules_with(Severity.FUNCTIONAL, Grade.A))
    assert (proposal.grade, proposal.best_allowed) == (Grade.C, Grade.C)


def test_no_rule_can_make_a_finding_an_a():
    assert graded(Severity.COSMETIC, rules=rules_with(Severity.COSMETIC, Grade.A)).grade is Grade.B


def test_a_finding_without_a_rule_is_not_for_sale():
    proposal = graded(Severity.COSMETIC, rules=rules_with(Severity.WORN, Grade.B))
    assert (proposal.grade, proposal.best_allowed) == (Grade.C, Grade.C)
    assert [reason.code for reason in proposal.reasons] == ["no_rule"]


def test_a_rule_for_some_goods_leaves_the_others_alone():
    rules = rules_with(Severity.COSMETIC, Grade.S, goods=("shoe",))
    assert graded(Severity.COSMETIC, rules=rules, subject=Subject("shoes")).grade is Grade.S
    assert graded(Severity.COSMETIC, rules=rules, subject=Subject("phone")).grade is Grade.C


def test_a_rule_may_name_one_code():
    rule = GradeRule("cracks", Grade.S, Grade.S, WORDS, codes=frozenset({"crack"}))
    rules = GradingRules("test", 1, (rule,), RULES.clean, RULES.stopped)
    assert graded(Severity.COSMETIC, rules=rules).grade is Grade.S


def test_the_reason_names_what_was_found_in_each_language():
    (reason,) = graded(Severity.COSMETIC, Severity.COSMETIC).reasons
    assert reason.text.of_language("en") == "Small flaw: A crack"
    assert reason.text.of_language("zh_CN") == "小瑕疵：裂纹"


def by_choices(checklist, subject, chosen):
    answers: tuple[Answer, ...] = ()
    while (question := next_question(checklist, subject, answers)) is not None:
        answer = Answer(question.id, chosen.get(question.id, (question.choices[0].id,)))
        answers = answers_after(checklist, subject, answers, answer)
    return findings_of(checklist, subject, answers)


@pytest.mark.parametrize("checklist", LIBRARY.checklists, ids=lambda checklist: checklist.id)
@pytest.mark.parametrize("traits", [{}, {"data_bearing": True, "battery": True}, {"expiry_tracked": True}])
@pytest.mark.parametrize("seal", ["sealed", "opened"])
def test_always_the_first_choice_is_an_a(checklist, traits, seal):
    subject = Subject(**traits)
    found = by_choices(checklist, subject, {"sealed": (seal,)})
    spoilt = seal == "opened" and checklist.id == ALWAYS_HYGIENE
    assert propose(RULES, subject, found, stopped=False).grade is (Grade.C if spoilt else Grade.A)


@pytest.mark.parametrize("checklist", LIBRARY.checklists, ids=lambda checklist: checklist.id)
@pytest.mark.parametrize(
    ("subject", "chosen"),
    [
        (Subject(hygiene=True), {"sealed": ("opened",)}),
        (Subject(hygiene=True, flags=frozenset({"weight_off"})), {}),
    ],
)
def test_demand_d20_opened_hygiene_goods_are_never_a_or_b(checklist, subject, chosen):
    proposal = propose(RULES, subject, by_choices(checklist, subject, chosen), stopped=False)
    assert (proposal.grade, proposal.best_allowed) == (Grade.C, Grade.C)


def test_demand_d11_sealed_goods_off_their_weight_are_not_an_a():
    subject = Subject(flags=frozenset({"weight_off"}))
    for checklist in LIBRARY.checklists:
        due = Grade.C if checklist.id == ALWAYS_HYGIENE else Grade.B
        assert propose(RULES, subject, by_choices(checklist, subject, {}), stopped=False).grade is due


def test_the_worst_of_several_wins():
    proposal = graded(Severity.COSMETIC, Severity.WORN, Severity.MISSING_PART)
    assert proposal.grade is worst([Grade.B, Grade.C])
    assert [reason.code for reason in proposal.reasons] == ["worn_or_badly_damaged", "not_complete", "small_flaw"]
