"""Badges, PINs and waiting, without a widget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import PIN_MIN_DIGITS, Role, pin_fault
from app.saying import say
from app.ui.signin.scene import badge_of, caps_lock_on, made_badge, pin_rules, role_hint, role_words, seconds_locked


@given(st.text("0123456789", max_size=32))
def test_the_rules_that_are_shown_are_those_that_hold(pin):
    assert all(rule.kept for rule in pin_rules(pin)) is (pin_fault(pin) is None)


def test_the_rules_say_the_number_that_holds():
    assert str(PIN_MIN_DIGITS) in pin_rules("")[0].words


@pytest.mark.parametrize(
    ("code", "badge"),
    [
        ("RGB:4711", "4711"),
        ("LN-07", "LN-07"),
        (" 4711 ", "4711"),
        ("RG:ACCEPT", None),
        ("1Z999AA10123456784", None),
        ("R-000312-7K", "R-000312-7K"),
        ("", None),
    ],
)
def test_which_badge_a_scan_names(code, badge):
    assert badge_of(code) == badge


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        ({"code": "wrong_badge_or_pin", "hint": "Scan your badge again and type your PIN."}, 0),
        ({"code": "locked_out", "hint": say("Wait {seconds} seconds, then try again.", seconds=120)}, 120),
        ({"code": "locked_out", "hint": "Wait 58 seconds, then try again."}, 58),
        ({"code": "locked_out", "hint": ""}, 60),
    ],
)
def test_how_long_a_lock_lasts(error, seconds):
    assert seconds_locked(error) == seconds


def test_a_badge_that_is_made_is_nobodys():
    drawn = iter([2, 2, 7])
    taken: set[str] = set()
    for badge in ("10002", "10007"):
        assert made_badge(taken, lambda _below: next(drawn)) == badge
        taken.add(badge)


@pytest.mark.parametrize(
    ("text", "shift", "on"),
    [
        ("a", False, False),
        ("A", False, True),
        ("A", True, False),
        ("a", True, True),
        ("7", False, None),
        ("", True, None),
    ],
)
def test_what_a_letter_says_of_caps_lock(text, shift, on):
    assert caps_lock_on(text, shift=shift) is on


def test_every_role_has_its_words():
    assert len({role_words(role) for role in Role}) == len({role_hint(role) for role in Role}) == len(Role)
