"""`sync` killed with -9, on either side of whatever it does and anywhere: each message reaches the shop once."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.shop_program import Told, floor, marketplace, offered, set_up
from tests.lives import begin, run
from tests.shop_floor import ShopFloor

POINTS = [f"{side}_sync_{name}" for name in ("begin", "apply", "turn") for side in ("before", "after")]
ARTICLES = 5
LONGEST_S = 0.15
"""How long after it was seen at work the kill may come: a few messages are sent in that time."""
OFTEN = 0.2
LOOK_S = 0.005
PATIENCE_S = 60.0


def sync_once(
    profile: Path, environment: Mapping[str, str], point: tuple[str, int] | None = None
) -> subprocess.CompletedProcess[bytes]:
    program = ("tests.e2e.failpoint", point[0], str(point[1])) if point else ("app",)
    return run(*program, "sync", "--once", "--json", "--profile", profile, environment=environment, timeout=90)


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("shopify", ["after_sync_begin", "after_sync_apply"]),
        ("amazon", ["after_sync_apply"]),
        pytest.param("shopify", POINTS, marks=pytest.mark.soak),
        pytest.param("amazon", POINTS, marks=pytest.mark.soak),
    ],
)
def test_a_sync_that_is_killed_anywhere_loses_and_doubles_nothing(kind, points, tmp_path):
    with marketplace(kind) as told, floor(tmp_path, kind, told) as house:
        environment = set_up(tmp_path, kind, told)
        for point in points:
            house.grade()
            killed = sync_once(tmp_path, environment, (point, 1))
            assert killed.returncode == -signal.SIGKILL, killed.stderr
        done = sync_once(tmp_path, environment)
        assert done.returncode == 0, done.stderr
        assert house.states() == ["add confirmed"] * len(points)
        assert offered(told) == len(points)


def work_a_while(house: ShopFloor, chance: random.Random) -> None:
    """Units are graded meanwhile; until some moments after the first write went on record."""
    began, until = time.monotonic(), 0.0
    before = len(house.writes())
    while not until or time.monotonic() < until:
        if not until and len(house.writes()) > before:
            until = time.monotonic() + chance.uniform(0, LONGEST_S)
        if until and chance.random() < OFTEN:
            house.grade(chance.randint(1, ARTICLES))
        select.select([], [], [], LOOK_S)
        assert time.monotonic() - began < PATIENCE_S, "nothing was sent"


def kill_often(kind: str, kills: int, seed: int, profile: Path, told: Told) -> None:
    """Killed at random moments, each life goes on where the one before it ended; the last one is left to it."""
    chance = random.Random(seed)
    environment = set_up(profile, kind, told)
    sync = ("app", "sync", "--json", "--profile", profile)
    with floor(profile, kind, told, articles=ARTICLES) as house:
        for _ in range(kills):
            for _ in range(chance.randint(2, 5)):
                house.grade(chance.randint(1, ARTICLES))
            program = begin(*sync, environment=environment, stderr=subprocess.DEVNULL)
            work_a_while(house, chance)
            program.kill()
            assert program.wait() == -signal.SIGKILL
        program = begin(*sync, environment=environment, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while set(house.states()) != {"add confirmed"}:
            select.select([], [], [], LOOK_S)
            assert time.monotonic() - began < PATIENCE_S, f"{kind}, seed {seed}: {Counter(house.states())}"
        program.send_signal(signal.SIGTERM)
        # All may be confirmed by the life before: then this one is asked to end before it has begun, and just ends.
        assert program.wait() in {0, -signal.SIGTERM}
        graded = len(house.rows())
        tries = Counter(write.tries for write in house.writes())
        print(f"{kind}, seed {seed}: {kills} kills, {graded} graded; writes by tries {dict(tries)}", flush=True)  # noqa: T201
        assert offered(told) == graded, f"seed {seed}"


def test_a_sync_that_is_killed_at_random_moments_loses_and_doubles_nothing(tmp_path):
    with marketplace("shopify", "--seed", "3") as told:
        kill_often("shopify", 6, int(os.environ.get("REGRADE_SEED", random.randrange(10**6))), tmp_path, told)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["amazon", "ebay", "shopify", "temu", "tiktok_shop"])
def test_a_sync_that_is_killed_two_hundred_times_loses_and_doubles_nothing(kind, tmp_path):
    """Forty times each, at a shop that loses replies, breaks connections and takes its time as well."""
    faults = ("--lose", "0.02", "--reset", "0.02", "--throttle", "0.02", "--double", "0.05", "--latency-ms", "20")
    seed = int(os.environ.get("REGRADE_SEED", random.randrange(10**6)))
    with marketplace(kind, *faults, "--seed", str(seed)) as told:
        kill_often(kind, 40, seed, tmp_path, told)
