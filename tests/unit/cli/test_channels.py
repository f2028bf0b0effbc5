"""`fake-channel`: what it says before it serves, and what it refuses; serving itself is tried as a process."""

import re
import shlex

import pytest

from app.bootstrap import Stations
from app.channels.kinds import open_channel
from app.channels.shop import Surroundings
from app.config import CREDENTIALS, load
from app.devices.clock import SystemClock
from tests.shops import Noted


def test_it_tells_its_address_and_what_to_configure(regrade, monkeypatch, tmp_path):
    moods = Noted()
    monkeypatch.setattr("app.channels.fakes.server.run", lambda mood, port, ready: moods.note(mood) and ready(port))
    done = regrade("fake-channel", "tiktok_shop", "--port", "8123", "--lose", "0.02", "--seed", "7", "--json")
    assert done.code == 0
    assert done.lines[0]["url"] == "http://127.0.0.1:8123"
    assert done.lines[0]["credentials"]["app_secret"] == "fake-secret"
    assert moods[0].faults.lose == 0.02
    assert not (tmp_path / "profile").exists()


@pytest.mark.parametrize(
    "arguments", [("fake-channel", "bazaar"), ("fake-channel", "amazon", "--lose", "2"), ("fake-channel",)]
)
def test_what_cannot_be_is_refused(regrade, arguments):
    assert regrade(*arguments).code == 2


@pytest.mark.parametrize("kind", ["amazon", "ebay", "shopify", "temu", "tiktok_shop", "webhook"])
def test_what_it_says_can_be_pasted(monkeypatch, regrade, tmp_path, kind):
    monkeypatch.setattr("app.channels.fakes.server.run", lambda _, port, ready: ready(port))
    said = regrade("fake-channel", kind, "--port", "8123").out
    (tmp_path / "config.toml").write_text(said[said.index("[[channel]]") : said.index("For the shell")], "utf-8")
    for name, value in re.findall(r"^export (\w+)=(\S+)$", said, re.MULTILINE):
        monkeypatch.setenv(name, shlex.split(value)[0])
    (channel,) = load(tmp_path / "config.toml").channel
    assert (channel.kind, channel.base_url, channel.client) == (kind, "http://127.0.0.1:8123", "ACME")
    assert set(channel.credentials) <= CREDENTIALS[kind]
    open_channel(channel, Surroundings(SystemClock())).close()


@pytest.mark.parametrize("kind", ["amazon", "ebay", "shopify", "temu", "tiktok_shop", "webhook"])
def test_every_marketplace_names_credentials_that_the_configuration_knows(monkeypatch, kind):
    told: dict[str, str] = {}
    monkeypatch.setattr("app.channels.fakes.server.run", lambda _, port, ready: ready(port))
    Stations().market(kind, 80, {}, 0, lambda _, credentials: told.update(credentials))
    assert set(told) <= CREDENTIALS[kind]
    assert told
