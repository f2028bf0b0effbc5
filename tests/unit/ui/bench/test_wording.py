"""Words before a language is chosen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.texts import Texts
from app.saying import say
from app.ui.bench.wording import English, counted, listed, phrase, said


class Chinese(English):
    language = "zh_CN"

    def gettext(self, words: str) -> str:
        return {"Back": "返回", "{unit} waits": "{unit} 等待中"}.get(words, words)

    def translated(self, words: str) -> str:
        return f"«{words}»"


@pytest.mark.parametrize(
    ("wording", "english"),
    [
        ("never worn", "never worn"),
        (Texts.of({"en": "Front", "zh_CN": "正面"}), "Front"),
        (phrase("Back"), "Back"),
        (phrase("{unit} waits", unit="R-000001"), "R-000001 waits"),
        (counted("{n} photo", "{n} photos", 1), "1 photo"),
        (counted("{n} photo of {all}", "{n} photos of {all}", 2, all=3), "2 photos of 3"),
        (Money(Decimal("59.9"), "USD"), "59.90 USD"),
        (listed(("A", "", phrase("Back"), "A")), "A · Back"),
    ],
)
def test_english(wording, english):
    assert said(wording, English()) == english


def test_another_language_says_phrases_and_texts_and_leaves_what_came_from_outside():
    assert said(phrase("{unit} waits", unit=Texts.of({"en": "Front", "zh_CN": "正面"})), Chinese()) == "正面 等待中"
    assert said("Back", Chinese()) == "Back"
    assert said(say("No parcel is open."), Chinese()) == "«No parcel is open.»"


@given(st.text())
def test_a_name_with_braces_is_shown_as_it_is(name):
    assert said(phrase("{unit} is {unit}", unit=name), English()) == f"{name} is {name}"


def test_a_list_of_one_is_that_one():
    assert listed(("", "only")) == "only"


def test_what_comes_to_the_same_words_is_said_once():
    class Spanish(English):
        def gettext(self, words: str) -> str:
            return {"Arrived damaged": "Llegó dañado"}[words]

    assert said(listed((phrase("Arrived damaged"), "Llegó dañado")), Spanish()) == "Llegó dañado"


def test_chinese_counts_up_with_its_own_comma():
    assert said(listed(("A", "B"), ", "), Chinese()) == "A、B"
    assert said(listed(("A", "B")), Chinese()) == "A · B"
    assert said(listed(("A", "B"), ", "), English()) == "A, B"
