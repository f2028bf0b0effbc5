"""What is drawn on a photo: within it, bounded, the same after it was kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.photo_marks import (
    LEAST,
    LONGEST_WORD,
    MOST_MARKS,
    WHOLE,
    Ink,
    Mark,
    Shape,
    head_of,
    marks_fault,
    marks_of,
    rows_of,
    shares_of,
)

PLACES = st.integers(0, WHOLE)
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=LONGEST_WORD)
MARKS = st.builds(Mark, st.sampled_from([Shape.ARROW, Shape.CIRCLE]), st.sampled_from(Ink), *[PLACES] * 4) | st.builds(
    Mark, st.just(Shape.WORD), st.sampled_from(Ink), *[PLACES] * 4, word=WORDS
)
ARROW = Mark(Shape.ARROW, Ink.RED, 1000, 2000, 5000, 2000)


@given(st.lists(MARKS, max_size=10))
def test_they_are_the_same_after_they_were_kept(marks):
    assert marks_of(rows_of(marks)) == tuple(marks)
    for row in shares_of(rows_of(marks)):
        assert all(0 <= float(place) <= 1 for place in row["at"])


@given(MARKS, st.integers(-2 * WHOLE, 2 * WHOLE), st.integers(-2 * WHOLE, 2 * WHOLE))
def test_wherever_it_is_moved_it_keeps_its_size_and_stays_in_the_picture(mark, across, down):
    moved = mark.moved(across, down)
    assert (moved.x2 - moved.x1, moved.y2 - moved.y1) == (mark.x2 - mark.x1, mark.y2 - mark.y1)
    for one in (moved, mark.drawn_to(across, down)):
        assert all(0 <= place <= WHOLE for place in (one.x1, one.y1, one.x2, one.y2))


@pytest.mark.parametrize(
    "marks",
    [
        [ARROW] * (MOST_MARKS + 1),
        [Mark(Shape.ARROW, Ink.RED, -1, 0, 500, 500)],
        [Mark(Shape.CIRCLE, Ink.RED, 0, 0, WHOLE + 1, 500)],
        [Mark(Shape.ARROW, Ink.RED, 0, 0, LEAST - 1, LEAST - 1)],
        [Mark(Shape.WORD, Ink.RED, 0, 0, 0, 0, "  ")],
        [Mark(Shape.WORD, Ink.RED, 0, 0, 0, 0, "two\nlines")],
        [Mark(Shape.WORD, Ink.RED, 0, 0, 0, 0, "x" * (LONGEST_WORD + 1))],
        [Mark(Shape.ARROW, Ink.RED, 0, 0, 500, 500, "word")],
    ],
)
def test_what_cannot_be_kept_says_why(marks):
    assert marks_fault(marks)


def test_an_arrow_has_its_point_where_it_was_drawn_to():
    assert marks_fault([ARROW]) is None
    tip, one, other = head_of(ARROW, 1000, 1000, 20)
    assert tip == (500, 200)
    assert one == (480, 210)
    assert other == (480, 190)
