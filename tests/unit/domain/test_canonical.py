"""Equal content has equal text, and what has no exact form is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_what_is_read_back_is_the_same_and_has_the_same_text(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_in_which_it_was_put_together_leaves_no_trace(values):
    assert canonical(dict(reversed(list(values.items())))) == canonical(values)


def test_it_is_utf_8_sorted_and_without_spaces():
    assert canonical({"b": [1, "好"], "a": None}) == '{"a":null,"b":[1,"好"]}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x"])
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        canonical({"value": value})
