"""The player: each line done with the hands, and what the bench should take or refuse held against what it does."""

from typing import Any

import pytest

from app.demo.catalogue import Catalogue
from app.demo.looking import Table
from app.demo.playing import Player
from app.demo.script import Line, Memory
from app.errors import UsageError


def said(step: str, *, error: str = "", unit: str = "R-000001", **expects: Any) -> dict[str, Any]:
    fault = {"code": error, "message": "No.", "hint": ""} if error else None
    return {"ok": not error, "step": step, "unit": unit, "expects": expects, "facts": [], "error": fault}


class Hands:
    """Gives the answers that it was told, in turn; the last one again and again."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.done: list[dict[str, Any]] = []

    def do(self, act, sight):
        self.done.append(dict(act))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def play(hands: Hands, *lines: Line) -> list:
    told: list = []
    Player(hands, Table(Catalogue((), {})), Memory({}), told.append).play(lines)
    return told


ASKED: Any = {"answer": {"question": "sealed", "choices": ["sealed", "opened"]}}


def test_an_inspection_is_gone_through_and_every_step_told_with_its_chapter():
    hands = Hands(said("checklist", **ASKED), said("photos", photo={"shots": ["front"]}), said("grade", accept="grade"))
    steps = play(hands, Line(1, {"do": "scan", "code": "x"}, title="One"), Line(2, {"do": "inspect"}))
    assert [act["do"] for act in hands.done] == ["scan", "answer", "photo"]
    assert [(step.seq, step.title, step.answer["step"]) for step in steps] == [
        (1, "One", "checklist"),
        (2, "One", "photos"),
        (3, "One", "grade"),
    ]


def test_finishing_ends_with_its_unit_and_does_not_begin_the_next():
    hands = Hands(
        said("verify_label", scan=["label"], code="R-000001-1H"),
        said("item", unit="", scan=["item"]),
    )
    play(hands, Line(1, {"do": "accept"}), Line(2, {"do": "finish"}))
    assert [act["do"] for act in hands.done] == ["accept", "scan"]


def test_a_refusal_that_is_expected_is_part_of_the_day():
    assert len(play(Hands(said("item", error="wrong_label")), Line(1, {"do": "state"}, refused="wrong_label"))) == 1


@pytest.mark.parametrize(
    ("error", "expected"), [("wrong_label", ""), ("", "wrong_label"), ("locked_out", "wrong_label")]
)
def test_any_other_ends_it_with_its_line(error, expected):
    with pytest.raises(UsageError, match="line 7 was refused"):
        play(Hands(said("item", error=error)), Line(7, {"do": "state"}, refused=expected))


def test_an_inspection_without_an_end_is_a_fault_of_the_script():
    with pytest.raises(UsageError, match="no end"):
        play(Hands(said("checklist", **ASKED)), Line(1, {"do": "state"}), Line(2, {"do": "inspect"}))
