"""Every state of a shop and of a message has words, and a person reads what happened, what is safe and what to do."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.outbox import State, cannot_tell, sold_meanwhile
from app.services.syncing.in_step import InStep, ShopStanding
from app.ui.words import language
from app.ui.work.said import (
    NOTHING,
    advice_said,
    change_said,
    chip_said,
    lag_said,
    problem_said,
    safe_said,
    share_said,
    shop_facts,
    shop_said,
    state_said,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOON, BEFORE = NOW + timedelta(seconds=9), NOW - timedelta(minutes=14)
pytestmark = pytest.mark.usefixtures("dressed")


def message(**values):
    usual = {"op": "add", "quantity": 1, "channel": "shop", "unit": "R-1", "state": "pending", "problem": ""}
    return usual | {"confirmed_at": NOW, "next_try_at": None} | values


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({}, "In step", "ok"),
        ({"waiting": 2, "oldest": NOW}, "Being told", "second"),
        ({"waiting": 2, "oldest": BEFORE}, "Behind", "warn"),
        ({"waiting": 1, "oldest": NOW, "problem": "x"}, "Does not answer", "warn"),
        ({"problem": "x", "tried_again_at": SOON}, "Rests until", "warn"),
        ({"held": 1}, "Waits for a decision", "bad"),
        ({"differing": 1}, "Shows other quantities", "warn"),
        ({"worked": False}, "Not worked", "bad"),
    ],
)
def test_how_a_shop_stands(values, words, tone):
    said, in_tone = shop_said(ShopStanding("shop", **values), NOW)
    assert said.startswith(words)
    assert in_tone == tone


@pytest.mark.parametrize(
    ("state", "words"),
    list(zip(State, ("waits", "sent, not", "confirmed", "sent, being", "somebody"), strict=True)),
)
def test_every_state_of_a_message_has_words(state, words):
    assert state_said(message(state=state.value), NOW)[0].startswith(words)
    assert state_said(message(next_try_at=SOON), NOW)[0].startswith("tried again")


def test_what_we_said_ourselves_is_said_in_the_language_spoken_now():
    ours = message(problem=str(sold_meanwhile("shop", "R-1")))
    theirs = message(problem="E-77: no such thing")
    language.speak("zh_CN")
    assert problem_said(ours) != ours["problem"]
    assert problem_said(theirs) == "E-77: no such thing"


def test_what_is_safe_and_what_to_do_are_said_for_both_ways_and_both_roles():
    assert "sells no more than it did" in safe_said(message(problem="E-77: refused"))
    may_have_landed = safe_said(message(problem=str(cannot_tell("shop"))))
    assert "counted in the house" in may_have_landed
    assert "may sell it already" in may_have_landed
    assert "off sale in our records" in safe_said(message(op="take"))
    assert advice_said(message(problem=str(cannot_tell("shop"))), may_retry=True) == "Do as it says above. Then retry."
    assert "a supervisor" in advice_said(message(problem="other"), may_retry=False)
    assert (change_said(message()), change_said(message(op="take"))) == ("1 more on sale", "1 off sale")


@pytest.mark.parametrize(
    ("share", "said"), [(None, NOTHING), (Decimal(1), "100 %"), (Decimal("0.9999"), "99.99 %"), (Decimal(0), "0.00 %")]
)
def test_only_all_is_written_without_decimals(share, said):
    assert share_said(share) == said


def test_a_lag_is_seconds_then_minutes():
    assert [lag_said(one) for one in (None, 0.6, 59, 840)] == [NOTHING, "0.6 s", "59 s", "14 min"]


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({}, "Shops in step", "ok"),
        ({"told": 4, "confirmed": 4, "median_s": 0.6}, "Shops 100 % · 0.6 s", "ok"),
        ({"told": 4, "waiting": 4, "oldest": NOW}, "Shops: 4 on their way · 0 s", "neutral"),
        ({"told": 4, "confirmed": 3, "waiting": 1, "oldest": NOW}, "Shops 75.00 % · 0 s", "neutral"),
        ({"held": 2, "differing": 1}, "Shops: 2 to decide", "bad"),
        ({"worked": False}, "A shop is not worked", "bad"),
        ({"oldest": BEFORE, "differing": 1}, "Shops behind · 14 min", "warn"),
        ({"differing": 3}, "Shops: 3 differ", "warn"),
    ],
)
def test_the_head_of_the_window_says_the_worst(values, words, tone):
    assert chip_said(InStep((ShopStanding("a", **values),)), NOW) == (words, tone)


def test_without_shops_nothing_is_said():
    assert chip_said(InStep(), NOW)[0] == ""


def test_the_facts_of_a_shop_leave_out_what_there_is_not():
    facts = dict(shop_facts(ShopStanding("a", told=2, confirmed=1, oldest=BEFORE, tried_again_at=BEFORE), NOW))
    assert facts["Confirmed, 24 h"] == "1 · 50.00 %"
    assert (facts["Oldest"], facts["Rests until"], facts["Last read"]) == ("14 min ago", "", "never")
