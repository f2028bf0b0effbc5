"""Connectors and marketplaces as they meet, with faults on the way: some as two processes over real HTTP."""

import json
import random
import signal
import subprocess

import httpx
import pytest

from app.channels.fakes.faults import Faults, Moody
from app.channels.kinds import FAKES, open_channel, open_fake
from app.channels.shop import Surroundings
from app.config import ChannelSettings
from app.devices.clock import SystemClock
from app.domain.channel import Change, Listing
from app.errors import Ambiguous, Stale, Transient
from tests.lives import begin
from tests.shops import Kept, Loopback

PARAMS = {
    "product_id": "9", "sku_id": "17", "warehouse_id": "w", "listing_sku": "S-1", "inventory_item_id": "1",
    "location_id": "7", "target": "erp",
}  # fmt: skip
HERE = Listing("ACME", "SHOE-1", "A", PARAMS)


SERVED = ("shopify", "tiktok_shop", "webhook")
FAULTS = {"lose": 0.1, "reset": 0.1, "fail": 0.05}
SEED = 5


@pytest.fixture(params=FAKES)
def market(request):
    """A channel to a marketplace with faults, and what the marketplace has on its shelves."""
    yield from served(request.param) if request.param in SERVED else beside(request.param)


def served(kind):
    """The verb as a process of its own."""
    options = [part for name, share in FAULTS.items() for part in (f"--{name}", str(share))]
    process = begin("app", "fake-channel", kind, "--json", "--seed", str(SEED), *options, stdout=subprocess.PIPE)
    try:
        told = json.loads(said(process).readline())
        channel = opened(kind, told["url"], told["credentials"])
        yield channel, lambda: httpx.get(told["url"] + "/_fake/state", trust_env=False).json()["shelves"]
        channel.close()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        said(process).close()


def said(process):
    assert process.stdout is not None
    return process.stdout


def beside(kind):
    """In the same process, without a socket."""
    fake = open_fake(kind, SystemClock().now, SEED)
    fake.address = "http://127.0.0.1:1"
    channel = opened(kind, fake.address, fake.credentials(), Loopback(Moody(fake, Faults(**FAULTS), SEED)))
    yield channel, lambda: fake.state()["shelves"]
    channel.close()


def opened(kind, url, credentials, transport=None):
    address = url + ("/hooks" if kind == "webhook" else "")
    names = {name: f"env:{name}" for name in credentials}
    settings = ChannelSettings(name=kind, kind=kind, client="ACME", base_url=address, credentials=names)
    kept = Kept(**credentials)
    return open_channel(settings, Surroundings(SystemClock(), transport, kept.reveal, kept.keep))


def settled(channel, act, number):
    """What a dispatcher does, in short: keyed writes are sent again, others are read back first."""
    able, now = channel.capabilities, SystemClock().now()
    attempt, before = 1, None
    change = Change(act, (f"R-{number}",), now)
    key = f"0192f0c1-0000-7000-8000-{number:012d}"
    for _ in range(60):
        try:
            if able.reads and before is None:
                before = channel.read(HERE)
            channel.apply(HERE, change, key if attempt == 1 else f"{key}:{attempt}", before)
        except Stale:
            attempt, before = attempt + 1, None
        except Ambiguous:
            if not able.key and before is not None and read_back(channel).here == before.here + act:
                return
        except Transient:
            continue
        else:
            return
    raise AssertionError("it never came through")


def read_back(channel):
    for _ in range(60):
        try:
            return channel.read(HERE)
        except Transient:
            continue
    raise AssertionError("it could not be read")


def test_every_change_counts_once_whatever_is_lost_on_the_way(market):
    channel, shelves = market
    channel._paces = dict.fromkeys(getattr(channel, "_paces", {}), _NoPace())
    channel._pace = _NoPace()
    chance, right = random.Random(3), 0
    for number in range(25):
        act = -1 if right and chance.random() < 0.3 else 1
        settled(channel, act, number)
        right += act
    assert sum(shelf["available"] for shelf in shelves().values()) == right


class _NoPace:
    def wait(self, now):
        return 0.0

    def told(self, rate):
        pass
