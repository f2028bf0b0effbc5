"""A film whose program is killed at any moment plays, is hashed, and is evidence of its parcel at the next start."""

import hashlib
import random
import subprocess
from pathlib import Path

import pytest

from app.devices.printers import is_running
from app.domain.films import CUT
from app.services.station import Station
from app.store.disk import DiskEvidence
from app.store.film_shelf import FilmShelf
from tests.e2e.floor import MUG
from tests.e2e.house import house
from tests.films import played
from tests.lives import begin


def killed(profile: Path, parcel: str, after: int) -> int:
    """Kills it when so many pictures were said to be in the film, or a little later; how many it had said."""
    maker = begin("tests.integration.evidence.film_maker", profile, parcel, stdout=subprocess.PIPE)
    assert maker.stdout is not None
    said = 0
    while said < after:
        said = int(maker.stdout.readline())
    maker.kill()
    rest = maker.stdout.read().decode()
    maker.wait()
    maker.stdout.close()
    return int(rest[: rest.rfind("\n")].split()[-1]) if "\n" in rest else said


def holds(profile: Path, said: int) -> None:
    evidence = DiskEvidence(profile / "evidence", profile / "spool")
    (piece,) = FilmShelf(evidence, "next").left_behind(is_running, lambda _: False)
    path = evidence.path(piece.film.sha256)
    assert piece.note == CUT
    assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    assert played(path) >= said


@pytest.mark.soak
def test_killed_while_it_films_again_and_again(tmp_path):
    for number in range(100):
        profile = tmp_path / str(number)
        profile.mkdir()
        holds(profile, killed(profile, "parcel", random.randrange(1, 200)))


def test_the_next_start_puts_it_on_record(tmp_path):
    with house(tmp_path) as at:
        scene = at.parcel((MUG, 1))
        scene.open()
        lpn = scene.inspect(scene.first)
        killed(tmp_path / "bench-0", parcel_of(at.first, lpn), random.randrange(3, 40))
        at.first.open_bench()  # as the next start of the window does
        at.first.open_bench()
        (film,) = [photo for photo in at.unit(lpn)["photos"] if photo["shot"] == "film:unboxing"]
        assert (film["format"], film["overrule"]) == ("mkv", CUT)
        assert played(at.first.photo_path(film["sha256"])) >= 3
        assert list((tmp_path / "bench-0" / "spool" / "films").iterdir()) == []
        assert at.first.verify_audit().problems == ()


def parcel_of(station: Station, lpn: str) -> str:
    unit = station.reads.unit(lpn)
    assert unit is not None
    return str(unit["parcel"]["id"]) if isinstance(unit["parcel"], dict) else str(unit["parcel"])
