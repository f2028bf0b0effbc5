"""Amazon: merge patches, never for what Amazon fulfils; its rates, reports, orders and refusals."""

import json
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import stamina

from app.channels.amazon import HOMES, KEPT_BACK, KEPT_FOR_LOST, OVERLAP, Amazon, patch, sold
from app.channels.fakes.amazon import OURS, THEIRS, FakeAmazon
from app.channels.fakes.faults import Faults, Moody
from app.channels.pace import Pace
from app.errors import Ambiguous, Rejected, Transient
from app.services.syncing.pulling import Pulls, PullTools
from tests.references import reference
from tests.shops import NOON, Kept, Loopback, Noted, OnRecord, SetClock, around, change, level, listing, settings

SKU = "SHOE/42 red"
HERE = {"listing_sku": SKU, "product_type": "SHOES"}
SECRETS = {
    "seller_id": "A1SELLER", "marketplace_id": "ATVPDKIKX0DER", "lwa_client_id": "client-1",
    "lwa_client_secret": "fake-secret", "refresh_token": "Atzr|refresh-1", "token_url": "https://shop.test/auth/o2/token",
}  # fmt: skip


class Day:
    def __init__(self):
        self.clock = SetClock()
        self.market = FakeAmazon(self.clock.now)
        self.market.strict = True
        self.market.shelf(SKU).places[OURS] = 5
        self.mood = Moody(self.market)
        self.line = Loopback(self.mood)
        self.channel = Amazon(settings("amazon"), around(self.line, Kept(**SECRETS), self.clock))

    def there(self):
        return self.market.shelf(SKU).places

    def patches(self):
        return [request for request in self.line.asked if request.method == "PATCH"]


@pytest.fixture
def day():
    return Day()


def test_a_quantity_is_merged_and_read_back(day):
    before = day.channel.read(listing(**HERE))
    applied = day.channel.apply(listing(**HERE), change(2), "key", before)
    assert (before.available, before.committed) == (5, None)
    assert day.there() == {OURS: 7}
    assert applied.settled
    (request,) = day.patches()
    assert json.loads(request.content) == patch("SHOES", 7)
    assert json.loads(request.content)["patches"][0]["op"] == "merge"


def test_what_is_accepted_but_does_not_show_yet_says_so(day):
    day.market.lag_s = 30
    applied = day.channel.apply(listing(**HERE), change(2), "key", day.channel.read(listing(**HERE)))
    assert not applied.settled
    day.clock.go_on(31)
    assert day.channel.read(listing(**HERE)).available == 7


@pytest.mark.parametrize("places", [{THEIRS: 0}, {OURS: 3, THEIRS: 0}])
def test_what_amazon_fulfils_is_never_given_a_quantity(day, places):
    day.market.shelf(SKU).places = dict(places)
    with pytest.raises(Rejected) as caught:
        day.channel.read(listing(**HERE))
    assert caught.value.code == "channel_not_ours"
    with pytest.raises(Rejected):
        day.channel.apply(listing(**HERE), change(1), "key", level(0))
    assert day.patches() == []


def test_a_listing_that_became_amazons_is_noticed(day):
    before = day.channel.read(listing(**HERE))
    day.market.shelf(SKU).places = {THEIRS: 0}
    assert isinstance(day.channel.read_all([listing(**HERE)])[0], Rejected)
    with pytest.raises(Rejected):
        day.channel.apply(listing(**HERE), change(1), "key", before)
    assert day.patches() == []


def with_reply(content, status=200):
    def answer(request):
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "Atza|access-1", "expires_in": 3600})
        if request.method == "GET":
            availability = [{"fulfillmentChannelCode": OURS, "quantity": 5}]
            return httpx.Response(200, json={"sku": SKU, "fulfillmentAvailability": availability})
        return httpx.Response(status, json=content)

    return Amazon(settings("amazon"), around(answer, Kept(**SECRETS)))


ISSUE = {"code": "90244", "message": "x", "severity": "ERROR"}


@pytest.mark.parametrize(
    ("content", "status", "fault"),
    [
        ({"status": "INVALID", "issues": []}, 200, Rejected),
        ({"status": "ACCEPTED", "issues": [ISSUE]}, 200, Rejected),
        ({"status": "VALID", "issues": []}, 200, Ambiguous),
        ({}, 200, Ambiguous),
        ({"errors": [{"code": "InvalidInput", "message": "x"}]}, 400, Rejected),
        ({"errors": [{"code": "Unauthorized", "message": "x"}]}, 403, Transient),
        ({"errors": [{"code": "QuotaExceeded", "message": "x"}]}, 429, Transient),
        ({}, 503, Ambiguous),
    ],
)
def test_only_accepted_without_an_error_is_taken(content, status, fault):
    with pytest.raises(fault):
        with_reply(content, status).apply(listing(**HERE), change(1), "key", level(5))


def test_a_warning_is_no_refusal():
    content = {"status": "ACCEPTED", "issues": [{**ISSUE, "severity": "WARNING"}]}
    assert with_reply(content).apply(listing(**HERE), change(1), "key", level(5)).target == 6


