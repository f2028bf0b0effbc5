"""No cell that we write is a formula, and each comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.spreadsheets import FORMULA_BEGINS, as_given, as_text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_carry_out_is_made_text(cell):
    assert as_text(cell) == "'" + cell
    assert as_given(as_text(cell)) == cell


@pytest.mark.parametrize("cell", ["", "'", "'plain", "x=1", "12", "尺码"])
def test_anything_else_stays_as_it_is(cell):
    assert as_text(cell) == as_given(cell) == cell


@given(st.text())
def test_no_text_begins_like_a_formula(cell):
    assert as_text(cell)[:1] not in FORMULA_BEGINS
