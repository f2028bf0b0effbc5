"""What a label's fields may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UsageError
from app.labelling.fields import as_read, filled, named
from app.labelling.template import Field, Template

AT = Field("at", "date", False, 40, "2026-11-21")
TEMPLATE = Template(
    "probe", "probe", 50, 30,
    (
        Field("code", "code", True, 20, "R-000312-1H"),
        Field("title", "text", False, 30, "Shoe"),
        Field("grade", "text", False, 1, "A", choices=("A", "B")),
        Field("weight_g", "number", False, 12, "12.5"),
        AT,
        Field("proof", "code", False, 20, "ab"),
        Field("both", "code", False, 50, "", made_of=("code", "proof"), joined_by=" "),
    ),
    (),
)  # fmt: skip


def refusal(**data):
    with pytest.raises(UsageError) as raised:
        filled(TEMPLATE, {"code": "R-1", **data})
    return raised.value.message


def test_every_field_comes_back_and_the_computed_ones_are_made():
    values = filled(TEMPLATE, {"code": "R-1", "proof": "ab"})
    assert values == {
        "code": "R-1",
        "title": "",
        "grade": "",
        "weight_g": "",
        "at": "",
        "proof": "ab",
        "both": "R-1 ab",
    }
    assert filled(TEMPLATE, {"code": "R-1"})["both"] == "R-1"


def test_a_computed_field_may_be_given_where_it_is_equal():
    assert filled(TEMPLATE, {"code": "R-1", "both": "R-1"})["both"] == "R-1"
    assert "field both" in refusal(both="R-2")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "red"), ("code", ""), ("code", "x" * 21), ("code", "Größe"), ("code", "a\x1db"), ("code", "a\nb"),
        ("title", "a\x00b"), ("title", "a\u202eb"), ("title", "a\u2066b"), ("title", "\ud800"),
        ("title", "a\x1db"), ("title", "a\x85b"),
        ("title", "a\x0bb"), ("title", "\ue000"),
        ("title", "x" * 31), ("grade", "D"), ("weight_g", "1e5"), ("weight_g", "١٢"), ("weight_g", "NaN"),
        ("at", "yesterday"), ("at", "2026-13-01"), ("at", "2026-11-21T14:05:00"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_by_its_name(field, value):
    assert f"field {field}" in refusal(**{field: value})


def test_an_unknown_field_is_told_so_that_it_can_be_seen():
    assert "\x1b" not in refusal(**{"a\x1b[31m": "x"})


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20))
def test_a_code_is_taken_exactly_as_it_is(code):
    assert filled(TEMPLATE, {"code": code})["code"] == code


def test_blanks_in_a_text_become_single_and_shapeless_marks_go():
    value = filled(TEMPLATE, {"code": "x", "title": " a\u00a0 b\r\n\tc\u200bd\u00ade\ufeff "})["title"]
    assert value == "a b cde"


def test_marks_that_nobody_sees_are_no_text():
    assert filled(TEMPLATE, {"code": "x", "title": "\u200e \u200f"})["title"] == ""


def test_accents_are_joined_to_their_letters():
    assert filled(TEMPLATE, {"code": "x", "title": "Cafe\u0301"})["title"] == "Café"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T14:05:33+01:00", "2026-11-21 14:05 UTC+01:00"),
        ("2026-11-21T14:05:00Z", "2026-11-21 14:05 UTC"),
        ("2026-11-21 14:05-03:30", "2026-11-21 14:05 UTC-03:30"),
        ("", ""),
    ],
)
def test_times_are_read_to_the_minute_with_their_zone(written, read):
    values = filled(TEMPLATE, {"code": "x", "at": written})
    assert as_read(AT, values["at"]) == read


def test_a_character_is_named_also_where_it_cannot_be_seen():
    assert named("é") == "“é” (U+00E9)"
    assert named("\x1d") == "U+001D"
    assert named(" ") == "U+0020"
