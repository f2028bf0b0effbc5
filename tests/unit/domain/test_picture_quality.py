"""What the chips beside the live picture say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.picture_quality import SHARP_FROM, Advice, Focus, Light, Measured, advice

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


@given(st.floats(0, 10_000), LIGHT, st.floats(0, 1))
def test_in_the_dark_nothing_is_said_to_be_blurred(sharpness, light, clipped):
    said = advice(Measured(sharpness, light, clipped))
    assert said.light not in {Light.DIM, Light.BLACK} or said.focus is Focus.SHARP
