"""How well colours read on one another."""

import pytest

from app.ui.theme.contrast import TEXT, contrast, mixed, most_readable


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


def test_the_order_does_not_matter():
    assert contrast("#2457D6", "#FFFFFF") == contrast("#FFFFFF", "#2457D6")


def test_a_known_grey_is_just_enough():
    assert contrast("#767676", "#FFFFFF") >= TEXT > contrast("#777777", "#FFFFFF")


def test_mixing_ends_at_either_colour():
    assert mixed("#102030", "#F0E0D0", 0) == "#102030"
    assert mixed("#102030", "#F0E0D0", 1) == "#F0E0D0"
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"


def test_the_most_readable_ink():
    assert most_readable("#0072B2", "#FFFFFF", "#0F151C") == "#FFFFFF"
    assert most_readable("#EDB035", "#FFFFFF", "#0F151C") == "#0F151C"
