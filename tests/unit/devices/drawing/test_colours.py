"""Colours by the names of a catalogue."""

from app.devices.drawing.colours import Colour


def test_a_name_and_its_digits_are_the_same_in_any_case():
    assert Colour.of(" Red ") == Colour.of("#C2342E") == Colour(194, 52, 46)
    assert Colour(1, 2, 3).bgr == (3, 2, 1)


def test_an_unknown_name_has_a_colour_of_its_own_that_stays():
    assert Colour.of("petrol") == Colour.of("Petrol")
    assert Colour.of("petrol") != Colour.of("taupe")


def test_lifted_towards_white_and_towards_black():
    grey = Colour(100, 100, 100)
    assert grey.lifted(1) == Colour(255, 255, 255)
    assert grey.lifted(-1) == Colour(0, 0, 0)
    assert grey.lifted(0) == grey
