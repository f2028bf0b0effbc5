"""What the photo gate says of a picture, and in which order."""

import pytest

from app.domain.claims import CodeOf
from app.domain.photo_gate import Look, Stranger, judged
from app.domain.picture_quality import Measured

GOOD = Measured(sharpness=400, light=110, clipped=0.0, filled=0.4)
DARK = Measured(sharpness=2, light=12, clipped=0.0, filled=0.0)
GLARING = Measured(sharpness=2, light=250, clipped=0.9, filled=0.0)
EMPTY = Measured(sharpness=13, light=63, clipped=0.0, filled=0.0)
BLURRED = Measured(sharpness=40, light=110, clipped=0.0, filled=0.2)


def look(measured: Measured, *codes: str) -> Look:
    return Look("0" * 64, measured, codes)


@pytest.mark.parametrize(
    ("measured", "why"),
    [(GOOD, None), (DARK, "dark"), (GLARING, "glaring"), (EMPTY, "empty"), (BLURRED, "blurred")],
)
def test_what_shows_nothing_is_below_it_and_says_what_to_do(measured, why):
    below = judged(look(measured), (), lacks=None)
    assert (below.why if below else None) == why
    assert below is None or (below.message and "again" in below.hint)


def test_another_units_code_is_named_with_its_owner():
    below = judged(look(GOOD, "R-000002"), (Stranger("R-000002", "R-000002"),), lacks=None)
    assert below is not None
    assert (below.why, below.message.count("R-000002")) == ("other_code", 1)


def test_a_missing_code_says_what_was_read_instead():
    below = judged(look(GOOD, "4006381333931"), (), lacks=CodeOf.PIECE)
    assert below is not None
    assert (below.why, "4006381333931" in below.message) == ("no_code", True)


def test_where_the_parcels_own_is_asked_for_the_words_name_it():
    below = judged(look(GOOD, "4006381333931"), (), lacks=CodeOf.PARCEL)
    assert below is not None
    assert (below.why, "tracking number" in below.message, "label" in below.hint) == ("no_parcel_code", True, True)


def test_what_cannot_be_seen_is_said_before_whose_it_is():
    below = judged(look(BLURRED, "X"), (Stranger("X", "R-000002"),), lacks=CodeOf.PIECE)
    assert below is not None
    assert below.why == "blurred"


def test_a_code_of_any_length_makes_no_endless_words():
    below = judged(look(GOOD), (Stranger("9" * 5000, "8" * 5000),), lacks=None)
    assert below is not None
    assert len(below.message) < 300
