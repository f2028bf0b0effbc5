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


def test_the_signature_is_the_one_that_the_documentation_works_out():
    line = {
        "quantity": 1, "orderSn": "211-21905473070712792", "parentOrderSn": "PO-211-21905452099192792",
        "goodsId": 601099548666279, "skuId": 17592352673534,
    }  # fmt: skip
    sent = {"orderSendInfoList": [line], "carrierId": "699272611", "trackingNumber": "270324232756"}
    body = {
        "access_token": "2nifvmpyymvypwmcms5ct4uqqudrwgpmzbcnmkt1jzjkuaf3x56iixym",
        "app_key": "f9d5cc9313893a20d5aa85c654e8f503",
        "data_type": "JSON",
        "sendRequestList": [sent],
        "sendType": 0,
        "timestamp": 1711009072,
        "type": "bg.logistics.shipment.confirm",
    }
    assert signature("c7e0a1a63542be4de3cb5488f9fba8149e8fc290", body) == "4CCF219942D4180C6DDA3CE36C1B838F"


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
        ({"success": False, "errorCode": 3000032, "errorMsg": "x"}, Transient),
        ({"success": False, "errorCode": 5000000, "errorMsg": "x"}, Transient),
        ({"success": False, "errorCode": 3000012, "errorMsg": "x"}, Transient),
        ({"success": False, "errorCode": 4000000, "errorMsg": "x"}, Ambiguous),
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


def test_many_listings_are_read_by_one_request_and_a_bad_one_is_told_by_itself(day):
    day.market.shelf("18", "SHOE-2").places["ordinary"] = 2
    asked = [listing(product_id="9", sku_id=sku_id) for sku_id in ("17", "18", "x", "17")]
    first, second, bad, again = day.channel.read_all(asked)
    assert (first.available, second.available, again.available) == (5, 2, 5)
    assert isinstance(bad, Rejected)
    assert len(day.line.asked) == 1
    day.mood.set(Faults(throttle=1))
    assert [type(each) for each in day.channel.read_all(asked)] == [Transient, Transient, Rejected, Transient]
    stock = {"stockList": [{"skuStockInfoList": [{"skuId": 17, "selfOrdinaryStock": {"stock": "many"}}]}]}
    odd, unknown = answering({"success": True, "result": stock}).read_all(asked[:2])
    assert isinstance(odd, Ambiguous | Transient)
    assert isinstance(unknown, Rejected)


def test_twenty_requests_a_second_and_no_more(day):
    for _ in range(20):
        day.channel.read(listing(**HERE))
    with pytest.raises(Transient) as caught:
        day.channel.read(listing(**HERE))
    assert (caught.value.code, caught.value.retry_after) == ("channel_throttled", 0.05)
    assert len(day.line.asked) == 20
    day.clock.go_on(0.05)
    day.channel.read(listing(**HERE))


def test_who_is_told_to_slow_down_waits_before_asking_again(day):
    day.mood.set(Faults(throttle=1))
    with pytest.raises(Transient):
        day.channel.read(listing(**HERE))
    day.mood.set(Faults())
    with pytest.raises(Transient):
        day.channel.read(listing(**HERE))
    assert len(day.line.asked) == 1


def test_a_page_of_returns_is_begun_only_where_it_can_be_read_to_its_end(day):
    for _ in range(10):
        day.channel.read(listing(**HERE))
    with pytest.raises(Transient) as caught:
        day.channel.pull_returns(NOON)
    assert caught.value.retry_after == pytest.approx(0.1)
    assert len(day.line.asked) == 10


def test_it_says_until_when_its_token_is_good(day):
    assert day.channel.let_in_until() == NOON + timedelta(days=90)
    for told in (0, None, "soon", 10**15):
        assert answering({"success": True, "result": {"expiredTime": told}}).let_in_until() is None


def pulled(pull, clock):
    items, cursor = [], ""
    while True:
        clock.go_on(1)
        page = pull(NOON - timedelta(days=1), cursor)
        items += page.items
        if not (cursor := page.cursor):
            assert page.until < clock.now()
            return items


def test_returns_come_in_pages_with_their_parcels(day):
    for number in range(45):
        row = {"order_id": f"PO-{number}", "rma": f"PA-{number}", "sku": "SHOE-1", "tracking": f"94{number}"}
        day.market.returns.append({**row, "update_time": NOON.timestamp(), "type": 1 if number == 7 else 2})
    items = pulled(day.channel.pull_returns, day.clock)
    assert {each.columns["tracking"] for each in items} == {f"94{number}" for number in range(45) if number != 7}
    assert items[0].columns["platform"] == "temu"
    assert items[0].columns["quantity"] == "1"


def test_sales_and_cancellations_are_told(day):
    day.market.sell("17")
    day.market.cancel("SALE-1")
    assert [(each.quantity, each.cancelled) for each in pulled(day.channel.pull_sales, day.clock)] == [
        (1, False),
        (1, True),
    ]


@pytest.mark.parametrize("sku_id", ["x", "1 2", "²", ""])
def test_an_id_is_a_number(day, sku_id):
    with pytest.raises(Rejected, match="numbers" if sku_id else "has no sku_id") as caught:
        day.channel.read(listing(product_id="9", sku_id=sku_id))
    assert "refused" not in caught.value.message  # Temu was never asked


def test_what_is_unknown_there_is_refused():
    content = {"success": True, "result": {"stockList": [{"skuStockInfoList": [{"skuId": 18}]}]}}
    with pytest.raises(Rejected, match="does not know"):
        answering(json.loads(json.dumps(content))).read(listing(**HERE))
