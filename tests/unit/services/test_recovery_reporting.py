"""How recovery is added up: each currency apart, and no figure where nothing is known."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.stock import Article
from app.services.recovery_reporting import PER, RECOVERY, Recovered, SoldFor, recovery_rows, with_totals
from tests.graded_units import on, usd

ONE = Recovered(
    "R-000001", Article("ACME", "TEA"), "Tea pot", "A", "restock", "finished", on(3), usd("17.00"), usd("18.50"),
    price=usd("20.00"), cost=usd("8.00"),
)  # fmt: skip
FREE = replace(ONE, price=usd("0.00"), net=usd("-1.10"), possible=usd("-0.80"))
UNKNOWN = replace(ONE, price=None, cost=None, net=usd("0"), possible=usd("0"))
AMOUNTS = st.integers(-10_000, 10_000).map(lambda cents: Decimal(cents).scaleb(-2))


@pytest.mark.parametrize("per", PER)
def test_a_row_has_the_columns_of_its_report(per):
    (row,) = recovery_rows([ONE], per)
    assert set(row) == set(RECOVERY[per])
    assert (row["expected"], row["possible"], row["forgone"]) == (Decimal(17), Decimal("18.5"), Decimal("1.5"))
    assert (row["expected_share"], row["currency"]) == (Decimal("0.8500"), "USD")


def test_a_unit_has_its_own_figures():
    sold = SoldFor("shop", "O-1", on(10), usd("19.00"))
    (row,) = recovery_rows([replace(ONE, sold=sold)], "unit")
    assert (row["price"], row["cost"], row["sold_for"], row["sold_at"]) == (20, 8, 19, on(10))


def test_a_price_or_cost_in_another_currency_than_the_net_is_said_to_be_that():
    euros = Money(Decimal(8), "EUR")
    (row,) = recovery_rows([replace(ONE, cost=euros)], "unit")
    assert (row["cost"], row["expected"], row["doubts"]) == (None, 17, "other_currency")
    sold = SoldFor("shop", "O-1", on(10), euros)
    (row,) = recovery_rows([replace(ONE, price=euros, cost=euros, sold=sold)], "unit")
    assert (row["price"], row["expected"], row["sold_for"], row["doubts"]) == (None, None, None, "other_currency")
    (row,) = recovery_rows([replace(ONE, price=None, cost=euros)], "client")
    assert (row["costed"], row["cost"], row["doubts"]) == (0, None, "no_price;other_currency")


def test_nothing_known_is_no_nought():
    (row,) = recovery_rows([UNKNOWN], "unit")
    assert (row["price"], row["expected"], row["forgone"], row["doubts"]) == (None, None, None, "no_price")
    (row,) = recovery_rows([UNKNOWN], "route")
    assert (row["units"], row["reckoned"], row["value"], row["expected"], row["cost"]) == (1, 0, None, None, None)
    (row,) = recovery_rows([FREE], "route")
    assert (row["value"], row["expected"], row["forgone"]) == (0, Decimal("-1.1"), Decimal("0.3"))
    assert row["expected_share"] is None


def test_what_was_sold_is_compared_only_where_both_are_known():
    sold = [replace(ONE, sold=SoldFor("shop", "O-1", on(10), usd(paid))) for paid in ("19.00", "8.00")]
    unreckoned = replace(UNKNOWN, sold=SoldFor("shop", "O-2", on(10), usd("30.00")))
    names = ("sold", "priced", "sold_for", "compared", "compared_for", "sold_expected", "doubts")
    (row,) = recovery_rows([unreckoned], "client")
    assert [row[name] for name in names] == [1, 1, 30, 0, None, None, "no_price"]
    *_, row = with_totals(recovery_rows([*sold, replace(unreckoned, route="open_box"), ONE], "route"))
    assert [row[name] for name in names] == [3, 3, 57, 2, 27, 34, "no_price"]


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(["USD", "EUR", "JPY"]), st.sampled_from(["restock", "donate"]))))
def test_sums_are_those_of_the_units_and_no_currency_is_added_to_another(units):
    made = [
        replace(ONE, route=route, net=net, possible=net, price=Money(abs(amount) + 1, currency))
        for amount, currency, route in units
        for net in [Money(amount, currency)]
    ]
    rows = list(recovery_rows(made, "route"))
    singles = list(recovery_rows(made, "unit"))
    assert len({(row["route"], row["currency"]) for row in rows}) == len(rows)
    for row in rows:
        of = [one for one in singles if (one["route"], one["currency"]) == (row["route"], row["currency"])]
        assert row["units"] == len(of)
        assert (row["value"], row["expected"]) == tuple(sum(one[name] for one in of) for name in ("price", "expected"))
    totals = list(with_totals(iter(rows)))[len(rows) :]
    assert [row["currency"] for row in totals] == sorted({row["currency"] for row in rows})
    for total in totals:
        of = [row for row in rows if row["currency"] == total["currency"]]
        assert (total["client"], total["route"]) == ("total", "")
        assert total["expected"] == sum(row["expected"] for row in of)


def test_a_sum_says_what_its_rows_doubt():
    rows = list(with_totals(recovery_rows([ONE, replace(UNKNOWN, route="quarantine")], "route")))
    assert (rows[-1]["units"], rows[-1]["reckoned"], rows[-1]["expected"], rows[-1]["doubts"]) == (2, 1, 17, "no_price")
