"""Code 128: what is drawn is read again, and no shorter way exists."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labelling.code_128 import bars, code_words

ASCII = st.text(st.characters(max_codepoint=0x7F), min_size=1, max_size=24)


def seen(modules):
    row = np.pad(np.array(modules, bool), 12)
    grey = np.repeat(np.repeat(np.where(row, np.uint8(0), np.uint8(255))[None], 60, 0), 3, 1)
    (code,) = zxingcpp.read_barcodes(np.ascontiguousarray(grey))
    return code.bytes


@settings(max_examples=120, deadline=None)
@given(ASCII)
def test_every_text_of_ascii_is_read_as_it_is(text):
    assert seen(bars(text)) == text.encode()


@given(ASCII)
def test_the_width_is_that_of_its_words(text):
    assert len(bars(text)) == 11 * len(code_words(text)) + 13


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("X001ABC2D3", 10),  # an FNSKU: no run of digits is worth a change
        ("123456", 3),
        ("12345", 4),  # a pair less, a change and a digit
        ("AB123456", 2 + 1 + 3),
        ("a\tb", 4),  # one character of the other set is shifted
        ("a\t\n\rb", 1 + 1 + 3 + 2),
    ],
)
def test_the_fewest_words_are_taken(text, words):
    assert len(code_words(text)) == words + 2  # start and check


@given(ASCII)
def test_nothing_is_longer_than_without_sets_of_pairs(text):
    # In one set alone, with a shift before each character of the other.
    plain = min(
        sum(1 if ord(each) >= 32 else 2 for each in text),
        sum(1 if ord(each) < 96 else 2 for each in text),
    )
    assert len(code_words(text)) <= plain + 2


@pytest.mark.parametrize("text", ["", "é", "漢"])
def test_what_it_cannot_hold_is_refused(text):
    with pytest.raises(ValueError, match="ASCII"):
        bars(text)
