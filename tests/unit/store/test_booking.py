"""Stock moves in two sides that sum to nothing, and no account goes below it, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.bench.facts import Moved
from app.domain.stock import Account, Move
from app.errors import Conflict
from app.store.booking import announced, book
from tests.records import NOW, STATION, TEA, balances, write


def test_no_account_goes_below_nothing(store):
    with pytest.raises(Conflict, match="TEA-1"):
        write(store, Moved(Move(TEA, Account.REPAIR, Account.PARTS, 1, "regraded")))
    with pytest.raises(Conflict):
        write(store, Moved(Move(TEA, Account.EXPECTED, Account.MISSING, 4, "missing")))
    assert balances(store) == {"outside": -3, "expected": 3}


ACCOUNTS = [one for one in Account if one not in {Account.SELLABLE_A, Account.SELLABLE_B}]
"""What is on sale is a graded unit: of a bare number the database says so (`test_constraints`)."""
MOVES = st.lists(
    st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 5)).filter(
        lambda move: move[0] is not move[1]
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_whatever_moves_the_balances_are_the_sum_of_the_ledger_or_nothing_moved(store, moves):
    booked = [Move(TEA, source, target, quantity, "moved") for source, target, quantity in moves]
    before = balances(store)
    try:
        with store.unit_of_work() as work:
            assert len(book(work.connection, booked, at=NOW, station=STATION.id)) == 2 * len(moves)
            work.commit()
    except Conflict:
        assert balances(store) == before
    after = balances(store)
    assert sum(after.values()) == 0
    assert all(quantity > 0 for account, quantity in after.items() if account != "outside")


def test_a_large_announcement_is_booked_whole(store):
    with store.unit_of_work() as work:
        book(work.connection, [announced(TEA, 1) for _ in range(2500)], at=NOW, station=STATION.id)
        book(work.connection, [announced(TEA, -500)], at=NOW, station=STATION.id)
        work.commit()
    assert balances(store) == {"outside": -2003, "expected": 2003}
