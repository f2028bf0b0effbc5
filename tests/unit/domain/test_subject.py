"""Owns the proof that rules know goods by trait, flag and category, and by nothing in between."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.subject import TRAITS, Subject, category_has, plain_category


def goods_with(trait):
    traits: Any = {trait: True}
    return Subject(**traits)


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_is_known_by_its_name(trait):
    assert goods_with(trait).is_any_of([trait])
    assert not Subject().is_any_of([trait])


def test_flags_and_accessories_are_known_by_their_names():
    assert Subject(flags=frozenset({"weight_off"})).is_any_of(["weight_off"])
    assert Subject(flags=frozenset({"weight_off"})).is_any_of(["flagged"])
    assert Subject(accessories=("lid",)).is_any_of(["accessories"])
    assert not Subject().is_any_of(["weight_off", "flagged", "accessories"])


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("Running Shoes", "shoe"),
        ("power-bank", "power bank"),
        ("Power Banks 20000", "power bank"),
        ("watches", "watch"),
        ("Hair spray / aerosol", "aerosol"),
        ("女式运动鞋", "鞋"),
    ],
)
def test_a_category_is_read_by_whole_words(category, name):
    assert category_has(category, name)


@pytest.mark.parametrize(
    ("category", "name"), [("snowshoeing", "shoe"), ("bank", "power bank"), ("", "shoe"), ("shoe", "")]
)
def test_part_of_a_word_is_not_the_word(category, name):
    assert not category_has(category, name)


@given(st.text())
def test_any_category_has_one_plain_form(category):
    assert plain_category(plain_category(category)) == plain_category(category)
