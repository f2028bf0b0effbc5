"""Events of a marketplace on loopback arrive, doubled where that is asked for, again where they were not taken."""

import asyncio

import httpx
import pytest

from app.channels.fakes import messenger
from app.channels.fakes.counter import Counter, Message
from app.channels.fakes.messenger import MOST_TRIES, deliver
from tests.shops import SetClock

REAL = httpx.AsyncClient


def delivered(monkeypatch, messages, answers, doubled=0.0, until=1):
    """The bodies that came, in order; each is answered in turn, the last answer stays."""
    came = []
    monkeypatch.setattr(messenger, "AGAIN_S", 0)

    async def day():
        done = asyncio.Event()

        def answer(request):
            came.append(request.content.decode())
            if len(came) >= until:
                done.set()
            status = answers[min(len(came), len(answers)) - 1]
            if status is None:
                raise httpx.ConnectError("nobody is there")
            return httpx.Response(status)

        monkeypatch.setattr(messenger.httpx, "AsyncClient", lambda **_: REAL(transport=httpx.MockTransport(answer)))
        market, woken = Counter(SetClock().now), asyncio.Event()
        market.doubled, market.events_to = doubled, "http://127.0.0.1/shop"
        market.outgoing += [Message({}, body) for body in messages]
        woken.set()
        task = asyncio.create_task(deliver(market, woken))
        await done.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(day())
    return came


def test_each_comes_once_or_twice(monkeypatch):
    assert delivered(monkeypatch, [b"a", b"b"], [200], until=2) == ["a", "b"]
    assert delivered(monkeypatch, [b"a"], [200], doubled=1, until=2) == ["a", "a"]


@pytest.mark.parametrize("first", [503, None])
def test_what_was_not_taken_comes_again_after_the_others(monkeypatch, first):
    assert delivered(monkeypatch, [b"a", b"b"], [first, 200], until=3) == ["a", "b", "a"]


def test_it_gives_up_at_last(monkeypatch):
    assert delivered(monkeypatch, [b"a"], [500], until=MOST_TRIES + 1) == ["a"] * (MOST_TRIES + 1)