def test_an_hour_later_and_after_an_expiry_there_is_a_new_token(day):
    tokens = lambda: [each for each in day.line.asked if each.url.path.endswith("/token")]  # noqa: E731
    for _ in range(3):
        day.channel.read(listing(**HERE))
    assert len(tokens()) == 1
    day.clock.go_on(3590)
    day.channel.read(listing(**HERE))
    assert len(tokens()) == 2
    day.market.expire()
    day.channel.read(listing(**HERE))
    assert len(tokens()) == 3


def test_amazons_rates_are_kept_before_amazon_names_them(day):
    day.market.limits = True
    before = day.channel.read(listing(**HERE))
    day.channel._ours.add(SKU)
    done, waits = 0, Noted()
    for _ in range(8):
        try:
            day.channel.apply(listing(**HERE), change(1), "key", before)
            done += 1
        except Transient as fault:
            waits.append(fault.retry_after)
    assert done == 5
    assert all(0 < wait <= 1 for wait in waits)


def test_twenty_are_read_at_once_and_an_odd_name_alone(day):
    skus = [f"S{number}" for number in range(40)]
    for sku in [*skus, "a,b"]:
        day.market.shelf(sku).places[OURS] = 1
    found = day.channel.read_all([listing(listing_sku=sku) for sku in [*skus, "a,b", "unknown"]] + [listing()])
    assert [type(each).__name__ for each in found] == ["Level"] * 41 + ["Rejected"] * 2
    assert len([each for each in day.line.asked if each.method == "GET"]) == 4


def test_a_report_is_asked_for_waited_for_and_fetched_without_our_token(day):
    text = reference("fixtures", "fba_customer_returns.tsv").read_text()
    day.market.reports["GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"] = text
    page = day.channel.pull_reports("fba-returns")
    looks = 0
    while page.cursor:
        assert page.wait_s > 0
        page = day.channel.pull_reports("fba-returns", page.cursor)
        looks += 1
    assert looks == 2
    assert [each.content for each in page.items] == [text]
    assert "x-amz-access-token" not in day.line.asked[-1].headers
    (made,) = day.market.heard
    assert made["dataStartTime"] == "2026-10-17T12:00:00Z"


def test_the_next_report_waits_for_amazon_and_goes_less_far_back(day):
    day.channel.pull_reports("fba-returns")
    assert day.channel.pull_reports("fba-returns").cursor == ""
    day.clock.go_on(31 * 60)
    assert day.channel.pull_reports("fba-returns").cursor == "2"
    assert day.market.heard[1]["dataStartTime"] == "2026-11-14T12:31:00Z"


def test_nothing_to_tell_is_an_empty_end(day):
    page = day.channel.pull_reports("mfn-returns")
    page = day.channel.pull_reports("mfn-returns", page.cursor)
    assert (page.items, page.cursor) == ((), "")


@pytest.mark.parametrize("url", ["http://elsewhere.test/x", "file:///etc/passwd", "", "//x"])
def test_a_report_is_fetched_from_a_safe_place_only(day, url):
    with pytest.raises(Rejected):
        day.channel._download({"url": url})


def test_sales_come_in_pages_and_cancellations_with_them(day):
    for _ in range(120):
        day.there()[OURS] = 1
        day.market.sell(SKU)
    day.market.cancel("SALE-7")
    items, cursor = [], ""
    while True:
        page = day.channel.pull_sales(NOON - timedelta(hours=1), cursor)
        items += page.items
        if not (cursor := page.cursor):
            break
    assert len(items) == 121
    assert [each.order_id for each in items if each.cancelled] == ["SALE-7"]
    assert items[0].keys == {"listing_sku": SKU}
    assert page.until < NOON


def test_an_item_that_was_cancelled_alone_is_told_so():
    off = {"cancellationExecution": {"cancelledBy": "BUYER", "cancelReason": "No longer needed"}}
    asked = {"cancellationRequest": {"requester": "BUYER"}}
    told: list[dict[str, Any]] = [
        {},
        {"cancellation": off},
        {"cancellation": asked},
        {"cancellation": off, "fulfillment": {"quantityFulfilled": 1, "quantityUnfulfilled": 0}},
    ]
    items = [
        {"orderItemId": str(number), "quantityOrdered": 2, "product": {"sellerSku": SKU}, **more}
        for number, more in enumerate(told)
    ]
    order = {
        "orderId": "O-1", "createdTime": NOON.isoformat(), "lastUpdatedTime": (NOON + timedelta(hours=1)).isoformat(),
        "fulfillment": {"fulfilledBy": "MERCHANT", "fulfillmentStatus": "UNSHIPPED"}, "orderItems": items,
    }  # fmt: skip
    found = sold(order)
    assert [each.external_id for each in found] == ["0", "1", "1:cancelled", "2", "3"]
    assert [(each.quantity, each.at) for each in found if each.cancelled] == [(2, NOON + timedelta(hours=1))]


def test_what_amazon_sends_itself_is_no_sale_of_ours():
    assert sold({"fulfillment": {"fulfilledBy": "AMAZON"}, "orderItems": [{}]}) == []


