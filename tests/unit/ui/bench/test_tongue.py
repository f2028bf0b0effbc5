from decimal import Decimal

import pytest

from app.domain.money import Money
from app.domain.texts import Texts
from app.ui.bench.tongue import spoken
from app.ui.bench.wording import counted, phrase
from app.ui.words import language


@pytest.fixture(autouse=True)
def _english_again(dressed):
    return dressed


def test_what_is_said_follows_the_language():
    text = Texts.of({"en": "Front", "zh_CN": "正面"})
    assert spoken(text) == "Front"
    language.speak("zh_CN")
    assert spoken(text) == "正面"
    assert spoken(phrase("just now")) == "刚刚"


def test_values_are_put_in_once_and_keep_their_braces():
    assert spoken(phrase("{unit} waits", unit="{n}")) == "{n} waits"
    assert spoken(counted("{n} photo of {all}", "{n} photos of {all}", 2, all="{n}")) == "2 photos of {n}"


def test_money_as_the_language_writes_it():
    assert spoken(Money(Decimal("46.1"), "USD")) == "$46.10"
