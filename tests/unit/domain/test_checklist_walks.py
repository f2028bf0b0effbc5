"""Owns the proof that no walk through a shipped checklist, however it is answered, grades what it found too well."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import (
    Answer,
    Checklist,
    Finding,
    Severity,
    Subject,
    answers_after,
    findings,
    next_question,
    owed_shots,
    stopped,
)
from app.domain.disposition import Goods, rank
from app.domain.grading import GradeProposal, propose
from app.domain.review import hold_reason
from app.domain.subject import FLAGS, TRAITS
from app.domain.verdict import Grade, Route
from tests import made_once

LIBRARY = made_once.library(Path(__file__).parents[3] / "resources")
ON_SALE = {Route.RESTOCK, Route.OPEN_BOX, Route.EXCHANGE_POOL}
GONE_FOR_GOOD = {Severity.EXPIRED, Severity.RECALLED, Severity.PROHIBITED, Severity.DANGEROUS, Severity.IDENTITY}
MAY_HANG_ON_THE_MAINS = {"lamp", "lamps", "light", "lights", "lighting", "led light", "led lights"}
MAY_HANG_ON_THE_MAINS |= {"灯", "灯具", "台灯", "照明", "lámpara", "lámparas", "lampara", "lamparas", "iluminación"}
MAY_HANG_ON_THE_MAINS |= {"power tool", "power tools", "电动工具", "herramienta eléctrica", "herramientas eléctricas"}

# Every category of every checklist, in all languages, and one that none claims.
categories = st.sampled_from(["anvil", *(name for one in LIBRARY.checklists for name in one.categories)])
subjects = st.builds(
    Subject,
    category=categories,
    flags=st.frozensets(st.sampled_from(FLAGS), max_size=2),
    accessories=st.lists(st.sampled_from(["lid", "USB cable", "说明书"]), max_size=2).map(tuple),
    components=st.lists(st.sampled_from(["POT", "2 × SPORK"]), max_size=2).map(tuple),
    **dict.fromkeys(TRAITS, st.booleans()),
)
picks = st.lists(st.integers(0, 511), min_size=20, max_size=20)


def walk(checklist: Checklist, subject: Subject, drawn: list[int]) -> tuple[Answer, ...]:
    """The long way, if the first number is odd: the box is open; then any answer at all."""
    answers: tuple[Answer, ...] = ()
    for number in drawn:
        question = next_question(checklist, subject, answers)
        if question is None:
            return answers
        ids = [choice.id for choice in question.choices]
        several = tuple(one for bit, one in enumerate(ids) if number >> bit & 1)
        # The best answer as often as all others together, or no walk would come to the last questions.
        one = ids[0] if number % 2 and answers else ids[number // 2 % len(ids)]
        chosen = several if question.multiple else (one,)
        answers = answers_after(checklist, subject, answers, Answer(question.id, chosen))
    pytest.fail(f"{checklist.id} asks more than {len(drawn)} questions")


def judged(subject: Subject, drawn: list[int]) -> tuple[tuple[Finding, ...], GradeProposal, bool]:
    checklist = LIBRARY.checklist_for(subject.category)
    answers = walk(checklist, subject, drawn)
    found = findings(checklist, subject, answers)
    ended = stopped(checklist, answers)
    return found, propose(LIBRARY.grading, subject, found, ended), ended


@given(subjects, picks)
def test_no_walk_grades_a_fault_or_opened_hygiene_goods_or_data_above_c(subject, drawn):
    found, proposal, ended = judged(subject, drawn)
    kinds = {finding.severity for finding in found}
    if ended or kinds & GONE_FOR_GOOD:
        assert (proposal.grade, proposal.best_allowed, proposal.route_forced) == (Grade.S, Grade.S, Route.QUARANTINE)
    elif kinds & {Severity.FUNCTIONAL, Severity.HYGIENE, Severity.DATA}:
        assert not proposal.grade.is_better_than(Grade.C)
        assert not proposal.best_allowed.is_better_than(Grade.C)
    assert (proposal.grade is Grade.A) == (not found)


@given(subjects, picks)
def test_every_finding_is_said_in_three_languages_and_every_grade_has_a_reason(subject, drawn):
    found, proposal, _ = judged(subject, drawn)
    assert proposal.reasons
    for finding in found:
        assert {"en", "es", "zh_CN"} <= set(finding.text.languages)
    for reason in proposal.reasons:
        assert {"en", "es", "zh_CN"} <= set(reason.text.languages)
        assert "{" not in str(reason.text)


@given(subjects, picks)
def test_no_walk_opens_a_way_to_sale_for_faults_hygiene_or_data(subject, drawn):
    found, proposal, _ = judged(subject, drawn)
    goods = Goods(proposal.grade, subject, findings=found, route_forced=proposal.route_forced)
    open_routes = {option.route for option in rank(LIBRARY.routes, goods, "US-NJ") if not option.ruled_out}
    assert Route.QUARANTINE in open_routes
    if {finding.severity for finding in found} & {Severity.FUNCTIONAL, Severity.HYGIENE, Severity.DATA}:
        assert not open_routes & ON_SALE
    if any(finding.severity is Severity.DATA for finding in found) and proposal.route_forced is None:
        held = hold_reason(LIBRARY.holds, goods)
        grave = {finding.severity for finding in found} & GONE_FOR_GOOD
        assert grave or (held is not None and held.code == "data_not_cleared")


@given(subjects, picks)
def test_every_photo_that_is_owed_has_words(subject, drawn):
    checklist = LIBRARY.checklist_for(subject.category)
    answers = walk(checklist, subject, drawn)
    known = {shot.id for shot in checklist.shots}
    owed = owed_shots(checklist, subject, answers)
    assert set(owed) <= known
    dangerous = {finding.severity for finding in findings(checklist, subject, answers)} & {Severity.DANGEROUS}
    assert owed or dangerous, "only from danger does a person keep away with the camera"


@pytest.mark.parametrize("category", ["Phone", "Tablets", "laptop", "手机", "笔记本电脑", "celular", "tableta"])
def test_demand_d20_what_always_carries_data_is_asked_though_no_column_says_so(category):
    checklist = LIBRARY.checklist_for(category)
    assert checklist.id == "phones_electronics"
    asked = set()
    answers: tuple[Answer, ...] = ()
    while (question := next_question(checklist, Subject(category), answers)) is not None:
        asked.add(question.id)
        choice = "opened" if question.id == "sealed" else question.choices[0].id
        answers = answers_after(checklist, Subject(category), answers, Answer(question.id, (choice,)))
    assert {"account_lock_off", "wiped", "serial_matches", "battery_condition"} <= asked
    assert "screen_on" in owed_shots(checklist, Subject(category), answers)


@pytest.mark.parametrize("category", ["headphones", "charger", "耳机", "bocina"])
def test_what_carries_no_data_is_not_asked_for_an_account(category):
    checklist = LIBRARY.checklist_for(category)
    questions = [question for question in checklist.questions if question.id == "account_lock_off"]
    assert checklist.id == "phones_electronics"
    assert not Subject(category).is_any_of(questions[0].when.goods)


def test_demand_d12_what_lives_by_its_battery_is_asked_for_it_though_no_column_says_so():
    (checklist,) = (one for one in LIBRARY.checklists if one.id == "battery_powered")
    (question,) = (one for one in checklist.questions if one.id == "battery_condition")
    not_asked = {name for name in checklist.categories if not Subject(name).is_any_of(question.when.goods)}
    assert not_asked == MAY_HANG_ON_THE_MAINS
