"""B1: return orders are pulled live, so that a scan finds the order before the parcel came."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from app.bootstrap import Stations
from app.services.importing import KINDS

RETURN = {
    "return_id": "R-77", "order_id": "O-77", "sku": "SHOE-1", "sku_id": "17", "tracking": "1Z999AA10123456784",
}  # fmt: skip


def test_demand_b1_a_scan_finds_the_order_that_was_pulled(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "fake-channel", "shopify", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        told = json.loads(process.stdout.readline())
        profile, environment = made(tmp_path, told)
        httpx.post(told["url"] + "/_fake/returns", json=RETURN, trust_env=False).raise_for_status()
        for _ in range(2):
            sync = [sys.executable, "-m", "app", "sync", "--once", "--json", "--profile", str(profile)]
            done = subprocess.run(sync, env=environment, capture_output=True, text=True, timeout=90, check=True)
            assert json.loads(done.stdout)["problem"] == ""
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        process.stdout.close()
    with Stations().open(profile) as station:
        (line,) = [row for row in station.reads.stock("SHOE-1") if row["expected"]]
        assert line["expected"] == 1


def made(folder: Path, told: dict[str, Any]) -> tuple[Path, dict[str, str]]:
    """A profile that knows the article, and the shop."""
    profile = folder / "profile"
    profile.mkdir()
    text = f'[[channel]]\nname = "shop"\nkind = "shopify"\nclient = "ACME"\nbase_url = "{told["url"]}"\n'
    (profile / "config.toml").write_text(text + '[channel.credentials]\naccess_token = "env:SHOP_TOKEN"\n', "utf-8")
    products = folder / "products.csv"
    products.write_text("client,sku,title\nACME,SHOE-1,Shoe\n", "utf-8")
    with Stations().open(profile) as station:
        station.take_in(KINDS["products"], products)
    return profile, os.environ | {"SHOP_TOKEN": told["credentials"]["access_token"]}
