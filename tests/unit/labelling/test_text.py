"""Text that fits: shrunk, then wrapped, then refused; never cut, never outside its place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.labelling import text as module
from app.labelling.text import Fitted, Undrawable, runs

may_fit = module.fit

SIZES = range(30, 15, -1)
LETTERS = st.text(st.sampled_from("abcWiMgÉ鞋子，的ق 1-/"), min_size=1, max_size=60).filter(str.strip)


def fit(*arguments, **options) -> Fitted:
    found = may_fit(*arguments, **options)
    assert found is not None
    return found


@settings(max_examples=60, deadline=None)
@given(LETTERS, st.integers(40, 400), st.integers(18, 120), st.integers(1, 4))
def test_what_fits_is_whole_and_within_its_place(text, width, height, lines):
    found = may_fit(text, width, height, SIZES, lines=lines)
    if found is None:
        return
    assert len(found.lines) <= lines
    assert "".join("".join(found.lines).split()) == "".join(text.split())
    assert found.size in SIZES
    assert found.height <= height
    dots = found.draw(width, "left")
    assert dots.shape == (found.height, width)
    assert dots.any()


def test_it_is_as_large_as_there_is_room():
    assert fit("Open box", 1000, 60, SIZES).size == 30


def test_it_shrinks_before_it_is_wrapped():
    wide = fit("Running shoe", 1000, 200, SIZES, lines=3)
    narrow = fit("Running shoe", int(np.flatnonzero(wide.draw(1000, "left").any(0))[-1] * 0.7), 200, SIZES, lines=3)
    assert narrow.lines == ("Running shoe",)
    assert narrow.size < wide.size


def test_it_is_wrapped_where_the_smallest_size_is_too_wide():
    found = fit("Running shoe for the hills", 100, 200, SIZES, lines=4)
    assert " ".join(found.lines) == "Running shoe for the hills"
    assert len(found.lines) > 1
    assert found.size > 16  # and then stands as large as there is room


def test_what_does_not_fit_is_none():
    assert may_fit("W" * 60, 100, 200, SIZES, lines=2) is None
    assert may_fit("W" * 60, 100, 200, SIZES) is None
    assert may_fit("Two lines that need more height", 150, 20, SIZES, lines=3) is None
    assert may_fit("one\ntwo\nthree", 500, 500, SIZES, lines=2) is None


def test_a_word_is_broken_only_where_there_is_no_other_way():
    assert fit("A shoe for hills", 60, 200, SIZES, lines=4).lines == ("A", "shoe", "for", "hills")
    found = fit("Donaudampfschifffahrtsgesellschaft", 100, 200, SIZES, lines=4)
    assert len(found.lines) > 1
    assert "".join(found.lines) == "Donaudampfschifffahrtsgesellschaft"


def test_a_line_break_breaks_and_empty_lines_go():
    assert fit("Street 1\n\nTown", 500, 200, SIZES, lines=4).lines == ("Street 1", "Town")


def test_chinese_breaks_between_letters_but_not_before_a_comma():
    found = fit("无线电钻，带两块锂电池，专业级冲击钻", 100, 200, range(18, 15, -1), lines=6)
    assert len(found.lines) > 1
    assert not any(line.startswith("，") for line in found.lines)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_it_stands_where_it_is_aligned(align):
    dots = fit("abc", 200, 40, SIZES).draw(200, align)
    columns = np.flatnonzero(dots.any(0))
    left, right = columns[0], 199 - columns[-1]
    assert {"left": left == 0, "center": abs(left - right) <= 1, "right": right == 0}[align]


def test_hebrew_begins_at_the_right():
    dots = fit("אבג", 200, 40, SIZES).draw(200, "left")
    assert dots[:, -1].any()


def test_a_line_without_descenders_looks_centred():
    found = fit("ABC", 400, 60, range(30, 29, -1))
    top = found.from_top(60, "middle")
    rows = np.flatnonzero(found.draw(400, "left").any(1)) + top
    assert abs(rows[0] - (59 - rows[-1])) <= 2
    assert found.from_top(60, "top") == 0
    assert found.from_top(60, "bottom") + found.height == 60


def test_each_piece_has_a_font_that_has_it():
    pieces = runs("Bohrer 18V 电钻", False)
    assert [piece.text for piece in pieces] == ["Bohrer 18V ", "电钻"]


def test_scripts_that_join_are_shaped_and_latin_is_not():
    assert [piece.shaped for piece in runs("abc", False)] == [False]
    assert all(piece.shaped for piece in runs("سماعات", False))
    assert all(piece.shaped for piece in runs("हेडफ़ोन", False))


def test_marks_of_direction_have_no_shape():
    assert "".join(piece.text for piece in runs("\u200eabc\u200f", False)) == "abc"


def test_a_character_without_a_glyph_is_named():
    with pytest.raises(Undrawable) as raised:
        fit("abc \ue000", 400, 60, SIZES)
    assert raised.value.character == "\ue000"


def test_without_shaping_joined_scripts_are_refused(monkeypatch):
    monkeypatch.setattr(module, "can_shape", lambda: False)
    runs.cache_clear()
    try:
        assert runs("plain 电钻", False)
        with pytest.raises(Undrawable):
            runs("سماعات", False)
    finally:
        runs.cache_clear()
