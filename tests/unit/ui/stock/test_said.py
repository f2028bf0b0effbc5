"""Every account, and every fate of a message, has words."""

from datetime import UTC, datetime

import pytest

from app.domain.stock import Account
from app.ui.stock.said import account_said, message_said, reason_said
from app.ui.words import language

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.usefixtures("dressed")
def test_every_account_has_words_of_its_own():
    words = [account_said(account.value) for account in Account]
    assert len(set(words)) == len(Account)
    assert account_said("new_account") == "new account"


@pytest.mark.usefixtures("dressed")
def test_why_stock_moved_is_said_in_words():
    assert reason_said("grade_B") == "graded B"
    assert reason_said("announced") == "announced"
    assert reason_said("never_heard_of") == "never heard of"


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        ("pending", "waits to be sent", "second"),
        ("sent", "not confirmed", "warn"),
        ("unknown", "nobody knows", "warn"),
        ("confirmed", "confirmed", "ok"),
        ("needs_human", "no such listing", "bad"),
    ],
)
def test_what_became_of_a_message(state, words, tone):
    message = {"op": "take", "quantity": 1, "channel": "shop", "state": state, "confirmed_at": NOW,
               "problem": "no such listing"}  # fmt: skip
    said, in_tone = message_said(message, NOW)
    assert said.startswith("shop: 1 less · ")
    assert words in said
    assert in_tone == tone


@pytest.mark.usefixtures("dressed")
def test_another_language_is_spoken_at_once():
    before = account_said("held")
    language.speak("zh_CN")
    assert language.code == "zh_CN"
    assert before == "Held"
