"""PINs, locks and roles."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import MAY_INSPECT, MAY_REVIEW, PIN_MIN_DIGITS, Role, lock_after, pin_fault


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 900), (10, 900), (10**9, 900)]
)
def test_a_lock_begins_at_the_fifth_wrong_pin_and_doubles_to_a_quarter_of_an_hour(failures, seconds):
    assert lock_after(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 200))
def test_one_more_wrong_pin_never_shortens_the_lock(failures):
    assert lock_after(failures) <= lock_after(failures + 1) <= timedelta(minutes=15)


@pytest.mark.parametrize("pin", ["123456", "000001", "1" * 31 + "2"])
def test_a_sound_pin(pin):
    assert pin_fault(pin) is None


@pytest.mark.parametrize(
    "pin", ["", "12345", "12345a", "12 456", "１２３４５６", "٣٣٤٥٦٧", "1" * 33, "111111", "-12345"]
)
def test_a_pin_that_will_not_do_is_told_why(pin):
    assert pin_fault(pin)


@given(st.text(max_size=40))
def test_only_enough_digits_pass(pin):
    if pin_fault(pin) is None:
        assert pin.isascii()
        assert pin.isdigit()
        assert len(pin) >= PIN_MIN_DIGITS


def test_the_fault_never_repeats_the_pin():
    assert "4711x" not in (pin_fault("4711x") or "")


def test_who_may_review_may_inspect_and_client_service_may_neither():
    assert MAY_REVIEW < MAY_INSPECT
    assert Role.CLIENT_SERVICE not in MAY_INSPECT | MAY_REVIEW
    assert Role.INSPECTOR not in MAY_REVIEW
