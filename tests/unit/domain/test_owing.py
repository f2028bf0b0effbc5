"""Who bought where nothing was left gets one of the next pieces, and nobody else can buy it first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.owing import NOTHING_OWED, Debt, Owed, Short, newest, owed, taken_up
from tests.shops import NOON


@pytest.mark.parametrize(
    ("debt", "here", "due"),
    [
        (Debt(), 0, NOTHING_OWED),
        (Debt(short=2), 0, NOTHING_OWED),  # sold from what others had put there
        (Debt(short=1, twice=1), 0, Owed(1)),
        (Debt(short=1, twice=1), 1, NOTHING_OWED),  # it stands there still, and is taken back
        (Debt(short=3, twice=2), 1, Owed(1)),
        (Debt(short=0, twice=2), 0, NOTHING_OWED),  # nobody knows yet who bought it
        (Debt(short=1, gone=1), 0, Owed(1, 1)),
        (Debt(short=1, gone=1), 4, NOTHING_OWED),  # the take only has to be tried again
        (Debt(short=3, twice=1, gone=1), 0, Owed(2, 1)),
        (Debt(short=1, twice=1, gone=1), 0, Owed(1)),
        (Debt(short=2), -2, NOTHING_OWED),  # the shop itself counts them
    ],
)
def test_what_is_spoken_for(debt, here, due):
    assert owed(debt, here) == due


@pytest.mark.parametrize(
    ("delta", "here", "corrects", "pieces"),
    [(3, 0, False, 0), (3, -1, False, 1), (1, -4, False, 1), (-2, -3, False, 0), (-2, 2, True, 2), (1, 0, True, 0)],
)
def test_what_orders_have_taken_of_a_write(delta, here, corrects, pieces):
    assert taken_up(delta, here, corrects=corrects) == pieces


ACTS = st.lists(st.sampled_from(["grade", "send", "send over a sale", "buy", "take back"]), max_size=40)


@given(ACTS)
def test_whatever_happens_no_piece_is_on_offer_that_is_owed(acts):
    """A shop that is told how many: a write may put up again what is bought while it is on its way."""
    graded = told = given_away = bought = here = 0
    for act in acts:
        twice = max(0, here - (told - bought))
        match act:
            case "grade":
                graded += 1
            case "buy" if here:
                here, bought = here - 1, bought + 1
            case "take back":
                here -= min(twice, here)
            case "send" | "send over a sale":
                due = owed(Debt(max(0, bought - told), twice), here)
                kept = min(due.kept, graded - told)
                target, told, given_away = here + graded - told - kept, graded, given_away + kept
                if act == "send over a sale" and here:
                    bought += 1
                here = target
        if act in {"send", "take back"}:
            still_twice = min(here, max(0, here - (told - bought))) if act == "send" else 0
            assert here - still_twice == max(0, told - bought)
    assert given_away <= bought


ORDERS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=8)


@given(ORDERS, st.integers(-1, 12))
def test_the_newest_orders_are_those_without_and_the_oldest_of_them_comes_first(made, pieces):
    orders = [Short(f"L{place}", "O", NOON + timedelta(minutes=at), many) for place, (at, many) in enumerate(made)]
    found = newest(orders, pieces)
    assert sum(order.pieces for order in found) == min(max(0, pieces), sum(order.pieces for order in orders))
    assert list(found) == sorted(found, key=lambda each: (each.at, each.line))
    left_out = [order for order in orders if order.line not in {each.line for each in found}]
    if found and left_out:
        assert max(order.at for order in left_out) <= found[0].at
