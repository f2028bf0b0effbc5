"""A small day of one unit on SQLite with its backup `day.tar`, for whoever makes one or puts one in place."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.paths import Profile
from app.services.safekeeping import BackedUp
from app.store.backup import back_up
from tests.integration.evidence.day import Day

AT = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Day]:
    """The day, its profile in `profile`."""
    day = Day(tmp_path / "profile", f"sqlite:///{tmp_path / 'profile' / 'regrade.db'}")
    day.inspect("A")
    taken(day, tmp_path / "day.tar")
    yield day
    day.engine.dispose()


def taken(day: Day, out: Path, **how: Any) -> BackedUp:
    """A backup of it."""
    return back_up(day.engine, day.keys, Profile(day.folder), out, AT, note=day.checkpoints.note, **how)


def reopened(folder: Path, url: str = "") -> Day:
    """The day as it was put in place."""
    again = Day.__new__(Day)
    again.reopen(folder, url or f"sqlite:///{folder / 'regrade.db'}")
    return again
