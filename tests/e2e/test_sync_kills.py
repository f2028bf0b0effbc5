"""`sync` killed with -9 on either side of whatever it does: each message reaches the shop once all the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.store.keys import open_keys
from app.store.unit_of_work import open_store
from tests.shop_floor import ShopFloor

POINTS = [f"{side}_sync_{name}" for name in ("begin", "apply", "turn") for side in ("before", "after")]


@pytest.fixture
def market():
    """The marketplace as a process of its own; its address and credentials."""
    command = [sys.executable, "-m", "app", "fake-channel", "{kind}", "--json"]
    running = []

    def opened(kind: str):
        process = subprocess.Popen(
            [part.format(kind=kind) for part in command], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        running.append(process)
        assert process.stdout is not None
        return json.loads(process.stdout.readline())

    yield opened
    for process in running:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stdout is not None
        process.stdout.close()


def set_up(profile: Path, kind: str, told) -> dict[str, str]:
    """A profile with the channel; the environment with its credentials."""
    literal = {"seller_id", "marketplace_id", "token_url"}
    given = {
        name: value if name in literal else f"env:SHOP_{name.upper()}" for name, value in told["credentials"].items()
    }
    lines = [f'{name} = "{value}"' for name, value in given.items()]
    text = f'[[channel]]\nname = "{kind}-us"\nkind = "{kind}"\nclient = "ACME"\nbase_url = "{told["url"]}"\n'
    (profile / "config.toml").write_text(text + "[channel.credentials]\n" + "\n".join(lines), "utf-8")
    return os.environ | {f"SHOP_{name.upper()}": value for name, value in told["credentials"].items()}


def sync(profile: Path, environment, point: tuple[str, int] | None = None) -> subprocess.CompletedProcess[str]:
    program = ["tests.e2e.failpoint", point[0], str(point[1])] if point else ["app"]
    command = [sys.executable, "-m", *program, "sync", "--once", "--json", "--profile", str(profile)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("shopify", ["after_sync_begin", "after_sync_apply"]),
        ("amazon", ["after_sync_apply"]),
        pytest.param("shopify", POINTS, marks=pytest.mark.soak),
        pytest.param("amazon", POINTS, marks=pytest.mark.soak),
    ],
)
def test_a_sync_that_is_killed_anywhere_loses_and_doubles_nothing(kind, points, market, tmp_path):
    told = market(kind)
    environment = set_up(tmp_path, kind, told)
    keys = open_keys(tmp_path / "keys", "bench-01")
    store = open_store(
        f"sqlite:///{tmp_path / 'regrade.db'}", keys.identity, public_key=keys.public_pem.decode(), sign=keys.sign
    )
    house = ShopFloor(store, kind).open_parcel()
    for item, shelf in house.market.shelves.items():
        place = {"item": item, "place": next(iter(shelf.places)), "available": 0}
        httpx.post(told["url"] + "/_fake/stock", json=place, trust_env=False).raise_for_status()
    for point in points:
        house.grade()
        killed = sync(tmp_path, environment, (point, 1))
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = sync(tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert house.states() == ["add confirmed"] * len(points)
    state = httpx.get(told["url"] + "/_fake/state", trust_env=False).json()
    assert sum(shelf["available"] for shelf in state["shelves"].values()) == len(points)
    store.close()
