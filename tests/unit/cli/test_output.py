"""JSON for programs, tables and words for people; text from outside does no harm."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest

from app.cli.output import ROWS_A_TABLE, Output, seen, shown, to_json


def printed(*, as_json: bool) -> tuple[Output, StringIO]:
    stream = StringIO()
    return Output(as_json=as_json, stream=stream), stream


def test_one_object_a_line():
    out, stream = printed(as_json=True)
    out.rows(({"n": n} for n in range(3)), ("n",), "nothing")
    out.one({"text": "é蓝\n"})
    out.words("for people")
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"n": 0},
        {"n": 1},
        {"n": 2},
        {"text": "é蓝\n"},
    ]


def test_money_is_a_decimal_string_and_times_have_their_offset():
    text = to_json({"net": Decimal("1E+1"), "at": datetime(2026, 11, 21, tzinfo=UTC)})
    assert json.loads(text) == {"net": "10", "at": "2026-11-21T00:00:00+00:00"}
    with pytest.raises(TypeError):
        to_json({"x": object()})


def test_nothing_is_said_in_words_only_to_people():
    for as_json, text in ((True, ""), (False, "There is none.\n")):
        out, stream = printed(as_json=as_json)
        out.rows([], ("n",), "There is none.")
        assert stream.getvalue() == text


def test_markup_and_escapes_from_outside_are_plain_text():
    out, stream = printed(as_json=False)
    out.rows([{"name": "[red]x[/red]\x1b[2J", "n": 1, "ok": True}], ("name", "n", "ok"), "")
    assert "[red]x[/red]�[2J" in stream.getvalue()
    assert "yes" in stream.getvalue()


def test_long_tables_come_in_pieces():
    out, stream = printed(as_json=False)
    out.rows(({"n": n} for n in range(ROWS_A_TABLE + 1)), ("n",), "")
    assert stream.getvalue().count(" n ") == 2


def test_an_object_is_a_line_a_field():
    out, stream = printed(as_json=False)
    out.one({"grade": "A", "work_orders": [{"kind": "refurbish", "proof": ""}], "nothing": None, "flags": []})
    assert stream.getvalue().splitlines() == ["grade: A", "work orders:", "  - kind refurbish", "nothing:", "flags:"]


def test_cells_as_people_read_them():
    assert shown({"a": 1, "b": None}) == "a 1"
    assert shown(("x", "y")) == "x, y"
    assert shown(datetime(2026, 11, 21, 8, 30, tzinfo=UTC)) == "2026-11-21 08:30:00"
    assert seen("a\u202eb\tc") == "a�b�c"
