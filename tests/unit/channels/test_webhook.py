"""Webhooks: signed as the standard asks, the contract's payload, confirmed by 2xx only."""

import json
from datetime import UTC, datetime

import httpx
import pytest
import standardwebhooks.webhooks
from standardwebhooks import Webhook

from app.channels.webhook import WebhookChannel, payload
from app.errors import Ambiguous, ConfigError, Rejected, Transient
from tests.shops import Kept, Noted, around, change, listing, settings

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KEY = "0192f0c1-0000-7000-8000-000000000001"


def channel(answer):
    return WebhookChannel(settings("webhook", "https://erp.test/hooks/stock"), around(answer, Kept(secret=SECRET)))


@pytest.fixture
def noon(monkeypatch):
    """The library's judge looks at the clock of its own module."""

    class Noon(datetime):
        @classmethod
        def now(cls, tz=None):  # noqa: ARG003
            return datetime(2026, 11, 21, 12, tzinfo=UTC)

    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", Noon)


def test_it_is_delivered_as_the_contract_says_and_its_signature_holds(noon):
    seen = Noted()
    shop = channel(lambda request: seen.note(request) and httpx.Response(204))
    applied = shop.apply(listing(target="WMS-7"), change(-1, "R-0001"), KEY, None)
    (request,) = seen
    assert str(request.url) == "https://erp.test/hooks/stock"
    assert request.headers["webhook-id"] == KEY
    assert Webhook(SECRET).verify(request.content, dict(request.headers)) == {
        "type": "inventory.adjusted",
        "timestamp": "2026-11-21T12:00:00.000Z",
        "data": {
            "client": "ACME", "sku": "SHOE-1", "grade": "A", "target": "WMS-7", "unit": "R-0001", "delta": -1,
        },
    }  # fmt: skip
    assert applied.settled


def test_sent_again_it_is_the_same_under_the_same_id():
    seen = Noted()
    shop = channel(lambda sent: seen.note((sent.headers["webhook-id"], sent.content)) and httpx.Response(200))
    for _ in range(2):
        shop.apply(listing(target="x"), change(), KEY, None)
    assert seen[0] == seen[1]


def _breaks(error):
    def answer(request):
        raise error("gone", request=request)

    return answer


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda _: httpx.Response(500), Ambiguous),
        (lambda _: httpx.Response(429, headers={"retry-after": "7"}), Transient),
        (lambda _: httpx.Response(401), Transient),
        (lambda _: httpx.Response(404), Rejected),
        (lambda _: httpx.Response(302, headers={"location": "https://elsewhere.test"}), Rejected),
        (_breaks(httpx.ReadTimeout), Ambiguous),
        (_breaks(httpx.ConnectError), Transient),
    ],
)
def test_only_2xx_confirms(answer, fault):
    with pytest.raises(fault):
        channel(answer).apply(listing(), change(), KEY, None)


def test_a_secret_that_is_none_is_refused_without_being_said():
    with pytest.raises(ConfigError) as caught:
        WebhookChannel(settings("webhook"), around(lambda _: httpx.Response(200), Kept(secret="whsec_§§§hunter2")))
    assert "hunter2" not in str(caught.value)


def test_text_from_outside_stays_text():
    odd = listing(target='"},"x":{"y\n')
    assert json.loads(payload(odd, change()))["data"]["target"] == '"},"x":{"y\n'
