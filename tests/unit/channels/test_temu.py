"""Temu: differences under a key, both verdicts, returns with their parcels."""

import json
from datetime import timedelta

import httpx
import pytest

from app.channels.fakes.faults import Faults, Moody
from app.channels.fakes.temu import FakeTemu
from app.channels.temu import Temu, signature
from app.errors import Ambiguous, Rejected, Transient
from tests.shops import NOON, Kept, Loopback, SetClock, around, change, listing, settings

HERE = {"product_id": "9", "sku_id": "17"}
SECRETS = {"app_key": "k-12345", "app_secret": "fake-secret", "access_token": "temu-token"}


class Day:
    def __init__(self):
        self.clock = SetClock()
        self.market = FakeTemu(self.clock.now)
        self.market.shelf("17", "SHOE-1").places["ordinary"] = 5
        self.mood = Moody(self.market)
        self.line = Loopback(self.mood)
        self.channel = Temu(settings("temu"), around(self.line, Kept(**SECRETS), self.clock))

    def there(self):
        return self.market.shelf("17").available


@pytest.fixture
def day():
    return Day()


def test_the_signature_is_over_all_pairs_in_order():
    body = {"b": 1, "a": "x", "list": [{"k": True}], "sign": "never"}
    # made by coreutils: printf 'saxb1list[{"k":true}]s' | md5sum
    assert signature("s", body) == "894BC5371DC17124353B6685654D0B02"


def test_a_difference_is_taken_once_under_its_key(day):
    day.mood.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.apply(listing(**HERE), change(2), "key-1", None)
    day.mood.set(Faults())
    day.channel.apply(listing(**HERE), change(2), "key-1", None)
    assert day.there() == 7
    assert day.channel.read(listing(**HERE)).available == 7


def test_more_than_is_there_is_refused_by_sku(day):
    with pytest.raises(Rejected, match="not enough"):
        day.channel.apply(listing(**HERE), change(-6), "key-1", None)
    with pytest.raises(Rejected) as caught:
        day.channel.apply(listing(**HERE), change(-6), "key-1", day.channel.read(listing(**HERE)))
    assert caught.value.code == "channel_sold_meanwhile"


def answering(content):
    return Temu(settings("temu"), around(lambda _: httpx.Response(200, json=content), Kept(**SECRETS)))


def edited(whole, *skus):
    told = [{"skuId": sku, "stockEditStatus": fine, "errorMsg": "x"} for sku, fine in skus]
    return {"success": True, "result": {"operateResult": whole, "skuStockEditStatusInfoList": told}}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (edited(True, (17, False)), Rejected),
        (edited(False, (17, True)), Ambiguous),
        (edited(True, (18, True)), Ambiguous),
        (edited(False), Rejected),
        (edited(None), Ambiguous),
        ({"success": False, "errorCode": 4000004, "errorMsg": "x"}, Transient),
        ({"success": False, "errorCode": 1, "errorMsg": "access_token expired"}, Transient),
        ({"success": False, "errorCode": 1, "errorMsg": "bad"}, Rejected),
        ({"errorCode": 1}, Ambiguous),
    ],
)
def test_both_the_whole_and_our_sku_must_be_done(content, fault):
    with pytest.raises(fault):
        answering(content).apply(listing(**HERE), change(1), "key", None)


def test_an_expired_token_leaves_it_waiting(day):
    day.channel.read(listing(**HERE))
    day.market.expire()
    with pytest.raises(Transient) as caught:
        day.channel.read(listing(**HERE))
    assert caught.value.code == "channel_credentials"


def pulled(pull):
    items, cursor = [], ""
    while True:
        page = pull(NOON - timedelta(days=1), cursor)
        items += page.items
        if not (cursor := page.cursor):
            assert page.until < NOON
            return items


def test_returns_come_in_pages_with_their_parcels(day):
    for number in range(45):
        row = {"order_id": f"PO-{number}", "rma": f"PA-{number}", "sku": "SHOE-1", "tracking": f"94{number}"}
        day.market.returns.append({**row, "update_time": NOON.timestamp(), "type": 1 if number == 7 else 2})
    items = pulled(day.channel.pull_returns)
    assert {each.columns["tracking"] for each in items} == {f"94{number}" for number in range(45) if number != 7}
    assert items[0].columns["platform"] == "temu"
    assert items[0].columns["quantity"] == "1"


def test_sales_and_cancellations_are_told(day):
    day.market.sell("17")
    day.market.cancel("SALE-1")
    assert [(each.quantity, each.cancelled) for each in pulled(day.channel.pull_sales)] == [(1, False), (1, True)]


@pytest.mark.parametrize("sku_id", ["x", "1 2", "²", ""])
def test_an_id_is_a_number(day, sku_id):
    with pytest.raises(Rejected):
        day.channel.read(listing(product_id="9", sku_id=sku_id))


def test_what_is_unknown_there_is_refused():
    content = {"success": True, "result": {"stockList": [{"skuStockInfoList": [{"skuId": 18}]}]}}
    with pytest.raises(Rejected, match="does not know"):
        answering(json.loads(json.dumps(content))).read(listing(**HERE))
