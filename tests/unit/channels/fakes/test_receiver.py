"""The receiver of webhooks: signed or refused, and each message once."""

from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from app.channels.fakes.asking import Ask
from app.channels.fakes.receiver import SECRET, FakeReceiver
from app.channels.webhook import payload
from tests.shops import SetClock, change, listing


def delivered(market, key, body, secret=SECRET):
    now = datetime.now(UTC)
    sign = Webhook(secret).sign(msg_id=key, timestamp=now, data=body)
    headers = {"webhook-id": key, "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": sign}
    return market.answer(Ask("POST", "/hook", {}, headers, body.encode())).status


def test_a_second_delivery_counts_once():
    market = FakeReceiver(SetClock().now)
    body = payload(listing(target="w"), change(1))
    assert [delivered(market, "k", body) for _ in range(2)] == [204, 204]
    assert market.shelf("ACME/SHOE-1/A").places == {"w": 1}
    assert len(market.heard) == 2


@pytest.mark.parametrize(("body", "secret"), [("{}", SECRET), ("[]", SECRET), ("{}", "whsec_b3RoZXI=")])
def test_what_is_not_signed_or_cannot_be_read_is_refused(body, secret):
    assert delivered(FakeReceiver(SetClock().now), "k", body, secret) == 401
