"""What all connectors share: credentials, targets, what a shop cannot do."""

import httpx
import pytest

from app import logs
from app.channels.shop import Credentials, Shop
from app.errors import ConfigError, Rejected
from tests.shops import NOON, Kept, around, change, level, listing, settings


def shop():
    return Shop(settings("webhook"), around(lambda _: httpx.Response(500)))


def test_credentials_are_not_shown_and_a_lacking_one_is_named():
    kept = Kept(access_token="shpat_1234567")
    credentials = Credentials(settings("shopify"), kept.reveal, kept.keep)
    assert "shpat" not in repr(credentials)
    assert credentials.need("access_token") == "shpat_1234567"
    assert credentials.get("other", "else") == "else"
    with pytest.raises(ConfigError, match="lacks the credential secret"):
        credentials.need("secret")


def test_a_renewed_token_is_used_kept_and_hidden():
    kept = Kept(access_token="old-token-1")
    credentials = Credentials(settings("shopify"), kept.reveal, kept.keep)
    credentials.renew("access_token", "new-token-2")
    assert credentials.need("access_token") == "new-token-2"
    assert kept.renewed == {"env:access_token": "new-token-2"}
    assert logs.redact("new-token-2") == "***"


def test_what_a_shop_cannot_do_stays_empty_or_is_refused():
    plain = shop()
    assert plain.pull_returns(NOON).items == plain.pull_sales(NOON).items == plain.pull_reports("x").items == ()
    assert isinstance(plain.read_all([listing()])[0], Rejected)
    with pytest.raises(Rejected):
        plain.event({}, b"")


def test_a_target_is_what_was_read_and_the_change_and_never_below_0():
    assert shop()._target(listing(), change(2), level(5)) == 7
    assert shop()._target(listing(), change(-5), level(5)) == 0
    with pytest.raises(Rejected) as caught:
        shop()._target(listing(), change(-6), level(5))
    assert caught.value.code == "channel_sold_meanwhile"


def test_a_listing_without_its_parameter_is_named():
    with pytest.raises(Rejected, match="SHOE-1, grade A, at webhook-us has no sku_id"):
        shop()._param(listing(), "sku_id")
