"""What may be done with a unit of the exchange pool: whatever is decided moves it once, and where it may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import exchange as rules
from app.domain.access import Operator, Role
from app.domain.bench.facts import Arranged, ExchangeEnded, ExchangeReserved, Moved, Offered
from app.domain.bench.found import UnitRecord, UnitState
from app.domain.bench.refusal import Refused
from app.domain.exchange import Kept
from app.domain.grading import Grade
from app.domain.selling import Home, Place
from app.domain.stock import Account
from tests.records import NOW, PRODUCT, RULES, TEA

exchange: Any = rules
UNIT = UnitRecord("R-000001", PRODUCT, "p", "l", UnitState.FINISHED, Account.RESERVED_EXCHANGE, 1, RULES)
FREE = Kept(Grade.A, NOW)
RESERVED = Kept(Grade.A, NOW, "114-1", NOW + timedelta(hours=1))


def code_of(decide, *arguments):
    with pytest.raises(Refused) as refused:
        decide(*arguments)
    return refused.value.code


@pytest.mark.parametrize("role", list(Role))
def test_who_may(role):
    operator = Operator("u", "1", "Ann", role)
    if role is Role.INSPECTOR:
        assert code_of(exchange.permit, operator) == "not_permitted"
    else:
        exchange.permit(operator)


def test_a_free_unit_is_reserved_and_a_reserved_one_when_its_time_is_over():
    until = NOW + timedelta(days=3)
    assert exchange.reserve(UNIT, FREE, "114-2", NOW, until) == (ExchangeReserved("R-000001", "114-2", until),)
    assert code_of(exchange.reserve, UNIT, RESERVED, "114-2", NOW, until) == "reserved"
    late = exchange.reserve(UNIT, RESERVED, "114-2", NOW + timedelta(hours=1), until)
    assert [type(fact) for fact in late] == [ExchangeEnded, ExchangeReserved]


@pytest.mark.parametrize("number", ["", "  ", "x" * 129, "a\nb"])
def test_an_order_is_named(number):
    assert code_of(exchange.reserve, UNIT, FREE, number, NOW, NOW) == "order_needed"


def test_it_is_taken_for_its_order_and_released_with_a_reason():
    ended, moved = exchange.take(UNIT, RESERVED, "114-1")
    assert (ended.outcome, moved.move.target, moved.move.article) == ("taken", Account.SOLD, TEA)
    kinds = [type(fact) for fact in exchange.release(UNIT, RESERVED, "unused")]
    assert kinds == [ExchangeEnded, Arranged, Moved, Offered]
    *_, offered = exchange.release(UNIT, replace(FREE, grade=Grade.B), "unused")
    assert (offered.grade, offered.barred) == (Grade.B, (Place.EXCHANGE,))
    assert exchange.free(UNIT, RESERVED, "cancelled") == (ExchangeEnded("R-000001", "released", "cancelled"),)
    assert code_of(exchange.release, UNIT, FREE, " ") == "reason_needed"


@pytest.mark.parametrize("account", [account for account in Account if account is not Account.RESERVED_EXCHANGE])
def test_nothing_outside_of_the_pool_is_touched(account):
    unit = replace(UNIT, account=account)
    for decide in (
        lambda: exchange.take(unit, RESERVED, "114-1"), lambda: exchange.release(unit, FREE, "x"),
        lambda: exchange.free(unit, RESERVED, "x"), lambda: exchange.reserve(unit, FREE, "1", NOW, NOW),
    ):  # fmt: skip
        assert code_of(decide) == "not_in_pool"


@given(st.sampled_from([Account.SELLABLE_A, Account.SELLABLE_B]), st.sampled_from(list(Place)))
def test_a_unit_on_sale_leaves_its_place_before_it_gets_another(account, place):
    home = Home(place, "ebay-us" if place is Place.MARKETPLACE else "", "KIT" if place is Place.BUNDLE else "")
    _said, taken, last = exchange.rehome(replace(UNIT, account=account), home, "wanted there")
    assert (taken.op, taken.grade) == ("take", exchange.SOLD_AS[account])
    if place is Place.EXCHANGE:
        assert (last.move.source, last.move.target) == (account, Account.RESERVED_EXCHANGE)
    else:
        assert (last.op, last.home, last.grade) == ("add", home, taken.grade)


def test_only_what_was_kept_for_it_is_sold_live():
    unit = replace(UNIT, account=Account.SELLABLE_B)
    assert code_of(exchange.sell_live, unit, Place.LISTING, "L-1") == "not_kept_for_live"
    assert code_of(exchange.sell_live, UNIT, Place.LIVE, "L-1") == "not_on_sale"
    *_, moved = exchange.sell_live(unit, Place.LIVE, "L-1")
    assert (moved.move.source, moved.move.target) == (Account.SELLABLE_B, Account.SOLD)
