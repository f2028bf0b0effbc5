"""TikTok Shop: all warehouses, failures under code 0, tokens, windows, events."""

import json
from datetime import timedelta

import httpx
import pytest

from app.channels.fakes.faults import Faults, Moody
from app.channels.fakes.tiktok_shop import FakeTikTokShop
from app.channels.tiktok_shop import TikTokShop, announced, code_fault, parsed_event
from app.domain.channel import Counted, resurrected
from app.errors import Ambiguous, Rejected, Transient
from tests.references import reference
from tests.shops import NOON, Kept, Loopback, SetClock, around, change, listing, settings

HERE = {"product_id": "9", "sku_id": "1729", "warehouse_id": "7068"}
SECRETS = {"app_key": "k-123", "app_secret": "fake-secret", "access_token": "tt-token-1", "refresh_token": "tt-refresh"}


class Day:
    """A shop, and a connector that works it."""

    def __init__(self, faults=None, **more):
        self.clock = SetClock()
        self.market = FakeTikTokShop(self.clock.now)
        self.market.shelf("1729", "SHOE-1").places["7068"] = 5
        self.line = Loopback(Moody(self.market, faults or Faults(), seed=3))
        self.kept = Kept(**SECRETS)
        self.channel = TikTokShop(settings("tiktok_shop", **more), around(self.line, self.kept, self.clock))

    def places(self):
        return self.market.shelf("1729").places


@pytest.fixture
def day():
    return Day()


def answering(content, status=200):
    return TikTokShop(settings("tiktok_shop"), around(lambda _: httpx.Response(status, json=content), Kept(**SECRETS)))


def test_it_reads_what_is_available_and_committed(day):
    day.market.sell("1729")
    found = day.channel.read(listing(**HERE))
    assert (found.available, found.here, found.committed, found.places) == (4, 4, 1, {"7068": 4})


def test_a_write_names_all_warehouses_and_shows_after(day):
    day.places()["7099"] = 3
    before = day.channel.read(listing(**HERE))
    applied = day.channel.apply(listing(**HERE), change(2), "key", before)
    assert day.places() == {"7068": 7, "7099": 3}
    assert applied.settled
    assert applied.target == 7


def test_an_id_that_tiktok_cannot_have_given_is_ours_to_mend_and_never_sent(day):
    before = day.channel.read(listing(**HERE))
    asked = len(day.line.asked)
    with pytest.raises(Rejected, match="cannot have given"):
        day.channel.apply(listing(**HERE | {"product_id": "../9"}), change(2), "key", before)
    assert len(day.line.asked) == asked


def test_a_piece_sold_between_reading_and_writing_is_found(day):
    before = day.channel.read(listing(**HERE))
    day.market.sell("1729")
    applied = day.channel.apply(listing(**HERE), change(1), "key", before)
    assert resurrected(before, 1, applied.seen) == 1


def test_many_are_read_by_few_requests(day):
    wanted = [listing(product_id="9", sku_id=str(number), warehouse_id="w") for number in range(60)]
    assert len(day.channel.read_all([*wanted, listing(sku_id="")])) == 61
    assert len(day.line.asked) == 2


def test_an_expired_token_is_renewed_kept_and_used(day):
    day.channel.read(listing(**HERE))
    day.market.expire()
    before = day.channel.read(listing(**HERE))
    day.market.expire()
    day.channel.apply(listing(**HERE), change(1), "key", before)
    assert day.places() == {"7068": 6}
    assert len(day.market.written) == 1
    assert set(day.kept.renewed) == {"env:access_token", "env:refresh_token"}


def test_without_a_refresh_token_what_waits_keeps_waiting():
    shop = answering({"code": 105002, "message": "expired"}, 401)
    shop.credentials._values.pop("refresh_token")
    with pytest.raises(Transient) as caught:
        shop.read(listing(**HERE))
    assert caught.value.code == "channel_credentials"


