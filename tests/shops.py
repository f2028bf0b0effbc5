"""What a test needs to speak with a shop: a clock that is set, settings, listings, and canned answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.channels.fakes.asking import Ask
from app.channels.fakes.counter import Counter
from app.channels.fakes.faults import Broken, Moody
from app.channels.shop import Surroundings
from app.config import CREDENTIALS, ChannelSettings
from app.domain.channel import Change, Level, Listing
from app.ports import Bucket

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Noted(list[Any]):
    """A list whose `note` gives back what it was given, for a shop in one line."""

    def note(self, item: Any) -> Any:
        self.append(item)
        return item


class SetClock:
    """Stands still until it is told otherwise."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def go_on(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Kept:
    """Secrets in memory; `renewed` is what a connector gave back."""

    def __init__(self, **values: str) -> None:
        self.values = values
        self.renewed: dict[str, str] = {}

    def reveal(self, reference: str) -> str:
        return self.values.get(reference.removeprefix("env:"), reference)

    def keep(self, reference: str, value: str) -> None:
        self.renewed[reference] = value


class OnRecord:
    """How often shops may still be asked, in memory; implements `app.ports.Buckets`."""

    def __init__(self) -> None:
        self.known: dict[str, Bucket] = {}

    def turn(self, channel: str, name: str, change: Callable[[Bucket | None], Bucket | None]) -> None:
        kept = change(self.known.get(f"{channel} {name}"))
        if kept is not None:
            self.known[f"{channel} {name}"] = kept


def settings(kind: str, base_url: str | None = "https://shop.test", **more: Any) -> ChannelSettings:
    """A channel whose every credential refers to a value that says its name; `more` may bring others."""
    credentials = {name: f"env:{name}" for name in CREDENTIALS[kind]} | more.pop("credentials", {})
    return ChannelSettings.model_validate(
        {
            "name": f"{kind}-us",
            "kind": kind,
            "client": "ACME",
            "base_url": base_url,
            "credentials": credentials,
            **more,
        }
    )


def around(
    answer: httpx.BaseTransport | Callable[[httpx.Request], httpx.Response],
    kept: Kept | None = None,
    clock: SetClock | None = None,
) -> Surroundings:
    """Surroundings in which `answer` is the shop."""
    kept = kept or Kept()
    transport = answer if isinstance(answer, httpx.BaseTransport) else httpx.MockTransport(answer)
    return Surroundings(clock or SetClock(), transport, kept.reveal, kept.keep)


def listing(**params: str) -> Listing:
    return Listing("ACME", "SHOE-1", "A", params)


def change(delta: int = 1, *units: str) -> Change:
    return Change(delta, units or ("R-1",), NOON)


def level(here: int, **places: int) -> Level:
    return Level(here, None, NOON, here, places)


class Loopback(httpx.BaseTransport):
    """Leads a connector to a marketplace in the same process; `judge` sees each request and each reply."""

    def __init__(self, market: Counter | Moody, judge: Callable[[httpx.Request, httpx.Response], None] | None = None):
        self.market = market
        self.judge = judge
        self.asked: list[httpx.Request] = []
        self.on_the_way: Callable[[], None] = lambda: None
        """Happens while a request is on its way."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        self.on_the_way()
        target = request.url.raw_path.decode()
        reply = self.market.answer(Ask.of(request.method, target, dict(request.headers), request.read()))
        if reply is Broken.LOST:
            raise httpx.ReadTimeout("no reply came", request=request)
        if isinstance(reply, Broken):
            raise httpx.ReadError("connection reset", request=request)
        response = httpx.Response(reply.status, headers=dict(reply.headers), content=reply.body)
        if self.judge is not None:
            self.judge(request, response)
        return response
