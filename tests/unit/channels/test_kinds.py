"""Every kind has its connector, and declares nothing that could not be made safe."""

from typing import get_args

import httpx
import pytest

from app.channels.kinds import CONNECTORS, FAKES, open_channel, open_fake
from app.config import CREDENTIALS, ChannelSettings
from app.errors import UsageError
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
