"""Owns the proof that the shipped policy holds uncleared data alone, and what other policies can hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklist import Dimension, Finding, Severity, Subject
from app.domain.disposition import Goods
from app.domain.money import Money
from app.domain.review import Circumstances, HoldPolicy, HoldRule, hold_reason, hold_words
from app.domain.texts import Texts
from app.domain.verdict import Grade
from tests import made_once

POLICY = made_once.library(Path(__file__).parents[3] / "resources").holds
WORDS = Texts.of({"en": "Held: {findings}"})


def finding(severity, code="found"):
    return Finding(code, Dimension.FUNCTION, severity, "wiped", ("not_wiped",), Texts.of({"en": "Not wiped"}))


def goods(*severities, grade=Grade.B, price=None, subject=None):
    return Goods(grade, subject or Subject(), price, findings=tuple(map(finding, severities)))


def holds(rule, graded, **circumstances):
    return hold_reason(HoldPolicy("test", 1, (rule,)), graded, Circumstances(**circumstances)) is not None


@given(st.lists(st.sampled_from(Severity), max_size=4), st.sampled_from(Grade), st.none() | st.integers(0, 10**6))
def test_demand_d20_the_shipped_policy_holds_uncleared_data_and_nothing_else(kinds, grade, price):
    graded = goods(*kinds, grade=grade, price=None if price is None else Money.of(price, "USD"))
    grave = {Severity.DANGEROUS, Severity.PROHIBITED, Severity.EXPIRED, Severity.RECALLED, Severity.IDENTITY}
    expected = Severity.DATA in kinds and not grave & set(kinds)
    assert (hold_reason(POLICY, graded, Circumstances(inspector_units=0, unit_number=0)) is not None) is expected


def test_the_reason_names_what_was_found():
    reason = hold_reason(POLICY, goods(Severity.DATA))
    assert reason is not None
    assert reason.code == "data_not_cleared"
    assert str(reason.text) == "Held, it may carry somebody's data: Not wiped"


@pytest.mark.parametrize(
    ("price", "held"),
    [
        (Money.of("500", "USD"), True),
        (Money.of("499.99", "USD"), False),
        (Money.of("1", "EUR"), True),
        (None, True),
    ],
)
def test_value_may_hold_and_what_cannot_be_compared_is_held(price, held):
    assert holds(HoldRule("value", WORDS, value_from=Money.of("500", "USD")), goods(price=price)) is held


@pytest.mark.parametrize(("units", "held"), [(0, True), (99, True), (100, False), (None, True)])
def test_a_new_inspector_may_be_looked_over(units, held):
    assert holds(HoldRule("new", WORDS, inspector_units_below=100), goods(), inspector_units=units) is held


def test_a_sample_is_spread_and_the_same_each_time():
    rule = HoldRule("sample", WORDS, one_in=20)
    drawn = [number for number in range(10_000) if holds(rule, goods(), unit_number=number)]
    assert drawn == [number for number in range(10_000) if holds(rule, goods(), unit_number=number)]
    assert 400 < len(drawn) < 600
    assert len({number % 20 for number in drawn}) > 10
    assert holds(rule, goods())


def test_everything_that_is_said_must_fit():
    rule = HoldRule("phones", WORDS, codes=frozenset({"found"}), goods=("phone",), grades=frozenset({Grade.B}))
    phone = Subject("phone")
    assert holds(rule, goods(Severity.COSMETIC, subject=phone))
    assert not holds(rule, goods(Severity.COSMETIC, subject=phone, grade=Grade.A))
    assert not holds(rule, goods(Severity.COSMETIC))
    assert not holds(rule, goods(subject=phone))


def test_a_rule_that_says_nothing_holds_nothing():
    assert not holds(HoldRule("empty", WORDS), goods(Severity.DATA))


def test_why_it_was_held_is_said_again_by_its_rule():
    policy = HoldPolicy("test", 1, (HoldRule("data", WORDS, codes=frozenset({"found"})),))
    said = hold_words(policy, "data", (finding(Severity.DATA), finding(Severity.COSMETIC, "other")))
    assert said is not None
    assert said.of_language("en") == "Held: Not wiped"
    assert hold_words(policy, "no_such_rule", ()) is None