def test_a_lost_reply_is_of_unknown_fate(day):
    before = day.channel.read(listing(**HERE))
    day.mood.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.apply(listing(**HERE), change(1), "key", before)
    assert day.there() == {OURS: 6}


@pytest.mark.parametrize(
    ("market", "home"), [("ATVPDKIKX0DER", "na"), ("A1PA6795UKMFR9", "eu"), ("A1VC38T7YXB528", "fe")]
)
def test_each_marketplace_has_its_region(market, home):
    channel = Amazon(
        settings("amazon", None), around(lambda _: httpx.Response(500), Kept(**SECRETS | {"marketplace_id": market}))
    )
    assert channel._line.base_url == HOMES[home]


def test_a_station_that_polls_all_day_never_spends_what_the_look_after_a_write_needs(day):
    theirs = Pace(0.0056, 20)  # what Amazon counts
    asked = []

    def judge(request, _):
        if request.url.path.startswith("/orders/"):
            asked.append(theirs.wait(day.clock.now()))

    day.line.judge = judge
    heard = [NOON - OVERLAP]
    kept: Any = SimpleNamespace(
        since=lambda *_: heard[-1], reached=lambda _, __, until, ___: heard.append(until), sales=lambda *_: 0
    )
    nothing: Any = None
    tools = PullTools(kept, day.clock, nothing, nothing, timedelta(seconds=60))
    pulls = Pulls(day.channel, tools)
    pulls.streams = {"sales": pulls.streams["sales"]}
    ends = NOON + timedelta(hours=8)
    while day.clock.now() < ends:
        day.clock.go_on(max(1.0, pulls.wait_s()))
        pulls.step()
        assert pulls.told.problem == ""
    assert set(asked) == {0}, "it was never asked more often than it says"
    assert 8 * 3600 / 179 < len(asked) < 20 + 8 * 3600 / 178
    for _ in range(KEPT_BACK - KEPT_FOR_LOST):
        day.clock.go_on(2)
        assert pulls.look_for_sales()
    day.clock.go_on(2)
    assert not pulls.look_for_sales()


def test_where_amazon_says_that_there_is_none_left_it_is_not_asked_in_vain(day):
    """When the next one comes nobody knows: it is asked again after half a minute, and not before."""
    day.channel.read(listing(**HERE))  # it is let in
    day.mood.set(Faults(throttle=1))
    asked = []
    for pause in (0, 1, 28.9, 0.2, 29, 1):
        day.clock.go_on(pause)
        with stamina.set_testing(True, attempts=1), pytest.raises(Transient) as caught:
            day.channel.pull_sales(NOON)
        asked.append((orders_asked(day), round(caught.value.retry_after or 0, 1)))
    assert asked == [(1, 1.0), (1, 29.0), (1, 0.1), (2, 1.0), (2, 1.0), (3, 1.0)]


def test_a_lost_answer_costs_no_three_minutes(day):
    """Some of what may be asked at once is for whoever was not answered; what was heard just now does not touch it."""
    day.market.limits = True
    since = NOON - OVERLAP
    while day.channel.pull_sales(since).items == ():
        since = day.clock.now() - OVERLAP
        day.clock.go_on(2)
        if orders_asked(day) == 20 - KEPT_FOR_LOST:
            break
    with pytest.raises(Transient) as caught:
        day.channel.pull_sales(since)
    assert 140 < (caught.value.retry_after or 0) < 179
    day.clock.go_on((caught.value.retry_after or 0) + 0.001)
    day.mood.set(Faults(lose=1))
    with stamina.set_testing(True, attempts=1), pytest.raises(Transient):
        day.channel.pull_sales(since)
    day.mood.set(Faults())
    assert day.channel.pull_sales(since).until == day.clock.now() - OVERLAP


def test_whoever_begins_anew_knows_how_often_amazon_may_still_be_asked(day):
    """What is left is on record: a second program asks nothing in vain, and waits no longer than is due."""
    day.market.limits = True
    record = OnRecord()
    outside = replace(around(day.line, Kept(**SECRETS), day.clock), buckets=record)
    for asked in range(20):
        Amazon(settings("amazon"), outside).pull_sales(NOON - timedelta(days=1))
        day.clock.go_on(1)
        assert orders_asked(day) == asked + 1
    with pytest.raises(Transient) as caught:
        Amazon(settings("amazon"), outside).pull_sales(NOON - timedelta(days=1))
    assert orders_asked(day) == 20
    day.clock.go_on((caught.value.retry_after or 0) + 0.001)
    Amazon(settings("amazon"), outside).pull_sales(NOON - timedelta(days=1))
    assert orders_asked(day) == 21


def test_a_seller_who_may_ask_more_often_does(day):
    day.market.limits = True
    day.market._paces["orders"] = Pace(0.1, 20)
    for _ in range(20):
        day.channel.pull_sales(NOON - timedelta(days=1))
    with pytest.raises(Transient) as caught:
        day.channel.pull_sales(NOON - timedelta(days=1))
    assert 9 < (caught.value.retry_after or 0) <= 10


def orders_asked(day):
    return sum(request.url.path.startswith("/orders/") for request in day.line.asked)
