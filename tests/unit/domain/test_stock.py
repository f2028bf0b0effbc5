"""Every move has two sides, every route its account."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.disposition import ACCOUNT_OF, Route
from app.domain.stock import BEFORE_GRADE, GONE, SELLABLE, SHOWN, Account, Article, Move, entries

CUP = Article("ACME", "CUP")
accounts = st.sampled_from(list(Account))
moves = st.tuples(accounts, accounts, st.integers(1, 9)).filter(lambda move: move[0] != move[1])


def test_a_move_takes_from_one_account_what_it_gives_to_another():
    taken, given_ = entries(Move(CUP, Account.PENDING, Account.SELLABLE_A, 2, "grade_A", "R-000001"))
    assert (taken.account, taken.quantity, given_.account, given_.quantity) == ("pending", -2, "sellable_a", 2)
    assert {taken.unit, given_.unit} == {"R-000001"}
    assert {taken.reason, given_.reason} == {"grade_A"}


@given(st.lists(moves))
def test_all_entries_sum_to_nothing_and_all_accounts_but_outside_to_what_came_in(made):
    balances: Counter[Account] = Counter()
    came_in = 0
    for source, target, quantity in made:
        came_in += quantity * ((source is Account.OUTSIDE) - (target is Account.OUTSIDE))
        for entry in entries(Move(CUP, source, target, quantity, "test")):
            balances[entry.account] += entry.quantity
    assert sum(balances.values()) == 0
    assert sum(balances[account] for account in SHOWN) == came_in


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_move_that_moves_nothing_is_refused(quantity):
    with pytest.raises(ValueError, match="quantity from 1"):
        Move(CUP, Account.PENDING, Account.HELD, quantity, "test")


@pytest.mark.parametrize("account", list(Account))
def test_a_move_within_an_account_is_refused(account):
    with pytest.raises(ValueError, match="moves nothing"):
        Move(CUP, account, account, 1, "test")


def test_every_route_has_an_account_of_its_own():
    assert set(ACCOUNT_OF) == set(Route)
    assert len(set(ACCOUNT_OF.values())) == len(Route)
    assert {Account(name) for name in ACCOUNT_OF.values()} < set(SHOWN)


def test_only_two_routes_lead_to_a_sellable_account():
    assert {route for route in Route if Account(ACCOUNT_OF[route]) in SELLABLE} == {Route.RESTOCK, Route.OPEN_BOX}


def test_the_named_sets_do_not_meet():
    assert not SELLABLE & BEFORE_GRADE
    assert not SELLABLE & GONE
    assert not BEFORE_GRADE & GONE


def test_the_stock_page_shows_the_columns_of_the_contract_in_their_order():
    assert list(SHOWN) == [
        "expected", "pending", "held", "sellable_a", "sellable_b", "work", "repair", "parts", "reserved_exchange",
        "factory", "bonded", "vendor", "donated", "recycled", "scrapped", "quarantine", "missing", "sold",
    ]  # fmt: skip
