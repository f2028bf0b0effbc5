"""Money, numbers and times as each language writes them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.ui.words import (
    LANGUAGES,
    ago,
    day,
    duration,
    formats,
    language,
    listed,
    moment,
    money,
    number,
    percent,
    seconds,
    weight,
)

NOW = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_again(dressed):
    return dressed


def test_money_always_shows_its_currency():
    assert money(Money.of("1884", "USD")) == "$1,884.00"
    assert money(Decimal("-2.36"), "USD") == "−$2.36"
    language.speak("zh_CN")
    assert money("46.10", "USD") == "US$46.10"
    assert money("46.10", "CNY") == "¥46.10"


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["USD", "EUR", "CNY", "GBP"]))
def test_money_keeps_every_cent(amount, currency):
    written = money(Money.of(amount, currency))
    digits = "".join(letter for letter in written if letter.isdigit() or letter == ".")
    assert Decimal(digits) == abs(amount)


def test_numbers():
    assert number(20418) == "20,418"
    assert number(-3) == "−3"
    assert percent(0.831) == "83.1 %"
    assert percent(0.5, 0) == "50 %"


def test_weights():
    assert (weight(420), weight(1250), weight(3000)) == ("420 g", "1.25 kg", "3 kg")


def test_short_times():
    assert (seconds(0.62), seconds(38), seconds(95)) == ("0.6 s", "38 s", "1 min")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=14), "14 min"),
        (timedelta(hours=3, minutes=10), "3 h 10 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2, hours=4), "2 d 4 h"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_durations_say_two_units_at_most(span, words):
    assert duration(span) == words


def test_near_times_are_relative_far_ones_are_dates():
    assert ago(NOW - timedelta(seconds=2), NOW) == "just now"
    assert ago(NOW - timedelta(minutes=2), NOW) == "2 min ago"
    assert ago(NOW - timedelta(days=30), NOW).startswith("Oct 2")
    language.speak("zh_CN")
    assert ago(NOW - timedelta(minutes=2), NOW) == "2 分钟前"


def test_a_moment_is_as_long_as_it_must_be():
    assert moment(NOW - timedelta(minutes=80), NOW, UTC) == "14:20"
    assert moment(NOW - timedelta(days=1), NOW, UTC) == "Nov 21, 15:40"
    assert moment(NOW - timedelta(days=400), NOW, UTC) == "Oct 18, 2025, 15:40"


@pytest.mark.parametrize("code", LANGUAGES)
def test_days_and_lists_in_each_language(code):
    language.speak(code)
    assert "2026" in day(NOW, UTC)
    assert listed(["a", "b", "c"]) != listed(["a", "b"])
    assert listed([]) == ""


def test_a_language_can_be_loaded_ahead_of_its_first_number():
    formats._locale.cache_clear()
    formats.prepare("es")
    assert formats._locale.cache_info().currsize == 1
