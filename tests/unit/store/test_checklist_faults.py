"""Owns the proof that questions which do not fit together are told apart from those that do."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.checklist import Choice, Condition, Dimension, FindingRule, Severity, ShotRule
from app.domain.texts import Texts
from app.store.checklist_faults import faults_of
from tests import made_once

CHECKLISTS = made_once.library(Path(__file__).parents[3] / "resources").checklists
GOOD = CHECKLISTS[-1]
WORDS = Texts.of({"en": "Words"})
FOUND = FindingRule("found", Severity.COSMETIC, WORDS)


def messages(checklist):
    return [fault.message for fault in faults_of(checklist)]


def with_question(identifier, **change):
    questions = tuple(replace(q, **change) if q.id == identifier else q for q in GOOD.questions)
    return replace(GOOD, questions=questions)


def with_choice(question, identifier, **change):
    found = next(q for q in GOOD.questions if q.id == question)
    choices = tuple(replace(c, **change) if c.id == identifier else c for c in found.choices)
    return with_question(question, choices=choices)


def without(*identifiers):
    return replace(GOOD, questions=tuple(q for q in GOOD.questions if q.id not in identifiers))


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)
def test_the_shipped_checklists_have_none(checklist):
    assert messages(checklist) == []


@pytest.mark.parametrize(
    ("checklist", "words"),
    [
        (replace(GOOD, questions=(*GOOD.questions, GOOD.questions[3])), "stands twice"),
        (with_question("damage", choices=(Choice("none", WORDS), Choice("none", WORDS))), "the id none stands twice"),
        (replace(GOOD, questions=GOOD.questions[1:]), "the first question must be sealed"),
        (with_question("sealed", when=Condition(goods=("shoe",))), "the first question must be sealed"),
        (without("prohibited_goods"), "prohibited_goods must be there"),
        (with_question("prohibited_goods", first_check=False), "prohibited_goods must be there"),
        (with_question("prohibited_goods", when=Condition(unsettled=True)), "prohibited_goods must be there"),
        (with_question("prohibited_goods", choices=(Choice("none", WORDS),)), "stops the checklist"),
        (with_question("signs_of_use", first_check=False), "3 first checks where 4 are owed"),
        (without("parts_complete", "missing_parts"), "no question asks about accessories"),
        (with_question("damage", when=Condition(answered=(("defects", ("body",)),))), "no question defects stands"),
        (with_question("damage", when=Condition(answered=(("damage", ("light",)),))), "no question damage stands"),
        (with_question("defects", when=Condition(answered=(("damage", ("tiny",)),))), "damage has no choice tiny"),
        (
            with_question("defects", when=Condition(answered=(("prohibited_goods", ("dangerous",)),))),
            "nothing after it is reached",
        ),
        (with_question("defects", when=Condition(answered=(("damage", ()),))), "never be answered with nothing"),
        (with_question("damage", when=Condition(goods=("shoe",), not_goods=("shoe",))), "asked for and shut out"),
        (with_choice("damage", "none", finding=FOUND), "the first choice of damage finds something"),
        (with_choice("damage", "none", stop=True), "the first choice of damage finds something"),
        (with_choice("damage", "light", shots=("moon",)), "owes a shot moon"),
        (with_choice("sealed", "sealed", settles=(("moon", "none"),)), "no question below offers"),
        (with_choice("sealed", "sealed", settles=(("signs_of_use", "blue"),)), "no question below offers"),
        (with_choice("sealed", "sealed", settles=(("prohibited_goods", "none"),)), "may not settle prohibited_goods"),
        (with_choice("sealed", "sealed", settles=(("damage", "none"),)), "may not settle damage"),
        (with_choice("sealed", "sealed", settles=(("signs_of_use", "heavy"),)), "a choice that finds something"),
        (with_question("missing_parts", multiple=False), "so several must be allowed"),
        (replace(GOOD, shots=(*GOOD.shots, ShotRule("moon", WORDS))), "the shot moon is never owed"),
        (
            replace(GOOD, shots=(*GOOD.shots, ShotRule("moon", WORDS, Condition(answered=(("moon", ("full",)),))))),
            "no question moon stands",
        ),
        (replace(GOOD, flags=(replace(GOOD.flags[0], flag="late"),)), "late is no flag"),
    ],
)
def test_what_does_not_fit_is_said(checklist, words):
    assert any(words in message for message in messages(checklist)), messages(checklist)


def test_a_finding_may_look_at_its_own_question_but_not_below():
    here = replace(FOUND, when=Condition(answered=(("damage", ("light",)),)))
    assert messages(with_choice("damage", "light", finding=here)) == []
    below = replace(FOUND, when=Condition(answered=(("works", ("works",)),)))
    assert messages(with_choice("damage", "light", finding=below)) == ["no question works stands above"]


def test_a_fault_knows_its_place():
    fault = next(iter(faults_of(with_choice("damage", "light", shots=("moon",)))))
    assert fault.place[0] == "questions"
    assert GOOD.questions[int(fault.place[1])].id == "damage"
    assert {question.dimension for question in GOOD.questions} == set(Dimension)
