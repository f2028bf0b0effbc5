"""What an event names is asked for at the shop itself; doubled, late and out of order they come to the same."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import permutations

import pytest

from app.channels.fakes.faults import Faults
from app.errors import Rejected, StoreError, Transient
from app.services.importing import Imported
from app.services.syncing import errands
from app.services.syncing.errands import GATHERED, GIVE_UP, KEPT, Errands
from app.services.syncing.hearing import OLDEST
from app.services.syncing.pulling import Pulls, PullTools
from app.store.shop_events import SqlShopEvents
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


class Floor(ShopFloor):
    """A TikTok shop whose events are heard, and the errands that follow."""

    def __init__(self, store) -> None:
        super().__init__(store, "tiktok_shop")
        self.market.events_to = "somewhere"
        self.events = SqlShopEvents(self.telling)
        self.rows_taken: list[str] = []
        self.shop = self.connect()
        tools = PullTools(self.inbox, self.clock, self._take, lambda *_: Imported(), timedelta(hours=9))
        self.pulls_ = Pulls(self.shop, tools)
        self.errands = self.new_errands()

    def new_errands(self):
        return Errands(self.shop, self.events, self.inbox, self.clock, self.pulls_)

    def _take(self, kind, channel, rows):
        self.rows_taken += [line.columns["rma"] for line in rows.lines]
        return Imported(inserted=len(rows.lines))

    def deliver(self, messages=None):
        for message in messages or self.market.outgoing:
            event = self.shop.event(message.headers, message.body)
            if self.events.heard(self.shop.name, event, self.clock.now()):
                self.errands.hear()
        if messages is None:
            self.market.outgoing.clear()

    def run(self, steps=1):
        for _ in range(steps):
            wait = self.errands.wait_s()
            if wait is None:
                return
            self.clock.go_on(wait)
            self.errands.step()

    def to_do(self):
        return [each for kind in ("return", "stock") for each in self.events.to_do(self.shop.name, kind, 9)]

    def asked(self):
        return [json.loads(each.content) for each in self.line.asked if "returns" in each.url.path]


@pytest.fixture
def floor(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    floor = Floor(store).open_parcel()
    floor.run(5)
    yield floor
    store.close()


def announce(floor, number, **more):
    told = {"order_id": f"O-{number}", "return_id": f"R{number}", "rma": f"R{number}", "sku": "SHOE-1"} | more
    floor.market.announce(told)


def test_a_return_is_asked_for_by_its_number_at_once(floor):
    announce(floor, 1)
    announce(floor, 2)
    floor.deliver([floor.market.outgoing[1]])
    assert floor.errands.wait_s() == 0
    floor.run()
    assert floor.rows_taken == ["R2"]
    assert floor.asked() == [{"return_ids": ["R2"]}]
    floor.run(3)
    assert floor.errands.wait_s() is None


def test_further_ones_are_gathered(floor):
    announce(floor, 1)
    floor.deliver()
    floor.run()
    for number in (2, 3):
        announce(floor, number)
        floor.deliver()
    assert 0 < floor.errands.wait_s() <= GATHERED.total_seconds()
    floor.run()
    assert floor.asked() == [{"return_ids": ["R1"]}, {"return_ids": ["R2", "R3"]}]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_out_of_order_and_doubled_they_come_to_the_same(floor, order):
    for status in ("RETURN_OR_REFUND_REQUEST_PENDING", "BUYER_SHIPPED_ITEM", "RETURN_OR_REFUND_REQUEST_CANCEL"):
        announce(floor, 1, status=status)
    messages = list(floor.market.outgoing)
    for place in order:
        floor.deliver([messages[place]] * 2)
        floor.run(2)
    assert floor.rows_taken == []  # the shop says by now that it was called off, whatever the events said
    assert floor.inbox.returns(floor.shop.name, (), floor.clock.now()) == ()


def test_an_event_is_never_believed(floor):
    floor.market.shelf("1").places["W1"] = 3
    told = {"type": 71, "tts_notification_id": "9", "timestamp": int(floor.clock.now().timestamp())}
    after = {"total_available_quantity": 999, "total_committed_quantity": 0}
    told |= {"data": {"product_id": "9", "sku_id": "1", "quantity_snapshot_after_change": after}}
    event = floor.shop.event(*floor.market.event("fake-key", told))
    assert floor.events.heard(floor.shop.name, event, floor.clock.now())
    floor.errands.hear()
    floor.run(2)
    (offer,) = floor.inbox.offers(floor.shop.name)
    assert offer.base.available == 3


def test_a_change_of_stock_brings_the_sales_and_finds_drift(floor):
    floor.grade()
    floor.work()
    assert floor.offers() == 1
    floor.pulls_.look_for_sales()
    floor.market.outgoing.clear()
    floor.clock.go_on(1)
    floor.market.sell("1")
    floor.deliver()
    floor.run(2)
    assert floor.balances() == {"sold": 1}
    floor.market.put("1", "W1", 5)
    floor.deliver()
    floor.run(2)
    with floor.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT expected, found FROM drifts").all() == [(1, 6)]


def test_a_return_that_is_not_shown_yet_is_asked_for_again_then_left_to_the_polls(floor):
    announce(floor, 1)
    hidden, floor.market.returns = floor.market.returns, []
    floor.deliver()
    floor.run(2)
    floor.market.returns = hidden
    floor.run()
    assert floor.rows_taken == ["R1"]
    announce(floor, 2)
    floor.market.returns = []
    floor.deliver()
    before = len(floor.asked())
    floor.run(30)
    assert len(floor.asked()) - before == GIVE_UP
    assert floor.to_do() == []


def test_a_shop_that_does_not_answer_is_asked_again_and_a_program_that_ended_leaves_nothing(floor):
    announce(floor, 1)
    floor.deliver()
    floor.moody.set(Faults(fail=1))
    floor.run()
    assert floor.errands.wait_s() > 0
    assert len(floor.to_do()) == 1
    floor.moody.set(Faults())
    floor.errands = floor.new_errands()
    floor.run()
    assert floor.rows_taken == ["R1"]


@pytest.mark.parametrize("where", ["to_do", "done"])
def test_records_that_cannot_be_had_lose_nothing(floor, monkeypatch, where):
    def locked(*_):
        raise StoreError("The records are locked.")

    announce(floor, 1)
    floor.deliver()
    with monkeypatch.context() as patched:
        patched.setattr(floor.events, where, locked)
        with pytest.raises(StoreError):
            floor.run()
    assert floor.errands.wait_s() is not None
    floor.run(2)
    assert floor.rows_taken[:1] == ["R1"]
    assert floor.to_do() == []


def test_a_shop_that_sends_nothing_is_not_asked(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    floor = ShopFloor(store, "shopify")
    errands = Errands(floor.shop, SqlShopEvents(floor.telling), floor.inbox, floor.clock, floor.pulls())
    assert errands.wait_s() is None
    store.close()


def test_events_are_forgotten_when_they_are_too_old_to_come_again(floor):
    announce(floor, 1)
    old = list(floor.market.outgoing)
    floor.deliver()
    floor.run(2)
    floor.clock.go_on(KEPT.total_seconds() + 60)
    announce(floor, 2)
    floor.deliver(floor.market.outgoing[1:])
    floor.run(2)
    event = floor.shop.event(old[0].headers, old[0].body)
    assert floor.events.heard(floor.shop.name, event, floor.clock.now()), "its number is not known any more"
    assert event.at < floor.clock.now() - OLDEST, "it is refused for its time"


def test_a_return_does_not_wait_for_sales_that_cannot_be_read(floor):
    announce(floor, 1)
    floor.market.put("1", "W1", 2)
    floor.deliver()
    floor.pulls_.look_for_sales = lambda: False
    floor.run()
    assert floor.rows_taken == ["R1"]
    assert [event.kind for event in floor.to_do()] == ["stock"]
    assert floor.errands.wait_s() > 0


def refusing(floor, monkeypatch, fault):
    read_all = floor.shop.read_all
    monkeypatch.setattr(floor.shop, "read_all", lambda asked: tuple(fault for _ in asked))
    return read_all


def test_a_listing_that_the_shop_refuses_is_asked_for_once(floor, monkeypatch):
    refusing(floor, monkeypatch, Rejected("No such warehouse."))
    floor.market.put("1", "W1", 2)
    floor.deliver()
    floor.run(2)
    assert floor.to_do() == []
    assert floor.errands.wait_s() is None


def test_a_listing_that_is_not_answered_for_is_asked_for_again_and_the_others_are_done(floor, monkeypatch):
    read_all = refusing(floor, monkeypatch, Transient("Slower."))
    floor.market.put("1", "W1", 2)
    floor.market.put("77", "W1", 2)  # not one of ours
    floor.deliver()
    floor.run()
    assert [event.listing for event in floor.to_do()] == [floor.listings["SHOE-1"]]
    assert floor.errands.wait_s() > 0
    monkeypatch.setattr(floor.shop, "read_all", read_all)
    floor.run(2)
    assert floor.to_do() == []


def test_a_return_is_asked_for_however_much_stock_waits(floor, monkeypatch):
    monkeypatch.setattr(errands, "MOST", 2)
    floor.pulls_.look_for_sales = lambda: False
    for quantity in (2, 3):
        floor.market.put("1", "W1", quantity)
    floor.deliver()
    announce(floor, 1)
    floor.deliver()
    floor.run()
    assert floor.rows_taken == ["R1"]


def test_numbers_that_the_shop_refuses_are_left_to_the_polls_and_hold_up_no_stock(floor, monkeypatch):
    def refused(_):
        raise Rejected("No such return.")

    monkeypatch.setattr(floor.shop, "pull_named", refused)
    announce(floor, 1)
    floor.market.put("1", "W1", 2)
    floor.deliver()
    floor.run()
    assert [event.kind for event in floor.to_do()] == ["return"]
    floor.run(GIVE_UP)
    assert floor.to_do() == []
