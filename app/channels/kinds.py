"""Which connector works which kind of channel, and which marketplace on loopback stands in for it.

To add a kind: a module here, its line below, its name and credentials in `app.config`. Connectors are loaded when they
are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from app.channels.shop import Surroundings
from app.config import ChannelSettings
from app.errors import UsageError
from app.saying import say

if TYPE_CHECKING:
    from app.channels.fakes.counter import Counter
    from app.ports import Channel

CONNECTORS: Mapping[str, tuple[str, str]] = {
    "amazon": ("amazon", "Amazon"),
    "csv_drop": ("csv_drop", "CsvDrop"),
    "ebay": ("ebay", "Ebay"),
    "shopify": ("shopify", "Shopify"),
    "temu": ("temu", "Temu"),
    "tiktok_shop": ("tiktok_shop", "TikTokShop"),
    "webhook": ("webhook", "WebhookChannel"),
}
FAKES: Mapping[str, tuple[str, str]] = {
    "amazon": ("amazon", "FakeAmazon"),
    "ebay": ("ebay", "FakeEbay"),
    "shopify": ("shopify", "FakeShopify"),
    "temu": ("temu", "FakeTemu"),
    "tiktok_shop": ("tiktok_shop", "FakeTikTokShop"),
    "webhook": ("receiver", "FakeReceiver"),
}


def open_channel(settings: ChannelSettings, around: Surroundings) -> Channel:
    """The connector of a channel. Raises `ConfigError` where something that it needs is not set."""
    module, name = CONNECTORS[settings.kind]
    channel: Channel = getattr(import_module(f"app.channels.{module}"), name)(settings, around)
    return channel


def open_fake(kind: str, now: Callable[[], datetime], seed: int = 0) -> Counter:
    """The marketplace on loopback of that kind."""
    if kind not in FAKES:
        raise UsageError(
            say("There is no marketplace of the kind {kind!r} to try with.", kind=kind),
            say("Use one of: {kinds}.", kinds=", ".join(FAKES)),
        )
    module, name = FAKES[kind]
    fake: Counter = getattr(import_module(f"app.channels.fakes.{module}"), name)(now, seed=seed)
    return fake
