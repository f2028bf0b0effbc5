"""D1 (local part): killed with SIGKILL at any moment, nothing acknowledged is lost, nothing is counted twice."""

import random
from pathlib import Path

import pytest

from tests.day import announce_catalogue, written
from tests.e2e.failpoint import NAMES
from tests.e2e.killing import GOODS, Killed, announced, faults
from tests.e2e.program import Program, note, people, seed_of_run, station, take_in

Points = list[tuple[str, int]]


def chase(
    seed: int, kills: int, parcels: int, folder: Path, database: str | None = None, points: Points | None = None
) -> Killed:
    """One profile, so many parcels, so many kills; then both accounts are compared."""
    profile = folder / "bench"
    rows = announced(seed, parcels)
    with station(profile, database) as opened:
        people(opened, ["INS-1"])
        files = announce_catalogue(GOODS, folder)
        take_in(opened, {**files, "returns": written(folder / "returns.csv", rows)})
    killed = Killed(Program(profile, database), seed, folder / "photos", points or [])
    killed.work(list(dict.fromkeys(row["tracking"] for row in rows)), kills)
    with station(profile, database) as opened:
        assert faults(opened, killed.said, rows) == [], f"seed {seed}"
    assert "Traceback" not in killed.program.stderr()
    return killed


def test_demand_d1_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    killed = chase(seed_of_run("kills"), 6, 3, tmp_path)
    assert killed.kills == 6


def test_demand_d1_killed_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    killed = chase(seed_of_run("kills"), 2, 2, tmp_path, postgres_url)
    assert killed.kills == 2


def test_demand_d1_killed_on_both_sides_of_what_makes_a_fact_durable(tmp_path: Path) -> None:
    seed = seed_of_run("kills")
    chance = random.Random(seed)
    points = [(name, chance.randint(1, 3)) for name in chance.sample(NAMES, 4)]
    note(f"points: {points}")
    killed = chase(seed, 0, 8, tmp_path, points=points)
    assert killed.points == []


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", range(5))
def test_demand_d1_every_point_many_times(tmp_path: Path, number: int) -> None:
    points = [(name, count) for name in NAMES for count in range(number + 1, 26, 5)]
    chase(seed_of_run("kills", number), 0, 40, tmp_path, points=points)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(25))
def test_demand_d1_five_hundred_kills(tmp_path: Path, number: int) -> None:
    chase(seed_of_run("kills", number), 20, 8, tmp_path)
