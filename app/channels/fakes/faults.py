"""How a marketplace on loopback misbehaves: seeded, so that a day can be had again. Pure; the server acts it out."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import HATCH, Counter


@dataclass(frozen=True, slots=True)
class Faults:
    """Shares are from 0 to 1, of requests.

    Attributes:
        lose: the request is acted upon, its reply never comes
        reset: the connection breaks before anything is done
        throttle: it asks to slow down
        expire: all tokens used so far are good no more
        fail: it says that it failed, half of the times after acting all the same
        double: a listed return or order is told twice
        sales_per_minute: pieces that buyers take by themselves
        latency_ms: before each reply

    """

    lose: float = 0.0
    reset: float = 0.0
    throttle: float = 0.0
    expire: float = 0.0
    fail: float = 0.0
    double: float = 0.0
    sales_per_minute: float = 0.0
    latency_ms: float = 0.0


class Broken(Enum):
    """A reply that never comes."""

    LOST = "lost"
    RESET = "reset"


class Moody:
    """A marketplace with its faults; `answer` is what comes of a request."""

    def __init__(self, market: Counter, faults: Faults | None = None, seed: int = 0) -> None:
        self.market = market
        self.chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self._sold_until = market.now()
        self.set(faults or Faults())

    def set(self, faults: Faults) -> None:
        self.faults = faults
        self.market.doubled = faults.double

    def answer(self, ask: Ask) -> Reply | Broken:
        """The hatch answers whatever the mood."""
        if ask.parts()[0] == HATCH:
            return self._hatch(ask)
        self._let_buyers_in()
        if self._rolls(self.faults.reset):
            return Broken.RESET
        if self._rolls(self.faults.throttle):
            return self.market.throttled()
        if self._rolls(self.faults.expire):
            self.market.expire()
        if self._rolls(self.faults.fail):
            if self._rolls(0.5):
                self.market.answer(ask)
            return Reply(503)
        reply = self.market.answer(ask)
        return Broken.LOST if self._rolls(self.faults.lose) else reply

    def _hatch(self, ask: Ask) -> Reply:
        if ask.parts()[1:] == ("faults",):
            known = {each.name for each in fields(Faults)}
            given = {name: float(value) for name, value in ask.content().items() if name in known}
            self.set(replace(self.faults, **given))
            return Reply.of_json(asdict(self.faults))
        try:
            return self.market.look(ask)
        except (KeyError, TypeError, ValueError) as error:
            return Reply.of_json({"error": f"{type(error).__name__}: {error}"}, 400)

    def _let_buyers_in(self) -> None:
        now = self.market.now()
        due = (now - self._sold_until).total_seconds() / 60 * self.faults.sales_per_minute
        whole = int(due)
        if whole or not self.faults.sales_per_minute:
            self._sold_until = now
        for _ in range(whole):
            self.market.sell_anything()

    def _rolls(self, share: float) -> bool:
        return share > 0 and self.chance.random() < share
