"""Owns the proof that the shipped checklists end, assume nothing, and can be walked to every choice."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import (
    LONGEST_NOTE,
    Answer,
    Condition,
    Dimension,
    Severity,
    Subject,
    accessory_ids,
    answers_after,
    choose,
    findings,
    next_question,
    owed_shots,
    refusal_of,
    stopped,
)
from app.domain.subject import FLAGS, TRAITS
from tests import made_once

CHECKLISTS = made_once.library(Path(__file__).parents[3] / "resources").checklists
CATEGORIES = ("", "shoes", "apparel", "phone", "power bank", "blender", "hard goods", "food", "kit", "电器", "celular")
every_checklist = pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)

subjects = st.builds(
    Subject,
    category=st.sampled_from(CATEGORIES),
    flags=st.frozensets(st.sampled_from([*FLAGS, "something_new"]), max_size=2),
    accessories=st.lists(st.sampled_from(["lid", "USB cable", "说明书", "lid", "main part", ""]), max_size=4).map(
        tuple
    ),
    **dict.fromkeys(TRAITS, st.booleans()),
)


def walked(checklist, subject, pick):
    """The answers to every question asked, each chosen by `pick`."""
    answers: tuple[Answer, ...] = ()
    for _ in range(100):
        question = next_question(checklist, subject, answers)
        if question is None:
            return answers
        chosen = tuple(pick(question))
        assert refusal_of(question, chosen, "") is None
        answers = answers_after(checklist, subject, answers, Answer(question.id, chosen))
    pytest.fail(f"{checklist.id} does not end")


def first(question):
    return [question.choices[0].id]


def by(**chosen):
    return lambda question: chosen.get(question.id, first(question))


def asked(answers):
    return [answer.question for answer in answers if answer.settled_by is None]


# By name: a whole checklist is too long to be printed with a failing case.
names = st.sampled_from([checklist.id for checklist in CHECKLISTS])
# One number for each question that may come: read as a place for one choice, as bits for several.
numbers = st.lists(st.integers(0, 255), min_size=20, max_size=20)


@given(names, subjects, numbers)
def test_any_answers_end_and_no_question_comes_twice(name, subject, drawn):
    checklist = choose(CHECKLISTS, name)
    numbered = iter(drawn)

    def pick(question):
        number, ids = next(numbered), [choice.id for choice in question.choices]
        if question.multiple:
            return [identifier for bit, identifier in enumerate(ids) if number >> bit & 1]
        return [ids[number % len(ids)]]

    answers = walked(checklist, subject, pick)
    assert len({answer.question for answer in answers}) == len(answers) <= len(checklist.questions)
    declared = {shot.id for shot in checklist.shots}
    assert set(owed_shots(checklist, subject, answers)) <= declared
    known = {choice for answer in answers for choice in answer.choices}
    assert all(set(finding.choices) <= known for finding in findings(checklist, subject, answers))


@given(names, subjects)
def test_a_sealed_box_takes_two_answers_if_and_only_if_nothing_is_flagged(name, subject):
    checklist = choose(CHECKLISTS, name)
    answers = walked(checklist, subject, first)
    if subject.flags:
        assert len(answers) == len(asked(answers)) > 5
    else:
        assert asked(answers) == ["sealed", "prohibited_goods"]
        assert {answer.settled_by for answer in answers[1:-1]} == {"sealed"}
        assert owed_shots(checklist, subject, answers) == ("front",)
        assert findings(checklist, subject, answers) == ()


@every_checklist
def test_demand_a5_the_four_first_checks_are_answered_for_every_unit(checklist):
    first_checks = {question.id for question in checklist.questions if question.first_check}
    assert first_checks == {"packaging_intact", "parts_complete", "signs_of_use", "prohibited_goods"}
    for seal in ("sealed", "opened"):
        answers = walked(checklist, Subject(), by(sealed=[seal]))
        assert first_checks <= {answer.question for answer in answers}


@every_checklist
@pytest.mark.parametrize("choice", ["dangerous", "prohibited", "expired", "recalled"])
@pytest.mark.parametrize("seal", ["sealed", "opened"])
def test_demand_a5_a_prohibited_or_dangerous_answer_stops_the_checklist(checklist, choice, seal):
    answers = walked(checklist, Subject(), by(sealed=[seal], prohibited_goods=[choice]))
    assert answers[-1].choices == (choice,)
    assert stopped(checklist, answers)
    assert findings(checklist, Subject(), answers)[-1].code == choice
    # Nobody is sent near dangerous goods with a camera; everything else leaves a picture.
    assert owed_shots(checklist, Subject(), answers) == (() if choice == "dangerous" else ("front",))


@every_checklist
@pytest.mark.parametrize("condition", ["swollen", "hot", "leaking"])
def test_demand_d12_a_bad_battery_stops_the_checklist(checklist, condition):
    subject = Subject(battery=True)
    answers = walked(checklist, subject, by(sealed=["opened"], battery_condition=[condition]))
    assert stopped(checklist, answers)
    assert findings(checklist, subject, answers)[-1].severity is Severity.DANGEROUS
    assert owed_shots(checklist, subject, answers) == ()


@every_checklist
def test_demand_b3_the_four_dimensions_keep_their_findings_apart(checklist):
    bad = by(
        sealed=["opened"],
        packaging_intact=["damaged"],
        parts_complete=["missing"],
        damage=["light"],
        works=["faulty"],
        powers_on=["faulty"],
        fastenings=["broken"],
    )
    answers = walked(checklist, Subject(), bad)
    found = findings(checklist, Subject(), answers)
    assert {finding.dimension for finding in found} == set(Dimension)
    by_question = {question.id: question.dimension for question in checklist.questions}
    assert all(finding.dimension is by_question[finding.question] for finding in found)


@every_checklist
def test_every_defect_owes_a_close_up(checklist):
    places = next(question for question in checklist.questions if question.id == "defects").choices
    for place in places:
        answers = walked(checklist, Subject(), by(sealed=["opened"], damage=["light"], defects=[place.id]))
        close_ups = [shot for shot in owed_shots(checklist, Subject(), answers) if shot.startswith("defect:")]
        assert close_ups == list(place.shots) != []


def reachable(checklist):
    """Every choice that some goods and answers lead to, by trying each branch once."""
    found = set()
    leads: list[Any] = [{}] + [{q.id: [c.id]} for q in checklist.questions for c in q.choices]
    for has_all, flagged, category in product([False, True], [False, True], ["", *checklist.categories[:1]]):
        traits: Any = dict.fromkeys(TRAITS, has_all)
        subject = Subject(category, flags=frozenset({"weight_off"} if flagged else ()), **traits)
        for lead in leads:
            base = {"sealed": ["opened"], "parts_complete": ["missing"], "damage": ["light"], "powers_on": ["faulty"]}
            for answers in (walked(checklist, subject, by(**lead)), walked(checklist, subject, by(**{**base, **lead}))):
                found |= {(answer.question, choice) for answer in answers for choice in answer.choices}
    return found


@every_checklist
def test_every_choice_can_be_reached(checklist):
    offered = {(question.id, choice.id) for question in checklist.questions for choice in question.choices}
    assert offered - reachable(checklist) == set()


@pytest.mark.parametrize("flag", FLAGS)
def test_demand_d11_a_flag_takes_the_word_of_the_seal_away(flag):
    for checklist in CHECKLISTS:
        answers = answers_after(checklist, Subject(flags=frozenset({flag})), (), Answer("sealed", ("sealed",)))
        assert answers == (Answer("sealed", ("sealed",)),)


def test_hygiene_goods_are_opened_when_the_box_is_or_when_a_flag_makes_us_open_it():
    default = choose(CHECKLISTS, "")
    for chosen, flags, expected in (
        ("sealed", frozenset(), []),
        ("opened", frozenset(), [Severity.HYGIENE]),
        ("sealed", frozenset({"no_code"}), [Severity.HYGIENE]),
    ):
        subject = Subject(hygiene=True, flags=flags)
        answers = walked(default, subject, by(sealed=[chosen]))
        assert [finding.severity for finding in findings(default, subject, answers)] == expected


def test_a_serial_that_does_not_match_is_a_matter_of_data_where_there_is_data():
    default = choose(CHECKLISTS, "")
    for holds_data, severity in ((True, Severity.DATA), (False, Severity.DOUBT)):
        subject = Subject(flags=frozenset({"serial_mismatch"}), data_bearing=holds_data)
        assert [f.severity for f in findings(default, subject, ())] == [severity]


@pytest.mark.parametrize(
    ("subject", "question"),
    [
        (Subject("phone"), "powers_on"),
        (Subject("mystery", battery=True), "powers_on"),
        (Subject("book"), "works"),
        (Subject(data_bearing=True), "account_lock_off"),
        (Subject(data_bearing=True), "wiped"),
        (Subject(data_bearing=True), "serial_matches"),
        (Subject(expiry_tracked=True), "expiry_date"),
    ],
)
def test_the_safe_default_asks_what_these_goods_need(subject, question):
    answers = walked(choose(CHECKLISTS, subject.category), subject, by(sealed=["opened"]))
    assert question in asked(answers)


def test_what_has_power_cannot_be_waved_through_as_nothing_to_test():
    for subject in (Subject("blender"), Subject(battery=True), Subject(data_bearing=True)):
        assert "works" not in asked(walked(choose(CHECKLISTS, subject.category), subject, by(sealed=["opened"])))


def test_the_sealed_box_is_asked_about_from_outside():
    default = choose(CHECKLISTS, "")
    for seal, words in (("sealed", "From outside"), ("opened", "Anything dangerous")):
        answers = answers_after(default, Subject(), (), Answer("sealed", (seal,)))
        question = next_question(default, Subject(), answers)
        assert question is not None
        assert question.id == "prohibited_goods"
        assert str(question.text).startswith(words)


def test_missing_parts_are_asked_by_the_names_of_the_products_accessories():
    default = choose(CHECKLISTS, "")
    subject = Subject(accessories=("USB cable", "说明书"))
    pick = by(sealed=["opened"], parts_complete=["missing"], missing_parts=["usb_cable", "accessory_2"])
    answers = walked(default, subject, pick)
    texts = [f.text.of_language("zh_CN") for f in findings(default, subject, answers) if f.code == "accessory_missing"]
    assert texts == ["缺少：USB cable", "缺少：说明书"]


def test_an_accessory_without_a_name_is_left_out():
    default = choose(CHECKLISTS, "")
    written = next(question for question in default.questions if question.id == "missing_parts")
    for accessories, offered in (((" ", ""), written.choices), (("", "lid"), ("lid", "main_part", "something_else"))):
        question = next_question(default, Subject(accessories=accessories), up_to_missing_parts(default))
        assert question is not None
        assert [choice.id for choice in question.choices] == [getattr(one, "id", one) for one in offered]


def up_to_missing_parts(checklist):
    ids = [question.id for question in checklist.questions if question.id != "missing_parts"]
    return tuple(Answer(name, ("missing",) if name == "parts_complete" else ("best",)) for name in ids)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_accessory_ids_are_plain_english_and_each_their_own(accessories):
    ids = [identifier for identifier, _ in accessory_ids(accessories)]
    assert len(set(ids)) == len(ids) == sum(bool(name.strip()) for name in accessories)
    assert all(identifier.isascii() and identifier[0].isalpha() and identifier.islower() for identifier in ids)
    assert not {"main_part", "something_else"} & set(ids)


QUESTION = CHECKLISTS[-1].questions[0]
SEVERAL = next(question for question in CHECKLISTS[-1].questions if question.multiple)


@pytest.mark.parametrize(
    ("question", "choices", "note", "words"),
    [
        (QUESTION, ["maybe"], "", "is no answer"),
        (QUESTION, [], "", "needs an answer"),
        (QUESTION, ["sealed", "opened"], "", "takes one answer"),
        (QUESTION, ["sealed", "sealed"], "", "stands twice"),
        (QUESTION, ["sealed"], "x" * (LONGEST_NOTE + 1), "2000 is the most"),
        (SEVERAL, ["main_part", "wings"], "", "is no answer"),
    ],
)
def test_an_unfitting_answer_is_refused_in_words(question, choices, note, words):
    refusal = refusal_of(question, choices, note)
    assert refusal is not None
    assert words in refusal


def test_a_fitting_answer_is_taken():
    assert refusal_of(QUESTION, ["sealed"], "x" * LONGEST_NOTE) is None
    assert refusal_of(SEVERAL, [], "") is None
    assert refusal_of(SEVERAL, ["main_part", "something_else"], "") is None


def test_a_new_answer_takes_the_place_of_the_old_one_and_of_what_that_settled():
    default = choose(CHECKLISTS, "")
    sealed = answers_after(default, Subject(), (), Answer("sealed", ("sealed",)))
    assert len(sealed) == 4
    assert answers_after(default, Subject(), sealed, Answer("sealed", ("opened",))) == (Answer("sealed", ("opened",)),)


def test_what_was_answered_by_hand_is_never_settled_over():
    default = choose(CHECKLISTS, "")
    by_hand = Answer("signs_of_use", ("heavy",))
    answers = answers_after(default, Subject(), (by_hand,), Answer("sealed", ("sealed",)))
    assert [answer for answer in answers if answer.question == "signs_of_use"] == [by_hand]


@pytest.mark.parametrize(
    ("category", "checklist"),
    [
        ("apparel", "apparel"),
        ("Rain-Jackets", "safe_default"),
        ("jackets", "apparel"),
        ("SHOES", "shoes"),
        (" Running-Shoes ", "shoes"),
        ("运动鞋", "shoes"),
        ("zapatos", "shoes"),
        ("phone", "phones_electronics"),
        ("headphones", "phones_electronics"),
        ("手机", "phones_electronics"),
        ("power bank", "battery_powered"),
        ("充电宝", "battery_powered"),
        ("blender", "small_appliances"),
        ("licuadora", "small_appliances"),
        ("化妆品", "cosmetics_sealed"),
        ("Food Supplements", "cosmetics_sealed"),
        ("gift set", "kits"),
        ("hard goods", "hard_goods"),
        ("HARD_GOODS", "hard_goods"),
        ("", "safe_default"),
        ("shoe polish", "safe_default"),
    ],
)
def test_a_category_finds_its_checklist_and_everything_else_the_safe_default(category, checklist):
    assert choose(CHECKLISTS, category).id == checklist
    assert choose(tuple(reversed(CHECKLISTS)), category).id == checklist


def test_a_question_without_its_checklists_answer_is_passed_over():
    # A draft of an older version may hold an answer that this version no longer asks.
    default = choose(CHECKLISTS, "")
    gone = (Answer("no_longer_asked", ("yes",)),)
    assert next_question(default, Subject(), gone) == default.questions[0]
    assert findings(default, Subject(), gone) == ()
    assert not stopped(default, gone)


def test_answered_with_nothing_is_a_condition_of_its_own():
    default = choose(CHECKLISTS, "")
    overall = replace(default.shots[0], id="defect:overall")
    when = Condition(answered=(("missing_parts", ()),))
    checklist = replace(default, shots=(replace(overall, when=when),))
    for chosen, owed in (((), ("defect:overall",)), (("main_part",), ())):
        assert owed_shots(checklist, Subject(), (Answer("missing_parts", chosen),)) == owed
    assert owed_shots(checklist, Subject(), ()) == ()
