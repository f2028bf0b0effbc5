"""Owns the proof that money is exact, rounded to its coin, and never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money

AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("59.9", "usd", "59.90 USD"),
        ("0.005", "USD", "0.00 USD"),
        ("0.015", "EUR", "0.02 EUR"),
        ("-0.001", "EUR", "0.00 EUR"),
        ("1200.4", "JPY", "1200 JPY"),
        (7, "CNY", "7.00 CNY"),
    ],
)
def test_money_is_rounded_to_the_smallest_coin(amount, currency, words):
    assert str(Money.of(amount, currency)) == words


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("ten", "USD"), ("NaN", "USD"), ("Infinity", "USD"), ("1e40", "USD"), ("1", "US"), ("1", "U$D"), ("1", "ＵＳＤ")],
)
def test_what_is_no_money_is_refused(amount, currency):
    with pytest.raises(ValueError, match=r"amount|currency"):
        Money.of(amount, currency)


def test_two_currencies_are_never_reckoned_together():
    dollar, euro = Money.of("1", "USD"), Money.of("1", "EUR")
    for reckon in (lambda: dollar + euro, lambda: dollar - euro, lambda: dollar < euro, lambda: dollar <= euro):
        with pytest.raises(ValueError, match="USD and EUR"):
            reckon()
    assert dollar != euro


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact(one, other):
    first, second = Money(one, "USD"), Money(other, "USD")
    assert (first + second) - second == first
    assert first + -first == Money.zero("USD")
    assert (first < second) == (one < other)
    assert (first <= second) == (one <= other)


def test_a_share_of_money_is_money():
    assert Money.of("59.90", "USD") * Decimal("0.64") == Money.of("38.34", "USD")
