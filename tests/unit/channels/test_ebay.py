"""eBay: item and offer alike, orders, refusals."""

import json
from datetime import timedelta

import httpx
import pytest

from app.channels.ebay import Ebay
from app.channels.fakes.ebay import FakeEbay
from app.channels.fakes.faults import Faults, Moody
from app.errors import Ambiguous, Rejected, Transient
from tests.shops import NOON, Kept, Loopback, SetClock, around, change, level, listing, settings

SKU = "SHOE/42 red"
HERE = {"listing_sku": SKU, "product_id": "36445435465"}
SECRETS = {"client_id": "app-1", "client_secret": "fake-secret", "refresh_token": "v^1.1#refresh"}


class Day:
    def __init__(self):
        self.clock = SetClock()
        self.market = FakeEbay(self.clock.now)
        self.market.shelf(SKU).places["item"] = 5
        self.mood = Moody(self.market)
        self.line = Loopback(self.mood)
        self.channel = Ebay(settings("ebay"), around(self.line, Kept(**SECRETS), self.clock))


@pytest.fixture
def day():
    return Day()


def test_item_and_offer_are_set_alike_and_read_back(day):
    applied = day.channel.apply(listing(**HERE), change(2), "key", day.channel.read(listing(**HERE)))
    (request,) = [each for each in day.line.asked if each.url.path.endswith("bulk_update_price_quantity")]
    assert json.loads(request.content) == {
        "requests": [
            {
                "sku": SKU,
                "shipToLocationAvailability": {"quantity": 7},
                "offers": [{"offerId": "36445435465", "availableQuantity": 7}],
            }
        ]
    }
    assert applied.settled
    assert day.market.shelf(SKU).available == 7


def test_a_token_is_renewed_when_it_has_expired(day):
    day.channel.read(listing(**HERE))
    day.market.expire()
    assert day.channel.read(listing(**HERE)).available == 5
    assert len([each for each in day.line.asked if each.url.path.endswith("token")]) == 2


def answering(content, status=200):
    def answer(request):
        if request.url.path.endswith("token"):
            return httpx.Response(200, json={"access_token": "v^1.1#access", "expires_in": 7200})
        return httpx.Response(status, json=content)

    return Ebay(settings("ebay"), around(answer, Kept(**SECRETS)))


BAD, FINE = {"statusCode": 400, "errors": [{"errorId": 1, "message": "x"}]}, {"statusCode": 200}


@pytest.mark.parametrize(
    ("content", "status", "fault"),
    [
        ({"responses": [BAD]}, 207, Rejected),
        ({"responses": [BAD, FINE]}, 207, Ambiguous),
        ({"responses": [{"statusCode": 500}]}, 207, Ambiguous),
        ({"responses": []}, 200, Ambiguous),
        ({"errors": [{"errorId": 25001, "message": "x"}]}, 400, Rejected),
        ({}, 403, Transient),
        ({}, 500, Ambiguous),
    ],
)
def test_item_and_offer_must_both_be_done(content, status, fault):
    with pytest.raises(fault):
        answering(content, status).apply(listing(**HERE), change(1), "key", level(5))


def test_a_lost_reply_is_of_unknown_fate(day):
    before = day.channel.read(listing(**HERE))
    day.mood.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.apply(listing(**HERE), change(1), "key", before)


def test_sales_come_in_pages_and_cancellations_with_them(day):
    for _ in range(60):
        day.market.shelf(SKU).places["item"] = 1
        day.market.sell(SKU)
    day.market.cancel("SALE-2")
    items, cursor = [], ""
    while True:
        page = day.channel.pull_sales(NOON - timedelta(days=1), cursor)
        items += page.items
        if not (cursor := page.cursor):
            break
    assert len(items) == 61
    assert [each.order_id for each in items if each.cancelled] == ["SALE-2"]
