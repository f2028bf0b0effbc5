"""Every way through every shipped checklist that leaves the best answers at most three times keeps the house's rules.

The rules are said here by answers, not by what the checklist says it finds: a hole in a file is so found as well. A
sealed and an opened box are both ways to begin, and count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.checklist import Answer, Checklist, Dimension, Question, answers_after, findings, next_question, stopped
from app.domain.grading import GradeProposal, propose
from app.domain.subject import Subject
from app.domain.verdict import Grade
from tests import made_once

LIBRARY = made_once.library(Path(__file__).parents[3] / "resources")
BY_ID = {checklist.id: checklist for checklist in LIBRARY.checklists}
MOST = 3
HARMLESS = {("works", "nothing_to_test"), ("fastenings", "nothing_to_test")}
"""Not the first choice, and nothing is wrong all the same."""
GOOD = {
    "powers_on": {"works"},
    "works": {"works", "nothing_to_test"},
    "fastenings": {"work", "nothing_to_test"},
    "contacts": {"sound", "dirty"},
    "account_lock_off": {"unlocked"},
    "wiped": {"wiped"},
    "serial_matches": {"matches"},
    "components_match": {"match"},
    "pairs": {"same"},
}
"""What may be answered where the goods work and carry nobody's data; anything else is C at best."""

PLAIN = Subject()
RICH = Subject(hygiene=True, battery=True, data_bearing=True, expiry_tracked=True, serial_tracked=True)
SET = Subject(components=("POT", "2 × SPORK"), accessories=("USB cable",))
FLAGGED = Subject(flags=frozenset({"weight_off"}))

Path_ = tuple[Answer, ...]


def choices_of(question: Question) -> list[tuple[str, ...]]:
    """The best answer first; of several none, each alone, and all together."""
    each: list[tuple[str, ...]] = [(choice.id,) for choice in question.choices]
    return [(), *each, tuple(choice.id for choice in question.choices)] if question.multiple else each


def ways(checklist: Checklist, subject: Subject, answers: Path_ = (), left: int = MOST) -> Iterator[Path_]:
    """Every way to the end that leaves the best answer at most `left` times."""
    question = next_question(checklist, subject, answers)
    if question is None:
        yield answers
        return
    for place, chosen in enumerate(choices_of(question)):
        free = place == 0 or question.id == "sealed"
        if free or left:
            then = answers_after(checklist, subject, answers, Answer(question.id, chosen))
            yield from ways(checklist, subject, then, left if free else left - 1)


def caps(checklist: Checklist, subject: Subject, answers: Path_) -> Grade:
    """The best grade that these answers can mean."""
    said = {answer.question: answer.choices for answer in answers}
    best = Grade.A
    for question, chosen in said.items():
        rule = next(one for one in checklist.questions if one.id == question)
        if not rule.multiple and chosen[0] != rule.choices[0].id and (question, chosen[0]) not in HARMLESS:
            best = worse(best, Grade.A if question == "sealed" else Grade.B)
        if question in GOOD and set(chosen) - GOOD[question]:
            best = worse(best, Grade.C)
    if said.get("sealed") == ("opened",) and (subject.hygiene or checklist.id == "cosmetics_sealed"):
        best = worse(best, Grade.C)
    short = said.get("parts_complete") == ("missing",)
    is_kit = checklist.id == "kits" or bool(subject.components)
    named = set(said.get("missing_parts", ()))
    if short and ("main_part" in named or named & {"pot", "2_spork"} or (is_kit and not named)):
        best = worse(best, Grade.C)
    return best


def worse(one: Grade, other: Grade) -> Grade:
    return other if one.is_better_than(other) else one


def judged(checklist: Checklist, subject: Subject, answers: Path_) -> GradeProposal:
    return propose(LIBRARY.grading, subject, findings(checklist, subject, answers), stopped(checklist, answers))


@pytest.mark.parametrize("name", BY_ID)
@pytest.mark.parametrize("subject", [PLAIN, RICH, SET, FLAGGED], ids=["plain", "rich", "set", "flagged"])
def test_no_way_through_a_checklist_gives_a_better_grade_than_its_answers_mean(name, subject):
    checklist = BY_ID[name]
    walked = 0
    for answers in ways(checklist, subject, left=MOST if subject is PLAIN else 2):
        walked += 1
        proposal = judged(checklist, subject, answers)
        best = Grade.S if stopped(checklist, answers) else caps(checklist, subject, answers)
        assert not proposal.grade.is_better_than(best), (name, answers, proposal.grade)
        if best in (Grade.C, Grade.S):
            assert not proposal.best_allowed.is_better_than(best) or worn_only(answers), (name, answers)
    assert walked > 10


def worn_only(answers: Path_) -> bool:
    """How bad wear and damage are is for the eye: a person may raise those, with a reason."""
    return not any(
        answer.question in GOOD or answer.question in {"sealed", "parts_complete", "missing_parts"}
        for answer in answers
        if answer.question not in GOOD or set(answer.choices) - GOOD[answer.question]
    )


@pytest.mark.parametrize("name", BY_ID)
def test_whatever_is_opened_and_not_stopped_was_asked_whether_it_works_and_whether_it_is_whole(name):
    checklist = BY_ID[name]
    functional = {question.id for question in checklist.questions if question.dimension is Dimension.FUNCTION}
    functional -= {"battery_condition"}  # that it is no danger does not say that it works
    for subject in (PLAIN, RICH, SET, FLAGGED, *(Subject(category) for category in checklist.categories)):
        for answers in ways(checklist, subject, left=0):
            asked = {answer.question for answer in answers}
            if Answer("sealed", ("opened",)) in answers or subject.flags:
                assert asked & functional, (subject.category, asked)
                assert {"right_item", "parts_complete", "signs_of_use", "damage"} <= asked, (subject.category, asked)


def test_a_short_kit_is_never_a_and_never_above_c_by_an_answer_without_a_name():
    checklist = BY_ID["kits"]
    for answers in ways(checklist, Subject("kit"), left=2):
        if Answer("parts_complete", ("missing",)) in answers:
            proposal = judged(checklist, Subject("kit"), answers)
            assert proposal.best_allowed is not Grade.A
            assert proposal.grade is not Grade.A
            if Answer("missing_parts", ()) in answers:
                assert not proposal.grade.is_better_than(Grade.C)
                assert not proposal.best_allowed.is_better_than(Grade.C)
