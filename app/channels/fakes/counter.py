"""What all marketplaces on loopback share: their shelves, their tokens, and the hatch through which a test looks in.

`/_fake/…` is that hatch, no part of any marketplace: `GET state`; `POST stock`, `sell`, `cancel`, `returns`, `reports`,
`expire`, `events` (the `url` that they go to) and `faults` (in `faults.py`) take a JSON object. Quantities never fall
below 0: what nobody has, nobody buys.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from app.channels.fakes.asking import Ask, Reply

HATCH = "_fake"
SOMEWHERE = "main"


@dataclass(slots=True)
class Shelf:
    """What is offered under one key: available by place, and what is sold and not yet sent."""

    places: dict[str, int] = field(default_factory=dict)
    committed: int = 0
    sku: str = ""

    @property
    def available(self) -> int:
        return sum(self.places.values())


@dataclass(frozen=True, slots=True)
class Written:
    """One change that was applied, for a test that counts."""

    at: str
    item: str
    place: str
    before: int
    after: int
    key: str


@dataclass(slots=True)
class Order:
    """One piece sold; `cancelled_at` where the buyer took it back."""

    order_id: str
    item: str
    sku: str
    at: datetime
    cancelled_at: datetime | None = None

    @property
    def changed_at(self) -> datetime:
        return self.cancelled_at or self.at


@dataclass(frozen=True, slots=True)
class Message:
    """An event on its way to whoever asked for them; `tries` is how often it was not taken."""

    headers: Mapping[str, str]
    body: bytes
    tries: int = 0


class Counter:
    """A marketplace's state. A kind derives from it and answers in its own way."""

    kind: ClassVar[str] = ""
    usual_place: ClassVar[str] = SOMEWHERE
    """Where stock stands of which nobody says where; a kind without places of its own has this one only."""

    def __init__(self, now: Callable[[], datetime], secret: str = "fake-secret", seed: int = 0) -> None:  # noqa: S107 - anybody may know it
        self.now = now
        self.secret = secret
        self.address = ""
        self.chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self.doubled = 0.0
        self.shelves: dict[str, Shelf] = {}
        self.written: list[Written] = []
        self.orders: list[Order] = []
        self.returns: list[dict[str, Any]] = []
        self.reports: dict[str, str] = {}
        self.heard: list[dict[str, Any]] = []
        self.events_to = ""
        self.outgoing: list[Message] = []
        self._stale: set[str] = set()
        self._seen: set[str] = set()
        self._tokens = 0

    def answer(self, ask: Ask) -> Reply:
        """What the marketplace answers."""
        raise NotImplementedError

    def credentials(self) -> dict[str, str]:
        """What a connector is to be given for this marketplace."""
        return {}

    def throttled(self) -> Reply:
        """How it asks to slow down."""
        return Reply(429, b"", {"retry-after": "1"})

    def look(self, ask: Ask) -> Reply:
        """The hatch."""
        given = ask.content()
        match ask.parts()[1:]:
            case ("state",):
                return Reply.of_json(self.state())
            case ("stock",):
                shelf = self.shelf(str(given["item"]), str(given.get("sku", "")))
                place = given.get("place") or next(iter(shelf.places), self.usual_place)
                shelf.places[str(place)] = int(given["available"])
                shelf.committed = int(given.get("committed", shelf.committed))
                self.changed(str(given["item"]))
            case ("sell",):
                return Reply.of_json({"sold": self.sell(str(given["item"]))})
            case ("cancel",):
                return Reply.of_json({"cancelled": self.cancel(str(given["order_id"]))})
            case ("returns",):
                self.announce(given)
            case ("events",):
                self.events_to = str(given["url"])
            case ("reports",):
                self.reports[str(given["type"])] = str(given["content"])
            case ("expire",):
                self.expire()
            case _:
                return Reply(404)
        return Reply.of_json({})

    def state(self) -> dict[str, Any]:
        """All that happened here."""
        return {
            "shelves": {
                key: {"available": each.available, "committed": each.committed, "places": each.places}
                for key, each in self.shelves.items()
            },
            "written": [asdict(each) for each in self.written],
            "orders": [
                {"order_id": each.order_id, "item": each.item, "cancelled": each.cancelled_at is not None}
                for each in self.orders
            ],
            "heard": self.heard,
        }

    def announce(self, given: dict[str, Any]) -> None:
        """A buyer asks to send something back, or changes what they asked for: the same return is told anew."""
        told = {"update_time": self.now().timestamp(), **given}
        self.returns = [each for each in self.returns if not _same_return(each, told)] + [told]
        self.returned(told)

    def changed(self, item: str) -> None:
        """The stock of an item is another: a kind that sends events says so."""

    def returned(self, told: dict[str, Any]) -> None:
        """A return was announced or changed: a kind that sends events says so."""

    def shelf(self, item: str, sku: str = "") -> Shelf:
        """The shelf of an item; one that was never asked for stands empty."""
        found = self.shelves.setdefault(item, Shelf())
        found.sku = sku or found.sku or item
        return found

    def put(self, item: str, place: str, quantity: int, key: str = "") -> None:
        """Set what is available at a place."""
        shelf = self.shelf(item)
        before = shelf.places.get(place, 0)
        shelf.places[place] = quantity
        self.written.append(Written(self.now().isoformat(), item, place, before, quantity, key))
        self.changed(item)

    def sell(self, item: str) -> bool:
        """A buyer takes one piece, if there is one."""
        shelf = self.shelf(item)
        place = next((place for place, many in shelf.places.items() if many > 0), None)
        if place is None:
            return False
        shelf.places[place] -= 1
        shelf.committed += 1
        self.orders.append(Order(f"SALE-{len(self.orders) + 1}", item, shelf.sku, self.now()))
        self.changed(item)
        return True

    def sell_anything(self) -> bool:
        """A buyer takes a piece of whatever is there."""
        there = sorted(item for item, shelf in self.shelves.items() if shelf.available > 0)
        return bool(there) and self.sell(self.chance.choice(there))

    def cancel(self, order_id: str) -> bool:
        """A buyer takes an order back; its piece can be bought again."""
        for order in self.orders:
            if order.order_id == order_id and order.cancelled_at is None:
                order.cancelled_at = self.now()
                shelf = self.shelf(order.item)
                shelf.committed -= 1
                place = next(iter(shelf.places), SOMEWHERE)
                shelf.places[place] = shelf.places.get(place, 0) + 1
                self.changed(order.item)
                return True
        return False

    def told(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What is listed, some of it twice where deliveries are doubled."""
        return [copy for each in items for copy in ([each, each] if self.chance.random() < self.doubled else [each])]

    def lets_in(self, token: str) -> bool:
        """Whether a token is good: any is until the tokens expire."""
        self._seen.add(token)
        return bool(token) and token not in self._stale

    def new_token(self) -> str:
        self._tokens += 1
        return f"{self.kind}-token-{self._tokens}-{self.chance.randrange(10**12):012d}"

    def expire(self) -> None:
        """No token that was used so far is good any more."""
        self._stale |= self._seen


def _same_return(one: dict[str, Any], other: dict[str, Any]) -> bool:
    names = ("rma", "return_id", "order_id", "line", "sku")
    return [one.get(name) for name in names] == [other.get(name) for name in names]
