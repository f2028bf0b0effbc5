"""A marketplace and the work on it as programs of their own, joined by a socket on this machine; and graded units.

Graded units are put on record by this process, as a bench beside them would.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.store.keys import open_keys
from app.store.unit_of_work import open_store
from tests.lives import begin
from tests.shop_floor import ShopFloor

LITERAL = {"seller_id", "marketplace_id", "token_url"}
Told = Mapping[str, Any]
"""What a marketplace says of itself: its address, and the credentials to configure."""


@contextmanager
def marketplace(kind: str, *options: str) -> Iterator[Told]:
    """It serves as long as the block lasts."""
    process = begin("app", "fake-channel", kind, "--json", *options, stdout=subprocess.PIPE)
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
