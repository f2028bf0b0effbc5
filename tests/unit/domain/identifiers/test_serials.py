"""Two readings of one serial number meet, two numbers do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import serial_key


@pytest.mark.parametrize("written", ["sn-1", " SN-1 ", "ＳＮ-1", "SN\u20101", "S N\u22121"])
def test_however_it_is_written_it_is_one_number(written):
    assert serial_key(written) == "SN-1"


def test_other_numbers_stay_others():
    assert len({serial_key(one) for one in ("SN-1", "SN1", "SN-10", "5N-1")}) == 4


@given(st.text(max_size=60))
def test_the_normal_form_is_its_own(text):
    assert serial_key(serial_key(text)) == serial_key(text)
