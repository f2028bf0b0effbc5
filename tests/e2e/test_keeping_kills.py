"""Killed while a backup, a pack or a restored profile is made: what has its final name is whole, or it is not there."""

import random
from pathlib import Path

import pytest

from app.bootstrap import Stations
from app.errors import UserError
from app.services.packing import PackAsked
from app.services.safekeeping import Asked
from tests.e2e.failpoint import NAMES
from tests.e2e.floor import LAMP
from tests.e2e.house import house
from tests.e2e.program import note, seed_of_run
from tests.lives import run

KILLED = -9
POINTS = [name for name in NAMES if "print" not in name]
MOST = 6


def killed(point: str, number: int, *arguments: str | Path) -> bool:
    """Whether the program met the point, and so ended there; else it came to its end."""
    done = run("tests.e2e.failpoint", point, str(number), *arguments)
    assert done.returncode in {0, KILLED}, done.stderr.decode()
    return done.returncode == KILLED


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A profile with one finished unit, R-000001, and its backup `whole.tar`."""
    with house(tmp_path) as opened:
        scene = opened.parcel((LAMP, 1))
        scene.open()
        scene.whole()
        opened.first.back_up(tmp_path / "whole.tar")
    return tmp_path


def backup(folder: Path, point: str, number: int) -> None:
    out = folder / "late.tar"
    met = killed(point, number, "backup", "-o", out, "--profile", folder / "bench-0")
    assert met or out.exists()
    if out.exists():
        assert Stations().restore(folder / "of-late", None, Asked(out)).problems == ()


def pack(folder: Path, point: str, number: int) -> None:
    out = folder / "unit.zip"
    met = killed(point, number, "evidence", "pack", "R-000001", "-o", out, "--profile", folder / "bench-0")
    assert met or out.exists()
    if out.exists():
        assert Stations().check_pack(folder / "bench-0", out, ()).ok


def restore(folder: Path, point: str, number: int) -> None:
    profile = folder / "put"
    met = killed(point, number, "restore", folder / "whole.tar", "--profile", profile)
    assert met or profile.exists()
    if profile.exists():  # then it is whole, and nothing takes its place
        with pytest.raises(UserError, match="is not empty"):
            Stations().restore(profile, None, Asked(folder / "whole.tar"))
    else:
        Stations().restore(profile, None, Asked(folder / "whole.tar"))
    with Stations().open(profile) as station:
        assert station.verify_audit().ok
        assert station.packing.pack(PackAsked(("R-000001",)), folder / "again.zip").files


WAYS = {"backup": backup, "pack": pack, "restore": restore}


def test_killed_somewhere_it_is_whole_or_not_there(kept: Path) -> None:
    chance = random.Random(seed_of_run("keeping"))
    way, point, number = chance.choice(list(WAYS)), chance.choice(POINTS), chance.randint(1, MOST)
    note(f"{way}: {point} {number}")
    WAYS[way](kept, point, number)
    with Stations().open(kept / "bench-0") as station:
        assert station.verify_audit().problems == ()


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("number", range(1, MOST + 1))
def test_killed_at_every_point_it_is_whole_or_not_there(kept: Path, way: str, point: str, number: int) -> None:
    WAYS[way](kept, point, number)
