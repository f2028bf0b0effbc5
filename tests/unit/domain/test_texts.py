"""Owns the proof that words fall back, fill and join language by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.texts import Texts, joined

BOTH = Texts.of({"en": "Missing: {part}", "zh_CN": "缺少：{part}"})


def test_a_language_that_is_not_there_falls_back_to_english():
    assert BOTH.of_language("zh_CN") == "缺少：{part}"
    assert BOTH.of_language("de") == "Missing: {part}"
    assert str(BOTH) == "Missing: {part}"


def test_a_country_falls_back_to_its_language_first():
    assert Texts.of({"en": "grade", "es": "grado"}).of_language("es_MX") == "grado"


@pytest.mark.parametrize("words", [{}, {"zh_CN": "无"}, {"en": ""}])
def test_a_text_without_english_is_refused(words):
    with pytest.raises(ValueError, match="English"):
        Texts.of(words)


def test_the_order_in_which_it_was_written_makes_no_difference():
    assert Texts.of({"zh_CN": "好", "en": "good"}) == Texts.of({"en": "good", "zh_CN": "好"})


@given(st.text())
def test_filling_keeps_whatever_is_filled_in(part):
    # A product may be called {0} or %s: it must neither break nor be read.
    assert BOTH.filled(part=part).of_language("en") == f"Missing: {part}"


def test_filling_with_texts_goes_language_by_language():
    lid = Texts.of({"en": "lid", "zh_CN": "盖子"})
    assert BOTH.filled(part=lid).of_language("zh_CN") == "缺少：盖子"


def test_joining_uses_the_separator_of_the_language_and_says_nothing_twice():
    one, two = Texts.of({"en": "lid", "zh_CN": "盖子"}), Texts.of({"en": "cup", "zh_CN": "杯子"})
    listed = joined([one, two, one], ["zh_CN"])
    assert listed is not None
    assert (listed.of_language("en"), listed.of_language("zh_CN")) == ("lid; cup", "盖子；杯子")
    assert joined([], ["en"]) is None
