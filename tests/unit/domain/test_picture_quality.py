"""What the chips beside the live picture say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.picture_quality import SHARP_FROM, Advice, Fault, Focus, Light, Measured, advice, fault_of

LIGHT = st.floats(0, 255)


@pytest.mark.parametrize(
    ("sharpness", "light", "clipped", "said"),
    [
        (SHARP_FROM, 120, 0.0, Advice(Focus.SHARP, Light.GOOD)),
        (SHARP_FROM - 1, 120, 0.0, Advice(Focus.BLURRED, Light.GOOD)),
        (SHARP_FROM, 44, 0.0, Advice(Focus.SHARP, Light.DIM)),
        (SHARP_FROM, 9, 0.0, Advice(Focus.SHARP, Light.BLACK)),
        (SHARP_FROM, 216, 0.0, Advice(Focus.SHARP, Light.BRIGHT)),
        (SHARP_FROM, 120, 0.26, Advice(Focus.SHARP, Light.BRIGHT)),
    ],
)
def test_each_limit(sharpness, light, clipped, said):
    assert advice(Measured(sharpness, light, clipped)) == said


def test_what_was_sharp_stays_so_a_little_longer():
    sharp, blurred = (advice(Measured(at, 120, 0.0)) for at in (SHARP_FROM, 0.0))
    at_the_limit = Measured(SHARP_FROM * 0.9, 120, 0.0)
    assert advice(at_the_limit, sharp).focus is Focus.SHARP
    assert advice(at_the_limit, blurred).focus is Focus.BLURRED
    assert advice(Measured(SHARP_FROM * 0.7, 120, 0.0), sharp).focus is Focus.BLURRED


@given(st.floats(0, 10_000), LIGHT, st.floats(0, 1))
def test_in_the_dark_nothing_is_said_to_be_blurred(sharpness, light, clipped):
    said = advice(Measured(sharpness, light, clipped))
    assert said.light not in {Light.DIM, Light.BLACK} or said.focus is Focus.SHARP


@given(st.floats(0, 10_000), LIGHT, st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_what_the_live_picture_calls_good_is_never_refused(sharpness, light, clipped, filled, was_sharp):
    measured = Measured(sharpness, light, clipped, filled)
    before = Advice(Focus.SHARP, Light.GOOD) if was_sharp else None
    if advice(measured, before) == Advice(Focus.SHARP, Light.GOOD):
        assert fault_of(measured) is None


@pytest.mark.parametrize(
    ("measured", "fault"),
    [
        (Measured(SHARP_FROM, 24, 0.0), Fault.DARK),
        (Measured(SHARP_FROM, 26, 0.0), None),
        (Measured(SHARP_FROM, 241, 0.0), Fault.GLARING),
        (Measured(SHARP_FROM, 200, 0.76), Fault.GLARING),
        (Measured(SHARP_FROM, 230, 0.5), None),
        (Measured(SHARP_FROM, 120, 0.0, 0.03), Fault.EMPTY),
        (Measured(SHARP_FROM * 0.74, 120, 0.0), Fault.BLURRED),
        (Measured(SHARP_FROM * 0.76, 120, 0.0), None),
        (Measured(20, 120, 0.0, crisp=0.17), None),
        (Measured(20, 120, 0.0, crisp=0.15), Fault.BLURRED),
    ],
)
def test_each_limit_of_the_gate(measured, fault):
    assert fault_of(measured) is fault
