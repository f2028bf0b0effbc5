"""Which connector works which kind of channel, and which marketplace on loopback stands in for it.

To add a kind: a module here, its line below, its name and credentials in `app.config`. Connectors are loaded when they
are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from app.channels.shop import Surroundings
from app.config import ChannelSettings
from app.errors import ConfigError, UsageError
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
WITHOUT_TOKENS = frozenset({"csv_drop", "webhook"})
"""A webhook is signed and carries no token: a house system may well hear it within the house."""
FAKES: Mapping[str, tuple[str, str]] = {
    "amazon": ("amazon", "FakeAmazon"),
    "ebay": ("ebay", "FakeEbay"),
    "shopify": ("shopify", "FakeShopify"),
    "temu": ("temu", "FakeTemu"),
    "tiktok_shop": ("tiktok_shop", "FakeTikTokShop"),
    "webhook": ("receiver", "FakeReceiver"),
}


def open_channel(settings: ChannelSettings, around: Surroundings) -> Channel:
    """The connector of a channel. Raises `ConfigError` where something that it needs is not set, or tokens would be
    sent where others can read them."""
    if settings.kind not in WITHOUT_TOKENS:
        for address in (settings.base_url or "", settings.credentials.get("token_url", "")):
            _must_be_private(settings.name, urlsplit(address))
    module, name = CONNECTORS[settings.kind]
    channel: Channel = getattr(import_module(f"app.channels.{module}"), name)(settings, around)
    return channel


def _must_be_private(name: str, address: SplitResult) -> None:
    """Unencrypted only within this machine and its own network, where somebody tries a day."""
    host = address.hostname or ""
    if address.scheme != "http" or host == "localhost":
        return
    try:
        near = ip_address(host).is_private
    except ValueError:
        near = False
    if not near:
        raise ConfigError(
            say("The channel {name} would send its tokens unencrypted to {host}.", name=name, host=host),
            "Write https:// in its address; http:// is for this machine and addresses of its own network.",
        )


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
