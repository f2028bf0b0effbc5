"""Outlines as text, flattened."""

import numpy as np
import pytest

from app.devices.drawing.paths import mirrored, outlines


def test_each_line_begins_with_a_move_or_is_a_form_of_its_own():
    assert len(outlines("M 0 0 L 10 0 L 10 10 Z M 5 5 L 6 6 E 50 50 10 20 R 0 0 40 20 5")) == 4


def test_a_rectangle_and_an_ellipse_reach_their_sides():
    (rectangle,) = outlines("R 10 20 300 100 30")
    assert rectangle.min(axis=0).tolist() == [10, 20]
    assert rectangle.max(axis=0).tolist() == [310, 120]
    (ellipse,) = outlines("E 500 400 30 60")
    assert np.allclose(ellipse.max(axis=0), [530, 460])


def test_curves_end_where_they_should_and_bend():
    (curve,) = outlines("M 0 0 C 0 100 100 100 100 0")
    assert curve[-1].tolist() == [100, 0]
    assert curve[:, 1].max() == pytest.approx(75, abs=1)
    (bow,) = outlines("M 0 0 Q 50 100 100 0")
    assert bow[-1].tolist() == [100, 0]
    assert bow[:, 1].max() == pytest.approx(50, abs=1)


def test_more_numbers_repeat_the_command():
    assert outlines("M 0 0 L 1 1 2 2 3 3")[0].tolist() == [[0, 0], [1, 1], [2, 2], [3, 3]]


def test_the_other_side_of_the_middle():
    assert mirrored(outlines("M 400 10 L 500 20")[0]).tolist() == [[600, 10], [500, 20]]


@pytest.mark.parametrize("path", ["L 1 2", "M 1", "M 0 0 C 1 2 3 4", "M 0 0 Z 4", "M 0 0 L", "M 0 0 H 5"])
def test_anything_else_is_refused(path):
    with pytest.raises(ValueError, match=r"M|could not convert"):
        outlines(path)
