"""B1: return orders are pulled live, so that a scan finds the order before the parcel came."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any, Self

import httpx

from app.bootstrap import Stations
from app.services.importing import KINDS
from tests.lives import STDERR, begin, run

RETURN = {
    "return_id": "R-77", "order_id": "O-77", "sku": "SHOE-1", "sku_id": "17", "tracking": "1Z999AA10123456784",
}  # fmt: skip


def test_demand_b1_a_scan_finds_the_order_that_was_pulled(tmp_path: Path) -> None:
    process = begin("app", "fake-channel", "shopify", "--json", stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        told = json.loads(process.stdout.readline())
        profile, environment = made(tmp_path, told)
        httpx.post(told["url"] + "/_fake/returns", json=RETURN, trust_env=False).raise_for_status()
        for _ in range(2):
            done = run("app", "sync", "--once", "--json", "--profile", profile, environment=environment)
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["problem"] == ""
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        process.stdout.close()
    with Stations().open(profile) as station:
        (line,) = [row for row in station.reads.stock("SHOE-1") if row["expected"]]
        assert line["expected"] == 1


def test_demand_b1_a_webhook_makes_the_order_known_within_seconds(tmp_path: Path) -> None:
    with Running("fake-channel", "tiktok_shop", "--double", "1", "--json") as market:
        told = json.loads(market.line())
        profile, environment = made(tmp_path, told, "tiktok_shop", poll_seconds=3600)
        with Running(
            "sync", "--listen", "0", "--profile", str(profile), environment=environment, on_stderr=True
        ) as sync:
            address = sync.line().rpartition(" heard at ")[2].strip()
            assert address.startswith("http://127.0.0.1:")
            hatch = told["url"] + "/_fake/"
            with sqlite3.connect(profile / "regrade.db") as records:
                until(lambda: records.execute("SELECT 1 FROM channel_cursors WHERE stream = 'returns'").fetchone())
                for name, content in (("events", {"url": address}), ("returns", RETURN)):
                    httpx.post(hatch + name, json=content, trust_env=False).raise_for_status()
                asked = "SELECT state, count(*) FROM inbox WHERE kind = 'event' GROUP BY state"
                until(lambda: records.execute(asked).fetchall() == [("taken", 1)])  # it came twice
            records.close()
            with Stations().open(profile) as station:  # the next poll is an hour away
                expected = sum(row["expected"] for row in station.reads.stock("SHOE-1"))
            forged = httpx.post(address, json={"type": 12}, headers={"Authorization": "0" * 64}, trust_env=False)
    assert (expected, forged.status_code) == (1, 401)


def until(done: Callable[[], object]) -> None:
    """Waits for what another process does."""
    ends = time.monotonic() + 20
    while not done():
        assert time.monotonic() < ends, "it did not happen"
        Event().wait(0.05)


class Running:
    """A command that goes on until it is asked to end.

    By the system: Ctrl-C is not heard where the whole run was begun in the background of a script.
    """

    def __init__(self, *words: str, environment: dict[str, str] | None = None, on_stderr: bool = False) -> None:
        out, err = (subprocess.DEVNULL, subprocess.PIPE) if on_stderr else (subprocess.PIPE, STDERR)
        self.process = begin("app", *words, environment=environment, stdout=out, stderr=err)
        pipe = self.process.stderr if on_stderr else self.process.stdout
        assert pipe is not None
        self.pipe = pipe

    def line(self) -> str:
        return self.pipe.readline().decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=20) == 0
        self.pipe.close()


def made(
    folder: Path, told: dict[str, Any], kind: str = "shopify", poll_seconds: int = 60
) -> tuple[Path, dict[str, str]]:
    """A profile that knows the article, and the shop."""
    profile = folder / "profile"
    profile.mkdir()
    text = f'[[channel]]\nname = "shop"\nkind = "{kind}"\nclient = "ACME"\nbase_url = "{told["url"]}"\n'
    text += f"poll_seconds = {poll_seconds}\n[channel.credentials]\n"
    secrets = {f"SHOP_{name}".upper(): (name, value) for name, value in told["credentials"].items()}
    text += "".join(f'{name} = "env:{variable}"\n' for variable, (name, _) in secrets.items())
    (profile / "config.toml").write_text(text, "utf-8")
    products = folder / "products.csv"
    products.write_text("client,sku,title\nACME,SHOE-1,Shoe\n", "utf-8")
    with Stations().open(profile) as station:
        station.take_in(KINDS["products"], products)
    return profile, os.environ | {variable: value for variable, (_, value) in secrets.items()}
