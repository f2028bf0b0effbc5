"""The demo's script: its lines, what the day remembers, and what `inspect` and `finish` do next."""

from typing import Any

import pytest

from app.demo.script import Line, Memory, lines_of, next_act
from app.errors import UsageError

MEMORY = Memory({"LN-07": "482913", "MO-01": "605518"})


def answer(step: str = "checklist", unit: str = "R-000001", **expects: Any) -> dict[str, Any]:
    return {"ok": True, "step": step, "unit": unit, "expects": expects, "facts": []}


def test_what_stands_beside_an_action_is_taken_off_it():
    (line,) = lines_of([b'{"do": "scan", "code": "x", "title": "A parcel", "called": "it"}', b"  "])
    assert line == Line(1, {"do": "scan", "code": "x"}, title="A parcel", called="it")


@pytest.mark.parametrize("text", [b"no json", b"[1, 2]", b"3"])
def test_a_line_that_is_none_is_named(text):
    with pytest.raises(UsageError, match="Line 2"):
        lines_of([b'{"do": "accept"}', text])


def test_words_that_only_the_day_knows():
    memory = Memory(MEMORY.pins)
    labelled = {**answer("verify_label", code="R-000001-1H"), "facts": [{"kind": "label", "code": "R-000001-1H"}]}
    memory.learn(Line(1, {}, called="shoe"), labelled)
    assert memory.filled({"do": "scan", "code": "$LABEL"})["code"] == "R-000001-1H"
    assert memory.filled({"do": "scan", "code": "$TAG:shoe"})["code"] == "R-000001-1H"
    assert memory.filled({"unit": "$UNIT:shoe", "file": "$LAST"}) == {"unit": "R-000001", "file": "R-000001"}
    assert memory.filled({"badge": "LN-07", "pin": "$PIN"})["pin"] == "482913"
    assert memory.filled({"witness_badge": "MO-01", "witness_pin": "$PIN"})["witness_pin"] == "605518"
    assert memory.filled({"code": "a $LABEL", "n": 1}) == {"code": "a $LABEL", "n": 1}
    with pytest.raises(UsageError, match="NOBODY"):
        memory.filled({"code": "$NOBODY"})


def test_a_question_is_answered_as_wished_else_by_its_first_choice():
    line = Line(1, {"do": "inspect"}, wants={"damage": "light"}, notes={"damage": "a mark"})
    asked = {"question": "damage", "choices": ["none", "light"]}
    assert next_act(line, answer(answer=asked), MEMORY) == {
        "do": "answer",
        "question": "damage",
        "choice": "light",
        "note": "a mark",
    }
    other = {"question": "sealed", "choices": ["sealed", "opened"]}
    assert next_act(line, answer(answer=other), MEMORY) == {"do": "answer", "question": "sealed", "choice": "sealed"}


def test_where_several_may_hold_only_what_is_wished_and_offered_is_given():
    line = Line(1, {"do": "inspect"}, wants={"defects": ["edge", "gone"]})
    several = {"question": "defects", "choices": ["screen", "edge"], "multiple": True}
    assert (next_act(line, answer(answer=several), MEMORY) or {})["choice"] == ["edge"]
    assert (next_act(Line(1, {"do": "inspect"}), answer(answer=several), MEMORY) or {})["choice"] == []


def test_a_choice_that_is_gone_gives_way_to_the_first():
    line = Line(1, {"do": "inspect"}, wants={"damage": "gone"})
    asked = {"question": "damage", "choices": ["none", "light"]}
    assert (next_act(line, answer(answer=asked), MEMORY) or {})["choice"] == "none"


def test_inspect_ends_at_the_grade_and_finish_at_the_label():
    memory = Memory({}, label="R-000001-1H")
    owed = answer("photos", photo={"shots": ["front", "back"]})
    graded, printed = answer("grade", accept="grade"), answer("verify_label", scan=["label"], code="R-000001-1H")
    for verb in ("inspect", "finish"):
        assert next_act(Line(1, {"do": verb}), owed, memory) == {"do": "photo", "shot": "front"}
    assert next_act(Line(1, {"do": "inspect"}), graded, memory) is None
    assert next_act(Line(1, {"do": "finish"}), graded, memory) == {"do": "accept"}
    assert next_act(Line(1, {"do": "finish"}), printed, memory) == {"do": "scan", "code": "R-000001-1H"}
    assert next_act(Line(1, {"do": "finish"}), answer("idle", "", scan=["parcel"]), memory) is None
