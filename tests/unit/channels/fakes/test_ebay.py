"""eBay on loopback: who is let in."""

import base64

from app.channels.fakes.asking import Ask
from app.channels.fakes.ebay import FakeEbay
from tests.shops import SetClock


def test_only_who_knows_the_secret_gets_a_token_and_only_a_token_gets_in():
    market = FakeEbay(SetClock().now)
    for secret, status in (("wrong", 401), ("fake-secret", 200)):
        who = base64.b64encode(f"app:{secret}".encode()).decode()
        ask = Ask(
            "POST", "/identity/v1/oauth2/token", {}, {"authorization": f"Basic {who}"}, b"grant_type=refresh_token"
        )
        assert market.answer(ask).status == status
    assert market.answer(Ask("GET", "/sell/fulfillment/v1/order")).status == 401
