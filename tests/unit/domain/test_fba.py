"""Amazon's fees by their day, and what is best done with a piece there."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fba import (
    Action,
    Doubt,
    Piece,
    dearer_on,
    decide,
    expected,
    plain_disposition,
    removal_fee,
    stored,
    without_us,
)
from app.domain.money import Money
from app.domain.subject import Subject
from app.domain.verdict import Grade
from app.paths import shipped
from app.store.fba_policy_file import load_basis

TODAY = date(2026, 11, 30)
BASIS = load_basis(shipped("resources"), "US-NJ", TODAY)
LAMP = Piece("CUSTOMER_DAMAGED", price=Money.of("34.00", "USD"), weight_g=700)
WORDS = st.sampled_from([said.disposition for said in BASIS.fba.dispositions])
PRICES = st.decimals("0.01", "5000", places=2)


def usd(amount):
    return Money.of(amount, "USD")


@pytest.mark.parametrize(
    ("grams", "day", "fee"),
    [
        (226, date(2026, 1, 14), "1.04"),
        (226, date(2026, 1, 15), "0.84"),
        (227, TODAY, "1.53"),  # a gram over half a pound
        (453, TODAY, "1.53"),
        (907, TODAY, "2.27"),
        (908, TODAY, "3.95"),  # 2.89, and a pound begun
        (1361, TODAY, "5.01"),  # two pounds begun
        (9072, TODAY, "25.98"),  # bulky: 14.32 and eleven pounds begun
    ],
)
def test_the_fee_is_that_of_the_weight_and_of_the_day(grams, day, fee):
    assert removal_fee(BASIS, replace(LAMP, weight_g=grams), day).money == usd(fee)


def test_what_amazon_handles_specially_costs_more_whatever_it_weighs():
    shoe = replace(LAMP, subject=Subject(category="Running shoes"), weight_g=400)
    assert removal_fee(BASIS, shoe, TODAY).money == usd("3.12")


def test_before_the_first_table_nothing_is_known():
    early = date(2020, 1, 1)
    assert removal_fee(BASIS, LAMP, early).money is None
    assert removal_fee(BASIS, LAMP, early).doubts == (Doubt.NO_FEE,)
    assert stored(BASIS, LAMP, early).money is None
    assert decide(replace(BASIS, today=early), LAMP).best is None


def test_a_month_on_the_shelf_costs_its_volume_and_christmas_costs_more():
    piece = replace(LAMP, weight_g=10_000 - 1000)  # 1.89 cubic feet, not bulky yet
    march = replace(BASIS, today=date(2026, 4, 1))
    november = replace(BASIS, today=date(2026, 12, 1))
    assert stored(march, piece, date(2026, 3, 1)).money == usd("1.47")  # 1.89 × 0.78
    assert stored(november, piece, date(2026, 11, 1)).money == usd("4.54")  # 1.89 × 2.40
    assert stored(BASIS, piece, TODAY).money == usd("0")


def test_age_is_charged_on_the_fifteenth_from_its_step_on():
    piece = replace(LAMP, weight_g=5000)
    since = date(2026, 2, 1)  # 181 days old on 1 August
    before = stored(replace(BASIS, today=date(2026, 8, 15)), piece, since).money
    after = stored(replace(BASIS, today=date(2026, 8, 16)), piece, since).money
    assert before is not None
    assert after is not None
    assert after.amount - before.amount > Decimal("0.50") * Decimal("1.05") - Decimal("0.01")
    assert dearer_on(BASIS.fba, since, date(2026, 2, 2)) == date(2026, 8, 15)
    assert dearer_on(BASIS.fba, since, date(2026, 8, 15)) == date(2026, 9, 15)
    assert dearer_on(BASIS.fba, date(2026, 7, 1), date(2026, 11, 1)) == date(2027, 1, 15), "over the turn of the year"
    assert dearer_on(BASIS.fba, date(2020, 1, 1), TODAY) is None


def test_the_best_choice_comes_first_with_its_money():
    decision = decide(BASIS, LAMP)
    assert [choice.action for choice in decision.choices] == [Action.FETCH, Action.LIQUIDATE, Action.DISPOSE]
    assert decision.net(Action.DISPOSE) == -usd("2.27")
    assert decision.net(Action.KEEP) is None
    assert decide(BASIS, replace(LAMP, disposition="Expired")).choices[0].action is Action.DISPOSE
    assert decide(BASIS, replace(LAMP, disposition="sellable")).choices[0].action is Action.KEEP


@pytest.mark.parametrize(
    ("piece", "doubt"),
    [
        (replace(LAMP, disposition="WHAT_IS_THIS"), Doubt.UNKNOWN_DISPOSITION),
        (replace(LAMP, disposition=""), Doubt.UNKNOWN_DISPOSITION),
        (replace(LAMP, price=None), Doubt.NO_PRICE),
        (replace(LAMP, price=Money.of(34, "CHF")), Doubt.NO_RATE),
    ],
)
def test_nothing_is_decided_by_a_guess(piece, doubt):
    decision = decide(BASIS, piece)
    assert decision.best is None
    assert doubt in decision.doubts


def test_the_own_record_counts_once_it_is_long_enough():
    few = {Grade.S: BASIS.fba.least_seen - 1}
    many = {Grade.S: BASIS.fba.least_seen}
    assert decide(BASIS, LAMP, few) == decide(BASIS, LAMP)
    decision = decide(BASIS, LAMP, many)
    assert (decision.seen, decision.choices[0].action) == (BASIS.fba.least_seen, Action.LIQUIDATE)


@given(WORDS, PRICES, st.integers(1, 30_000), st.integers(0, 900))
def test_whatever_the_piece_the_order_is_that_of_the_money(word, price, grams, days):
    piece = Piece(word, price=Money(price, "USD"), weight_g=grams)
    decision = decide(BASIS, piece)
    nets = [choice.net.amount for choice in decision.choices]
    assert nets == sorted(nets, reverse=True)
    assert {Action.FETCH, Action.DISPOSE} <= {choice.action for choice in decision.choices}
    left = without_us(BASIS, piece, TODAY)
    assert left.choices == tuple(choice for choice in decision.choices if choice.action is not Action.FETCH)
    since = TODAY - timedelta(days=days)
    longer, shorter = stored(BASIS, piece, since).money, stored(BASIS, piece, since + timedelta(days=1)).money
    if longer and shorter and since < TODAY:
        assert longer.amount >= shorter.amount >= 0


@given(PRICES, st.dictionaries(st.sampled_from(Grade), st.integers(0, 50)))
def test_what_is_expected_lies_between_the_best_and_the_worst_grade(price, seen):
    piece = Piece("DAMAGED", price=Money(price, "USD"), weight_g=500)
    each = [expected(BASIS, piece, ((grade, Decimal(1)),)).amount for grade in seen if seen[grade]]
    got = expected(BASIS, piece, tuple((grade, Decimal(many)) for grade, many in seen.items())).amount
    if each:
        assert min(each) - Decimal("0.01") <= got <= max(each) + Decimal("0.01")
    else:
        assert got == 0


def test_a_word_is_the_same_however_it_is_written():
    assert plain_disposition(" customer  Damaged") == plain_disposition("CUSTOMER_DAMAGED") == "CUSTOMER_DAMAGED"


def test_a_stage_without_days_of_its_own_has_those_of_the_house():
    assert BASIS.fba.limit_of("held") == 3
    assert BASIS.fba.limit_of("factory") == BASIS.fba.limit_of("house")


def test_money_is_changed_by_the_routes_rates():
    assert BASIS.routes.changed(usd("10"), "USD") == usd("10")
    assert BASIS.routes.changed(usd("10"), "EUR") == Money.of("9.20", "EUR")
    assert BASIS.routes.changed(Money.of("9.20", "EUR"), "USD") == usd("10")
    assert BASIS.routes.changed(usd("10"), "CHF") is None
