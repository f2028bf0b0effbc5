"""The order in which a line of both directions is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labelling.direction import in_order_of_sight, levels, runs_right_to_left


def sight(text):
    """The letters from left to right, as they stand on the label."""
    pieces = list(zip(levels(text, right_to_left=runs_right_to_left(text)), text, strict=True))
    return "".join(letter for _, letter in in_order_of_sight(pieces))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc 12.5%", "abc 12.5%"),
        ("אבג", "גבא"),
        ("אבג 12.5", "12.5 גבא"),
        ("אבג JBL", "JBL גבא"),
        ("JBL אבג דהו 50%", "JBL 50% והד גבא"),
        ("אבג (JBL) 50", "50 )JBL( גבא"),  # brackets are mirrored when they are drawn
        ("abc (אבג) def", "abc (גבא) def"),
        ("سلك 12,5 م", "م 12,5 كلس"),
        ("x-y אב", "x-y בא"),
    ],
)
def test_the_order_of_the_unicode_algorithm(text, expected):
    assert sight(text) == expected


@pytest.mark.parametrize(
    ("text", "right"), [("abc א", False), ("12 א b", True), ("ب", True), ("123", False), ("", False)]
)
def test_the_first_letter_decides_where_a_line_begins(text, right):
    assert runs_right_to_left(text) is right


@given(st.text(st.sampled_from("abאבب١ 1.,%()[]-"), max_size=20), st.booleans())
def test_no_letter_is_lost_or_doubled(text, right):
    pieces = list(zip(levels(text, right_to_left=right), range(len(text)), strict=True))
    assert sorted(place for _, place in in_order_of_sight(pieces)) == list(range(len(text)))


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["C"]), max_size=30))
def test_latin_alone_stays_as_it_is(text):
    assert levels(text, right_to_left=False) == [0] * len(text)
