"""Numbers come without gaps and without doubles, whoever asks and whatever fails, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.store import counters


def test_looking_at_the_next_number_does_not_use_it_up(store):
    with store.engine.begin() as connection:
        assert [counters.next_number(connection, "lpn") for _ in range(3)] == [1, 1, 1]
        counters.use_up_to(connection, "lpn", 1)
        assert counters.next_number(connection, "lpn") == 2


def test_an_older_number_does_not_set_it_back(store):
    with store.engine.begin() as connection:
        counters.use_up_to(connection, "lpn", 40)
        counters.use_up_to(connection, "lpn", 7)
        assert counters.next_number(connection, "lpn") == 41


def test_a_number_of_what_failed_is_given_again(store):
    with store.engine.connect() as connection:
        assert counters.take(connection, "certificate:donation") == 1
        connection.rollback()
        assert counters.take(connection, "certificate:donation") == 1
        connection.commit()
        assert counters.take(connection, "certificate:donation") == 2


def test_benches_at_once_get_each_number_once(store):
    def take(_: int) -> int:
        with store.engine.begin() as connection:
            return counters.take(connection, "certificate:destruction")

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(24))) == list(range(1, 25))


@pytest.mark.parametrize(("code", "number"), [("R-000312", 312), ("P-000012", 12), ("R-1234567", 1234567), ("R-", 0)])
def test_the_running_number_in_a_code(code, number):
    assert counters.number_in(code) == number
