"""Marks and frames, dot by dot."""

import numpy as np
import pytest

from app.labelling import shapes


@pytest.mark.parametrize("side", [60, 112, 165])
def test_each_grade_has_a_shape_of_its_own(side):
    drawn = {letter: shapes.grade(letter, side, side) for letter in shapes.GRADES}
    outlines = {tuple(dots.argmax(1)) for dots in drawn.values()}  # where each row begins
    assert len(outlines) == len(drawn)
    for dots in drawn.values():
        assert dots.shape == (side, side)
        assert 0.25 < dots.mean() < 0.9
        assert not dots[side // 3 : -side // 8, side // 3 : -side // 3].all()  # the letter is there, in white


def test_a_letter_that_is_no_grade_is_refused():
    with pytest.raises(ValueError, match="grade"):
        shapes.grade("D", 50, 50)


def test_a_mark_is_as_large_as_the_shorter_side():
    assert shapes.grade("A", 90, 40).shape == (40, 40)


def test_the_hazard_sign_stands_on_its_broad_side():
    dots = shapes.hazard(100, 100)
    widths = dots.any(0).sum(), dots[5].sum(), dots[-5].sum()
    assert widths[1] < widths[2] <= widths[0]


@pytest.mark.parametrize("thick", [1, 4])
def test_a_frame_has_its_stroke_and_nothing_within(thick):
    dots = shapes.frame(60, 40, thick, 0)
    assert dots[:thick].all()
    assert dots[:, -thick:].all()
    assert not dots[thick:-thick, thick:-thick].any()


def test_a_frame_without_stroke_is_filled():
    assert shapes.frame(30, 3, 0, 0).all()


def test_rounded_corners_are_white():
    dots = shapes.frame(60, 40, 4, 12)
    assert not dots[0, 0]
    assert dots[0, 30]


def test_a_picture_keeps_its_black_at_another_size():
    dots = np.zeros((40, 80), bool)
    dots[:, :40] = True
    small = shapes.resized(dots, 20, 10)
    assert small.shape == (10, 20)
    assert small[:, :10].all()
    assert not small[:, 10:].any()
