"""Every kind has its connector, and declares nothing that could not be made safe."""

from typing import get_args

import httpx
import pytest

from app.channels.kinds import CONNECTORS, FAKES, open_channel, open_fake
from app.config import CREDENTIALS, ChannelSettings
from app.errors import ConfigError, UsageError
from tests.shops import Kept, SetClock, around, settings


@pytest.mark.parametrize("kind", sorted(CONNECTORS))
def test_each_kind_is_opened_with_what_it_declares(kind):
    kept = Kept(secret="whsec_ZmFrZS1zZWNyZXQ=")
    channel = open_channel(settings(kind), around(lambda _: httpx.Response(500), kept))
    able = channel.capabilities
    assert channel.name == f"{kind}-us"
    assert able.delta != able.absolute
    assert not able.delta or able.key or able.compare_and_set  # a difference is never sent bare
    assert able.reads or able.key  # else an unknown fate could not be settled
    assert able.reports == bool(channel.report_kinds)
    channel.close()


@pytest.mark.parametrize("address", ["http://shop.test", "http://8.8.8.8:80", "http://shop", "http://[2001:4860::1]"])
def test_tokens_are_never_sent_unencrypted_beyond_the_house(address):
    here = around(lambda _: httpx.Response(500), Kept(secret="whsec_ZmFrZS1zZWNyZXQ="))
    for kind in sorted(set(CONNECTORS) - {"csv_drop", "webhook"}):
        with pytest.raises(ConfigError, match="unencrypted"):
            open_channel(settings(kind, address), here)
    with pytest.raises(ConfigError, match="unencrypted"):
        open_channel(settings("amazon", credentials={"token_url": address}), here)
    open_channel(settings("webhook", address), here).close()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8101", "http://localhost:1", "http://[::1]:1", "http://10.0.0.7"]
)
def test_within_the_house_a_day_can_be_tried_unencrypted(address):
    open_channel(settings("shopify", address), around(lambda _: httpx.Response(500), Kept())).close()


def test_every_kind_of_the_configuration_has_a_connector():
    assert set(get_args(ChannelSettings.model_fields["kind"].annotation)) == set(CONNECTORS) == set(CREDENTIALS)


@pytest.mark.parametrize("kind", sorted(FAKES))
def test_each_marketplace_on_loopback_opens(kind):
    fake = open_fake(kind, SetClock().now)
    assert fake.kind == kind
    assert fake.state()["written"] == []


def test_a_kind_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="post office"):
        open_fake("post office", SetClock().now)
