"""D20: what may carry somebody's data is held unless it is unlocked, wiped and the very one that was sold."""

from pathlib import Path

import pytest

from app.domain.checklist import Severity
from tests.e2e.books import Article
from tests.e2e.floor import PHONE
from tests.e2e.house import House, house
from tests.e2e.shelf import LIBRARY, TABLET, checklist_of, stock_shelf

DATA = ("account_lock_off", "wiped", "serial_matches")
FAILING = [
    (question.id, choice.id)
    for question in checklist_of(PHONE).questions
    for choice in question.choices
    if choice.finding and choice.finding.severity is Severity.DATA
]


def inspected(at: House, article: Article, serial: str = "", **wants: str) -> str:
    """An opened unit up to its label; its LPN."""
    scene = at.parcel((article, 1), serial=serial)
    scene.open()
    lpn = scene.person.item(article, at.floor.serial())
    scene.person.until({"sealed": "opened", **wants}, "grade")
    assert scene.person.last["proposal"]["grade"] == ("C" if wants or serial else "A")
    for grade in "AB" if wants or serial else ():
        assert scene.person.refused("regrade", grade=grade, reason="it is quite new")
    scene.person.act("accept")
    scene.person.until({}, "verify_label")
    scene.person.label()
    return lpn


def is_held(at: House, article: Article, lpn: str) -> None:
    assert at.stock(article) == {"held": 1}
    assert at.sellable(article) == 0
    assert at.messages(lpn) == []
    unit = at.unit(lpn)
    assert unit["grade"] == "C"
    assert any("data" in reason.lower() for reason in unit["reasons"]), unit["reasons"]


def test_demand_d20_each_of_the_three_data_questions_can_fail_in_more_than_one_way() -> None:
    for checklist in LIBRARY.checklists:
        for question in (one for one in checklist.questions if one.id in DATA):
            failing = [choice for choice in question.choices if choice.finding]
            assert len(failing) >= 2, (checklist.id, question.id)
            assert {one.finding.severity for one in failing if one.finding} == {Severity.DATA}
            assert question.choices[0].finding is None
    assert {question for question, _ in FAILING} == set(DATA)


@pytest.mark.parametrize(("question", "choice"), FAILING, ids=[f"{q}-{c}" for q, c in FAILING])
def test_demand_d20_a_data_question_that_fails_holds_the_unit(tmp_path: Path, question: str, choice: str) -> None:
    with house(tmp_path) as at:
        lpn = inspected(at, PHONE, **{question: choice})
        is_held(at, PHONE, lpn)


@pytest.mark.parametrize("question", DATA)
def test_demand_d20_a_tablet_carries_data_though_the_catalogue_forgot_to_say_so(tmp_path: Path, question: str) -> None:
    with house(tmp_path) as at:
        stock_shelf(at)
        lpn = inspected(at, TABLET, **{question: "cannot_tell"})
        is_held(at, TABLET, lpn)


def test_demand_d20_another_serial_number_than_was_sold_holds_the_unit(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn = inspected(at, PHONE, serial="SN-SOLD-0001")
        is_held(at, PHONE, lpn)


def test_demand_d20_a_phone_that_is_clear_is_sold(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn = inspected(at, PHONE)
        assert at.stock(PHONE) == {"sellable_a": 1}
        answered = {row["question"]: row["choice"] for row in at.unit(lpn)["answers"]}
        assert [answered[question] for question in DATA] == ["unlocked", "wiped", "matches"]
        assert "screen_on" in {photo["shot"] for photo in at.unit(lpn)["photos"]}
