"""Boxes that cover a label and leave its number in sight."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.redaction import (
    Box,
    around_codes,
    boxes_fault,
    is_of_parcel,
    must_be_decided,
    stays_in_sight,
    within,
    without,
)
from app.domain.symbols import Code, Symbology

CORNERS = ((10, 20), (110, 20), (110, 60), (10, 60))
boxes = st.builds(Box, st.integers(0, 30), st.integers(0, 30), st.integers(1, 20), st.integers(1, 20))


def code(text, symbology=Symbology.CODE_128):
    return Code(symbology, text, CORNERS)


def pixels(box):
    return {(x, y) for x in range(box.left, box.right) for y in range(box.top, box.bottom)}


@given(boxes, st.lists(boxes, max_size=3))
def test_all_of_an_area_is_covered_but_what_is_kept_and_nothing_twice(area, kept):
    parts = [pixels(part) for part in without(area, kept)]
    covered = set().union(*parts)
    assert covered == pixels(area) - set().union(*(pixels(one) for one in kept))
    assert sum(len(part) for part in parts) == len(covered)


def test_bars_that_name_nobody_stay_in_sight_and_a_square_that_may_hold_an_address_does_not():
    ups = "1Z999AA10123456784"
    assert stays_in_sight(code(ups))
    assert not stays_in_sight(code(ups, Symbology.DATA_MATRIX))
    assert not stays_in_sight(code("JOHN DOE 41 HARBOR WAY"))
    assert is_of_parcel(code(ups))
    assert is_of_parcel(code("Jane Roe, Newark", Symbology.QR_CODE))
    assert not is_of_parcel(code("R-000001", Symbology.DATA_MATRIX))
    assert not is_of_parcel(code("4006381333931", Symbology.EAN_13))


def test_what_shows_a_label_must_be_decided():
    assert must_be_decided("claim_waybill", of_parcel=False)
    assert must_be_decided("damage", of_parcel=True)
    assert not must_be_decided("defect:screen", of_parcel=False)


def test_a_box_must_lie_in_its_picture():
    assert boxes_fault([Box(0, 0, 10, 10)], 10, 10) is None
    assert "outside" in str(boxes_fault([Box(1, 0, 10, 10)], 10, 10))
    assert "width" in str(boxes_fault([Box(0, 0, 0, 10)], 10, 10))
    assert "at most" in str(boxes_fault([Box(0, 0, 1, 1)] * 201, 10, 10))


def test_a_symbol_has_its_box_and_what_sticks_out_is_cut():
    assert around_codes([code("x")]) == Box(10, 20, 101, 41)
    assert around_codes([]) is None
    assert within(Box(-5, 5, 20, 20), 10, 10) == Box(0, 5, 10, 5)
    assert within(Box(20, 20, 5, 5), 10, 10) is None
