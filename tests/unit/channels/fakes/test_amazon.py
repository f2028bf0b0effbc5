"""Amazon on loopback: 200 with INVALID, its rates, and who is let in."""

import json

from app.channels.fakes.amazon import OURS, FakeAmazon
from app.channels.fakes.asking import Ask
from tests.shops import SetClock


def market():
    fake = FakeAmazon(SetClock().now)
    form = b"grant_type=refresh_token&client_secret=fake-secret"
    token = json.loads(fake.answer(Ask("POST", "/auth/o2/token", body=form)).body)["access_token"]
    return fake, {"x-amz-access-token": token}


def patched(fake, headers, quantity):
    value = [{"fulfillment_channel_code": OURS, "quantity": quantity}]
    patch = {"op": "merge", "path": "/attributes/fulfillment_availability", "value": value}
    body = json.dumps({"productType": "PRODUCT", "patches": [patch]}).encode()
    return fake.answer(Ask("PATCH", "/listings/2021-08-01/items/A1/S", {}, headers, body))


def test_a_quantity_that_is_none_is_answered_with_200_and_invalid():
    fake, headers = market()
    reply = patched(fake, headers, "lots")
    assert reply.status == 200
    assert json.loads(reply.body)["status"] == "INVALID"
    assert fake.written == []


def test_the_documented_rate_is_kept():
    fake, headers = market()
    fake.limits = True
    assert [patched(fake, headers, 1).status for _ in range(6)] == [200] * 5 + [429]


def test_orders_are_told_twenty_times_and_then_once_in_three_minutes():
    fake, headers = market()
    fake.limits = True
    asked = Ask("GET", "/orders/2026-01-01/orders", {"lastUpdatedAfter": fake.now().isoformat()}, headers)
    assert [fake.answer(asked).status for _ in range(21)] == [200] * 20 + [429]


def test_only_tokens_given_out_here_are_good():
    fake, _ = market()
    assert patched(fake, {"x-amz-access-token": "stolen"}, 1).status == 403
    assert fake.answer(Ask("POST", "/auth/o2/token", body=b"grant_type=refresh_token&client_secret=no")).status == 401
