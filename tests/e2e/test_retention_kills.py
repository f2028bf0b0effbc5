"""Killed while photos whose time is over are deleted: none goes that is not on record, and the next call ends it."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.access import Role
from app.store.models import EvidenceDeletion, Photo, table
from tests.e2e.program import note, seed_of_run, station
from tests.e2e.test_keeping_kills import KILLED, POINTS
from tests.integration.evidence import day as days
from tests.lives import run

MOST = 10
MANAGER, PIN = "MAN-1", "604821"
POLICY = "id: retention\nversion: 2\nrules:\n  - {purpose: certificate, days: 30}\n"
PHOTOS = 4
"""Of the units that are gone: two each."""
GONE, STAYS = ("R-000001", "R-000002"), ("R-000003",)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> days.Day:
    """A profile of ninety days ago: two units that were destroyed, whose photos may go, and one on the shelf."""
    monkeypatch.setattr(days, "START", datetime.now(UTC) - timedelta(days=90))
    profile = tmp_path / "old"
    day = days.Day(profile, f"sqlite:///{profile / 'regrade.db'}")
    for grade in "SSA":
        day.inspect(grade)
    day.engine.dispose()
    for filed in day.evidence.kept.iterdir():  # a bench takes these away with its row
        filed.unlink()
    (profile / "retention.yaml").write_text(POLICY)
    with station(profile) as opened:
        opened.add_user(MANAGER, "Manager", Role.MANAGER, PIN)
    return day


def apply(profile: Path, module: str, *runner: str) -> int:
    """Its exit code."""
    asked = ["evidence", "retention", "--apply", "--badge", MANAGER, "--pin-stdin", "--reason", "their time is over"]
    done = run(module, *runner, *asked, "--profile", profile, text=PIN.encode())
    assert done.returncode in {0, KILLED}, done.stderr.decode()
    return done.returncode


def on_record(day: days.Day) -> dict[str, int]:
    """How often each photo of the units that are gone is on record as deleted."""
    photos, deletions = table(Photo), table(EvidenceDeletion)
    with day.engine.connect() as connection, connection.begin():
        told = list(connection.scalars(select(deletions.c.sha256)))
        named = connection.scalars(select(photos.c.sha256).where(photos.c.unit.in_(GONE)))
        return {sha256: told.count(sha256) for sha256 in named}


def kept(day: days.Day) -> list[str]:
    photos = table(Photo)
    with day.engine.connect() as connection, connection.begin():
        return list(connection.scalars(select(photos.c.sha256).where(photos.c.unit.in_(STAYS))))


def chase(day: days.Day, point: str, number: int) -> None:
    note(
        f"{point} {number}: {'killed' if apply(day.folder, 'tests.e2e.failpoint', point, str(number)) else 'met none'}"
    )
    for sha256, times in on_record(day).items():
        assert times or day.evidence.holds(sha256), "none is gone that no record says is deleted"
    assert apply(day.folder, "app") == 0
    told = on_record(day)
    assert len(told) == PHOTOS
    assert set(told.values()) == {1}, "each is deleted once, on record"
    assert not any(map(day.evidence.holds, told))
    assert all(map(day.evidence.holds, kept(day)))
    with station(day.folder) as opened:
        assert opened.verify_audit().problems == ()
    day.engine.dispose()


def test_killed_somewhere_nothing_is_deleted_without_its_record(old: days.Day) -> None:
    chance = random.Random(seed_of_run("retention"))
    chase(old, chance.choice(POINTS), chance.randint(1, MOST))


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("number", range(1, MOST + 1))
def test_killed_at_every_point_nothing_is_deleted_without_its_record(old: days.Day, point: str, number: int) -> None:
    chase(old, point, number)
