"""Two reads stand on the same bars or beside each other."""

import pytest

from app.domain.symbols import Code, Symbology


def at(left: int, top: int, width: int = 100, height: int = 40) -> Code:
    right, bottom = left + width, top + height
    return Code(Symbology.EAN_13, "x", ((left, top), (right, top), (right, bottom), (left, bottom)))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (at(0, 0), True),
        (at(30, 10), True),
        (at(20, 5, 40, 10), True),
        (at(0, 20, 100, 0), True),  # a single scan line
        (at(0, 80), False),
        (at(130, 0), False),
        (at(90, 0), False),
    ],
)
def test_the_same_bars(other, same):
    assert at(0, 0).shares_place_with(other) is same
    assert other.shares_place_with(at(0, 0)) is same


def test_a_point_has_a_place_of_its_own():
    assert at(5, 5, 0, 0).shares_place_with(at(5, 5, 0, 0))


def test_what_vouches_for_a_text():
    assert Symbology.QR_CODE.corrects_itself
    assert not Symbology.CODE_128.corrects_itself
    assert Symbology.CODE_128.has_check
    assert not Symbology.ITF.has_check
