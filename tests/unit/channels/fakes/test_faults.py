"""Each fault does what it says, as often as was asked, and the same again for a seed."""

import json

import pytest

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter
from app.channels.fakes.faults import Broken, Faults, Moody
from tests.shops import SetClock


class Market(Counter):
    def __init__(self, now):
        super().__init__(now)
        self.acted = 0

    def answer(self, ask):
        self.acted += 1
        return Reply(200 if self.lets_in(ask.headers.get("token", "t")) else 401)


ASK = Ask("GET", "/x")


def moody(**faults):
    clock = SetClock()
    mood = Moody(Market(clock.now), Faults(**faults), seed=1)
    return mood, clock


@pytest.mark.parametrize(
    ("fault", "answer", "acted"),
    [
        ("lose", Broken.LOST, 1),
        ("reset", Broken.RESET, 0),
        ("throttle", Reply(429, b"", {"retry-after": "1"}), 0),
    ],
)
def test_each_fault_does_what_it_says(fault, answer, acted):
    mood, _ = moody(**{fault: 1})
    assert mood.answer(ASK) == answer
    assert mood.market.acted == acted


def test_a_failure_may_have_acted_all_the_same():
    mood, _ = moody(fail=1)
    assert {mood.answer(ASK).status for _ in range(50)} == {503}
    assert 0 < mood.market.acted < 50


def test_tokens_expire_in_between():
    mood, _ = moody(expire=1)
    assert [mood.answer(ASK).status for _ in range(2)] == [200, 401]


def test_the_share_is_about_what_was_asked_and_the_same_for_a_seed():
    runs = [[mood.answer(ASK) for _ in range(1000)] for mood, _ in (moody(lose=0.02), moody(lose=0.02))]
    assert runs[0] == runs[1]
    assert 5 <= runs[0].count(Broken.LOST) <= 40


def test_buyers_come_with_the_time_and_never_take_what_is_not_there():
    mood, clock = moody(sales_per_minute=6)
    mood.market.put("S", "w", 4)
    mood.answer(ASK)
    assert mood.market.orders == []
    clock.go_on(20)
    mood.answer(ASK)
    assert len(mood.market.orders) == 2
    clock.go_on(3600)
    mood.answer(ASK)
    assert len(mood.market.orders) == 4


def test_the_hatch_answers_whatever_the_mood_and_changes_it():
    mood, _ = moody(reset=1)
    changed = mood.answer(Ask("POST", "/_fake/faults", body=b'{"reset": 0, "lose": 0.5, "unknown": 1}'))
    assert json.loads(changed.body)["lose"] == 0.5
    assert mood.faults.reset == 0
    assert mood.answer(Ask("POST", "/_fake/stock", body=b"{}")).status == 400