@pytest.mark.parametrize(
    ("code", "on_write", "on_read"),
    [
        (36009003, Ambiguous, Transient),
        (36009002, Transient, Transient),
        (106001, Transient, Transient),
        (None, Ambiguous, Transient),
        (True, Ambiguous, Transient),
        ([], Ambiguous, Transient),
        (12052023, Rejected, Rejected),
    ],
)
def test_what_a_code_means(code, on_write, on_read):
    assert type(code_fault(code, "", "shop", write=True)) is on_write
    assert type(code_fault(code, "", "shop", write=False)) is on_read
    assert code_fault(0, "", "shop", write=True) is None


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        ({"code": 12052023, "message": "no"}, Rejected),
        ({"code": 36009003, "message": "inside"}, Ambiguous),
        ({"code": 1, "detail": {"sku_id": "1729", "extra_errors": [{"warehouse_id": "7068"}]}}, Rejected),
        ({"code": 1, "detail": {"sku_id": "1729", "extra_errors": [{"warehouse_id": "7099"}]}}, Ambiguous),
        ({"code": 0}, Rejected),
    ],
)
def test_a_sku_may_fail_though_the_whole_has_code_0(day, error, fault):
    shop = answering({"code": 0, "data": {"errors": [error]}})
    with pytest.raises(fault):
        shop.apply(listing(**HERE), change(1), "key", day.channel.read(listing(**HERE)))


def test_a_lost_reply_after_a_write_is_of_unknown_fate(day):
    before = day.channel.read(listing(**HERE))
    day.line.market.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.apply(listing(**HERE), change(1), "key", before)
    assert day.places() == {"7068": 6}


def test_where_0_is_not_taken_it_is_not_sent():
    day = Day(zero_allowed=False)
    day.market.zero_allowed = False
    day.places()["7099"] = 0
    before = day.channel.read(listing(**HERE))
    day.channel.apply(listing(**HERE), change(1), "key", before)
    assert day.places() == {"7068": 6, "7099": 0}
    with pytest.raises(Rejected) as caught:
        day.channel.apply(listing(**HERE), change(-5), "key", before)
    assert caught.value.code == "channel_no_zero"


def test_where_0_is_refused_after_all_the_shop_is_believed(day):
    day.market.zero_allowed = False
    before = day.channel.read(listing(**HERE))
    with pytest.raises(Rejected, match="12052023"):
        day.channel.apply(listing(**HERE), change(-5), "key", before)


def test_a_sku_that_names_no_warehouses_has_all_at_ours():
    sku = {"id": "1729", "total_available_quantity": 5}
    shop = answering({"code": 0, "data": {"inventory": [{"skus": [sku]}]}})
    found = shop.read(listing(**HERE))
    assert (found.here, found.committed, found.places) == (5, None, {})


def test_a_warehouse_that_sells_nothing_is_not_written(day):
    with pytest.raises(Rejected, match="does not sell"):
        day.channel.read(listing(**HERE | {"warehouse_id": "returns"}))


def pulled(pull, since):
    items, cursor, pages = [], "", 0
    while True:
        page = pull(since, cursor)
        items += page.items
        pages += 1
        if not page.cursor:
            return items, page.until, pages
        cursor = page.cursor


def test_returns_of_weeks_come_in_pages_and_windows(day):
    for number in range(120):
        at = (NOON - timedelta(days=20) + timedelta(hours=number)).timestamp()
        day.market.returns.append({"order_id": str(number), "sku": "SHOE-1", "tracking": "94", "update_time": at})
    items, until, pages = pulled(day.channel.pull_returns, NOON - timedelta(days=20))
    assert sorted(int(each.columns["order_id"]) for each in items) == list(range(120))
    assert until < NOON
    assert pages >= 3


def test_a_return_stands_in_the_terms_of_the_import():
    found = json.loads(reference("fixtures", "tiktok_returns_search_response.json").read_text())
    (line,) = announced(found["data"]["return_orders"][0], "ACME")
    assert line.external_id == "4035000000000000001:1"
    assert {**line.columns, "return_type": "", "sku_id": "", "return_status": ""} == {
        "client": "ACME", "platform": "tiktok_shop", "order_id": "5760000000000000001", "rma": "4035000000000000001",
        "tracking": "9400TEST0001", "sku": "SHOE-RED-42", "quantity": "1",
        "reason_code": "ecom_order_delivered_refund_reason_too_small", "reason_text": "Too small",
        "requested_at": "2025-11-18T21:06:40+00:00", "return_type": "", "sku_id": "", "return_status": "",
    }  # fmt: skip
    assert not line.withdrawn


def test_a_withdrawn_return_says_so():
    (line,) = announced({"return_status": "RETURN_OR_REFUND_REQUEST_CANCEL", "return_line_items": [{}]}, "ACME")
    assert line.withdrawn


