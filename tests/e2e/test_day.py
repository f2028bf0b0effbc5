"""D19: a generated day, another one each run, on both databases: whatever was announced or came is accounted for."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.station import Station
from tests.day import EXCEPTIONAL_SHARE, LEAST_EXCEPTIONAL, Day, announce, plan
from tests.e2e.program import Direct, note, people, seed_of_run, station, take_in
from tests.e2e.scene import KINDS

EVERY_KIND = round(sum(kind.exceptional for kind in KINDS.values()) / EXCEPTIONAL_SHARE)
"""So many parcels that every kind of exception comes once."""
CONFIG = '[station]\nname = "{name}"\n\n[scale]\ntransport = "virtual"\n'


@contextlib.contextmanager
def worked(seed: int, parcels: int, folder: Path, database: str | None) -> Iterator[tuple[Day, Station]]:
    """A day that was worked at two benches on the same records; and the first of its stations."""
    with contextlib.ExitStack() as stack:
        profiles = []
        for number in (0, 1):
            profile = folder / f"bench-{number}"
            profile.mkdir()
            (profile / "config.toml").write_text(CONFIG.format(name=f"bench-{number:02d}"))
            if number:
                (profile / "evidence").symlink_to(folder / "bench-0" / "evidence")  # one folder for the floor
            profiles.append(stack.enter_context(station(profile, database)))
        first = profiles[0]
        people(first)
        benches = [Direct(one) for one in profiles]
        day = plan(seed, parcels, folder / "photos", benches.__getitem__)
        take_in(first, announce(day, folder))
        day.play()
        yield day, first


def run(seed: int, parcels: int, folder: Path, database: str | None) -> Day:
    """A whole day and every check of its end."""
    begun = time.perf_counter()
    with worked(seed, parcels, folder, database) as (day, first):
        played = time.perf_counter() - begun
        assert day.exceptional >= LEAST_EXCEPTIONAL * parcels
        assert day.faults(first.reads) == []
        assert day.every_line_ended() == []
        verified = first.verify_audit()
        assert verified.ok, verified.problems[:5]
        acts = sum(person.acts for person in day.floor.benches.values())
        note(f"{parcels} parcels, {day.exceptional} exceptional, {acts} acts: {played:.1f} s")
    return day


def test_demand_d19_a_mixed_day_ends_accounted_for(tmp_path: Path) -> None:
    run(seed_of_run("day"), 200, tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")


def test_demand_d19_every_kind_of_parcel_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    run(seed_of_run("day"), EVERY_KIND, tmp_path, postgres_url)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", range(10))
def test_demand_d19_more_days(database_url: str, tmp_path: Path, number: int) -> None:
    run(seed_of_run("day", number), 200, tmp_path, database_url)
