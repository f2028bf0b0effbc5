"""A level that neither we nor the buyers made is drift; whatever they do is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.channel import Level
from app.domain.drift import Drift, drift
from tests.shops import NOON


def both(available: int, committed: int | None) -> Level:
    return Level(available, committed, NOON, available)


@pytest.mark.parametrize(
    ("base", "made", "sold", "seen", "found"),
    [
        ((0, 0), 3, 0, (3, 0), None),
        ((0, 0), 3, 1, (2, 1), None),
        ((0, 0), 3, 1, (2, 0), None),  # sent to the buyer by now
        ((0, 0), 3, 0, (2, 1), None),  # sold, and not told yet
        ((0, 0), 3, 1, (7, 1), Drift(3, 8)),
        ((0, 0), 3, 0, (1, 0), Drift(3, 1)),
        ((5, 2), 1, 0, (6, 0), None),
        ((0, None), 3, 1, (2, None), None),
        ((0, None), 3, 1, (1, None), None),  # sold, and not told yet
        ((0, None), 3, 1, (3, None), Drift(2, 3)),
        ((4, None), 0, -1, (5, None), None),
    ],
)
def test_what_is_drift(base, made, sold, seen, found):
    assert drift(both(*base), made, sold, both(*seen)) == found


@given(
    start=st.integers(0, 9),
    acts=st.lists(st.sampled_from(["add", "take", "sell", "send", "cancel"]), max_size=25),
    late=st.integers(0, 3),
)
def test_neither_our_writes_nor_buyers_are_ever_drift(start, acts, late):
    """`late` sales are not told yet, of which none was sent: that takes a shop longer than telling it."""
    available, committed, made, sold, sent = start, 0, 0, 0, False
    for act in acts:
        if act == "add":
            available, made = available + 1, made + 1
        elif act == "take" and available:
            available, made = available - 1, made - 1
        elif act == "sell" and available:
            available, committed, sold = available - 1, committed + 1, sold + 1
        elif act == "send" and committed:
            committed, sent = committed - 1, True
        elif act == "cancel" and committed:
            available, committed, sold = available + 1, committed - 1, sold - 1
    told = sold - (0 if sent else min(late, committed))
    assert drift(both(start, 0), made, told, both(available, committed)) is None
    assert drift(both(start, None), made, told, both(available, None)) is None
    above = drift(both(start, None), made, sold, both(available + 1, None))
    assert above is not None
    assert above.difference == 1


def test_what_is_proposed_says_how_many_and_where():
    assert "Take 2 of SHOE-1 off sale at shop" in Drift(3, 5).proposal("shop", "SHOE-1")
    assert "Put 3 of SHOE-1 back on sale at shop" in Drift(3, 0).proposal("shop", "SHOE-1")
    assert "Take 2 of SHOE-1 off sale at shop" in Drift(3, 5).proposal("shop", "SHOE-1", available=2)


@pytest.mark.parametrize(("drifted", "available", "short"), [
    (Drift(-1, 0), 0, 1), (Drift(20, 22), 0, 2), (Drift(20, 22), 1, 1), (Drift(3, 5), 5, 0), (Drift(3, 0), 0, 0),
    (Drift(0, 1), -1, 1),
])  # fmt: skip
def test_what_is_bought_cannot_be_taken_off_sale(drifted, available, short):
    assert drifted.short(available) == short
    assert (f"has sold {short} of SHOE-1 more" in drifted.proposal("shop", "SHOE-1", available)) is bool(short)