def test_sales_and_cancellations_are_told(day):
    day.market.sell("1729")
    day.market.sell("1729")
    day.market.cancel("SALE-1")
    items, _, _ = pulled(day.channel.pull_sales, NOON - timedelta(hours=1))
    assert [(each.external_id, each.cancelled, each.keys["sku_id"]) for each in items] == [
        ("SALE-1-1", False, "1729"),
        ("SALE-1-1:cancelled", True, "1729"),
        ("SALE-2-1", False, "1729"),
    ]


def test_parcels_on_the_way_are_found(day):
    day.market.returns.append({"order_id": "1", "rma": "R1", "sku": "S", "update_time": 0})
    (parcel,) = day.channel.parcels_on_the_way().items
    assert parcel == {"rma": "R1", "package_id": "PR1", "return_id": "R1", "status": "RETURN_IN_TRANSIT"}


@pytest.mark.parametrize(
    ("name", "kind", "available"),
    [("tiktok_webhook_12_return_status", "return", None), ("tiktok_webhook_71_inventory_changed", "stock", 1)],
)
def test_a_signed_event_is_taken_and_any_other_is_not(day, name, kind, available):
    content = json.loads(reference("fixtures", f"{name}.json").read_text())
    headers, body = day.market.event("k-123", content)
    event = day.channel.event(headers, body)
    assert (event.kind, event.external_id) == (kind, content["tts_notification_id"])
    assert (event.level.available if event.level else None) == available
    for bad in ({}, {"Authorization": "0" * 64}, {"Authorization": "ü"}):
        with pytest.raises(Rejected):
            day.channel.event(bad, body)
    with pytest.raises(Rejected):
        day.channel.event(headers, body + b" ")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"timestamp": "x"}', b'{"timestamp": 1e99, "tts_notification_id": 1}']
)
def test_an_event_that_cannot_be_read_is_refused(body):
    with pytest.raises(Rejected):
        parsed_event(body, "shop")


def test_an_id_is_never_a_path(day):
    before = day.channel.read(listing(**HERE))
    with pytest.raises(Rejected):
        day.channel.apply(listing(**HERE | {"product_id": "../../x"}), change(1), "key", before)


def test_a_parcel_that_came_is_approved_once_under_its_key(day):
    day.market.announce({"order_id": "1", "rma": "R1", "sku": "S"})
    day.line.market.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.settle_return("R1", [Counted("S", 1)], "key-1")
    day.line.market.set(Faults())
    assert day.channel.settle_return("R1", [Counted("S", 1)], "key-1") == day.clock.now()
    assert day.market.heard == [{"approved": "R1", "key": "key-1"}]


@pytest.mark.parametrize("pieces", [[], [Counted("S", 0, 1)], [Counted("S", 1), Counted("T", 0, 1)]])
def test_a_short_parcel_is_never_approved(day, pieces):
    day.market.announce({"order_id": "1", "rma": "R1", "sku": "S"})
    with pytest.raises(Rejected):
        day.channel.settle_return("R1", pieces, "key-1")
    with pytest.raises(Rejected):
        day.channel.settle_return("../R1", [Counted("S", 1)], "key-1")
    assert day.market.heard == []


def returned(**more):
    line = {"return_line_item_id": "1", "seller_sku": "SET", "sku_id": "7"}
    told = {"return_id": "R1", "order_id": "O1", "return_type": "RETURN_AND_REFUND", "return_status": "X"}
    return announced(told | {"return_line_items": [line]} | more, "ACME")


def test_of_a_refund_alone_nothing_is_awaited():
    assert [each.withdrawn for each in returned()] == [False]
    assert [each.withdrawn for each in returned(return_type="REFUND")] == [True]


def test_of_a_bundle_each_article_in_it_is_announced():
    inside = [
        {"return_sub_line_item_id": str(number), "seller_sku": sku, "sku_id": "8", "quantity": 2}
        for number, sku in enumerate(("CUP", "PLATE", ""))
    ]
    line = {"return_line_item_id": "1", "seller_sku": "SET", "return_sub_line_items": inside}
    found = returned(return_line_items=[line])
    assert [(each.external_id, each.columns["sku"], each.columns["quantity"]) for each in found] == [
        ("R1:1:0", "CUP", "2"),
        ("R1:1:1", "PLATE", "2"),
    ]
