"""A marketplace and the work on it as programs of their own, joined by a socket on this machine; and graded units.

Graded units are put on record by this process, as a bench beside them would.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.store.keys import open_keys
from app.store.unit_of_work import open_store
from tests.shop_floor import ShopFloor

LITERAL = {"seller_id", "marketplace_id", "token_url"}
Told = Mapping[str, Any]
"""What a marketplace says of itself: its address, and the credentials to configure."""


@contextmanager
def marketplace(kind: str, *options: str) -> Iterator[Told]:
    """It serves as long as the block lasts."""
    command = [sys.executable, "-m", "app", "fake-channel", kind, "--json", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        process.stdout.close()


def set_up(profile: Path, kind: str, told: Told, database: str = "") -> dict[str, str]:
    """A profile with the channel; the environment with its credentials."""
    given = {
        name: value if name in LITERAL else f"env:SHOP_{name.upper()}" for name, value in told["credentials"].items()
    }
    lines = [f'{name} = "{value}"' for name, value in given.items()]
    address = told["url"] + ("/hooks" if kind == "webhook" else "")
    text = f'[[channel]]\nname = "{kind}-us"\nkind = "{kind}"\nclient = "ACME"\nbase_url = "{address}"\n'
    text += "[channel.credentials]\n" + "\n".join(lines) + "\n"
    text += '[database]\nurl = "env:SHOP_DATABASE"\n' if database else ""
    (profile / "config.toml").write_text(text, "utf-8")
    secrets = {f"SHOP_{name.upper()}": value for name, value in told["credentials"].items()}
    return os.environ | secrets | ({"SHOP_DATABASE": database} if database else {})


@contextmanager
def floor(profile: Path, kind: str, told: Told, *, articles: int = 1, database: str = "") -> Iterator[ShopFloor]:
    """Articles on record, and as many listings in the marketplace that stand empty."""
    keys = open_keys(profile / "keys", "bench-01")
    address = database or f"sqlite:///{profile / 'regrade.db'}"
    store = open_store(address, keys.identity, public_key=keys.public_pem.decode(), sign=keys.sign)
    try:
        house = ShopFloor(store, kind, articles=articles).open_parcel()
        for item, shelf in house.market.shelves.items():
            ask(told, "stock", {"item": item, "place": next(iter(shelf.places)), "available": 0})
        yield house
    finally:
        store.close()


def ask(told: Told, what: str, given: Mapping[str, Any] | None = None) -> Any:
    """Look into the marketplace, or change something there."""
    where = f"{told['url']}/_fake/{what}"
    answer = httpx.get(where, trust_env=False) if given is None else httpx.post(where, json=given, trust_env=False)
    return answer.raise_for_status().json()


def offered(told: Told) -> int:
    """Pieces that a buyer could take there."""
    return sum(shelf["available"] for shelf in ask(told, "state")["shelves"].values())


class Lives:
    """The work on the channels of a profile, begun as often as it is ended."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.last = 0

    def start(self) -> None:
        self.last = self._told("start")

    def wait(self) -> int:
        """The exit code of the last one, below 0 where a signal ended it."""
        return self._told("wait")

    def _told(self, what: str) -> int:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{what}\n")
        stdin.flush()
        while not (line := stdout.readline()).strip().lstrip("-").isdigit():  # what loading it says comes first
            assert line, "it ended by itself"
        return int(line)


@contextmanager
def lives(profile: Path, environment: Mapping[str, str]) -> Iterator[Lives]:
    """`sync` on that profile, loaded once. The last life has to be waited for."""
    command = [sys.executable, "-m", "tests.e2e.lives", "sync", "--json", "--profile", str(profile)]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield Lives(process)
    finally:
        process.communicate(timeout=60)
        assert process.returncode == 0
