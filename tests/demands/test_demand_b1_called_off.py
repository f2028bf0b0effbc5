"""B1: a return that the buyer or the shop calls off is awaited no more; its goods are inspected all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.channel_parts import TakeIn
from app.channels.fakes.faults import Moody
from app.channels.kinds import open_channel, open_fake
from app.services.importing import Imported
from app.services.syncing.pulling import Pulls, PullTools
from app.store.imports import SqlImports
from app.store.shop_inbox import SqlShopInbox
from app.store.telling import Telling
from app.store.unit_of_work import open_store
from tests.e2e.floor import CHECKED, MUG, answers_for
from tests.e2e.house import House, house
from tests.records import STATION
from tests.shops import Kept, Loopback, SetClock, around, settings

OFF: dict[str, tuple[Any, ...]] = {
    "shopify": ("CANCELED", "DECLINED"),
    "temu": (6, 7),
    "tiktok_shop": ("RETURN_OR_REFUND_REQUEST_CANCEL", "REFUND_OR_RETURN_REQUEST_REJECT"),
}
STANDS: dict[str, Any] = {"shopify": "OPEN", "temu": 2, "tiktok_shop": "BUYER_SHIPPED_ITEM"}


class Shop:
    """A shop of a kind whose returns are pulled into the house's records."""

    def __init__(self, at: House, kind: str) -> None:
        self.at, self.kind, self.tracking = at, kind, at.floor.tracking()
        self.store = open_store(f"sqlite:///{at.folder / 'bench-0' / 'regrade.db'}", STATION)
        self.clock = SetClock(datetime.now(UTC))
        self.market = open_fake(kind, self.clock.now)
        kept = Kept(**self.market.credentials())
        channel = open_channel(settings(kind, client="ALFA"), around(Loopback(Moody(self.market)), kept, self.clock))
        take = TakeIn(SqlImports(self.store.engine, STATION.id, self.clock), None, at.folder, "ALFA")  # type: ignore[arg-type]
        inbox = SqlShopInbox(Telling(self.store.engine, STATION.id))
        tools = PullTools(inbox, self.clock, take.rows, lambda *_: Imported(), timedelta(seconds=60))
        self.pulls = Pulls(channel, tools)

    def tells(self, status: Any) -> None:
        """The return's status, pulled."""
        told = {"order_id": "O-1", "rma": "R-1", "sku": MUG.sku, "sku_id": "17", "tracking": self.tracking}
        self.market.announce(told | {"status": status})
        self.clock.go_on(61)
        while self.pulls.wait_s() == 0:
            self.pulls.step()
        assert (self.pulls.told.problem, self.pulls.told.rejected) == ("", [])


@pytest.fixture(params=sorted(OFF))
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    with house(tmp_path) as at:
        opened = Shop(at, request.param)
        opened.tells(STANDS[opened.kind])
        assert at.stock(MUG) == {"expected": 1}
        yield opened
        opened.store.close()


def test_demand_b1_a_return_called_off_before_it_came_is_awaited_no_more(shop: Shop) -> None:
    for status in (*OFF[shop.kind], *OFF[shop.kind]):
        shop.tells(status)
        assert shop.at.stock(MUG) == {}
    person = shop.at.person()
    (order,) = person.scan(shop.tracking)["parcel"]["orders"]  # it comes all the same
    assert [(line["quantity"], line["called_off"]) for line in order["lines"]] == [(0, 1)]
    person.item(MUG)
    person.until(answers_for(MUG, CHECKED), "grade")
    person.until({}, "idle")
    assert shop.at.stock(MUG) == {"sellable_a": 1}


def test_demand_b1_one_called_off_while_its_piece_is_on_the_bench_goes_on(shop: Shop) -> None:
    person = shop.at.person()
    person.scan(shop.tracking)
    lpn = person.item(MUG)
    shop.tells(OFF[shop.kind][0])
    person.until(answers_for(MUG, CHECKED), "grade")
    person.until({}, "idle")
    assert shop.at.stock(MUG) == {"sellable_a": 1}
    assert shop.at.unit(lpn)["grade"] == "A"


def test_demand_b1_one_that_is_asked_for_again_is_awaited_again(shop: Shop) -> None:
    shop.tells(OFF[shop.kind][0])
    shop.tells(STANDS[shop.kind])
    assert shop.at.stock(MUG) == {"expected": 1}
