"""Killed at any moment, or on a full disk: what was acknowledged is there and whole, nothing torn has a final name."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.store.disk import DiskEvidence, digest_of
from app.store.sweep import sweep
from tests.lives import ROOT, Life, begin


def started(profile: Path, seed: int) -> Life:
    profile.mkdir(exist_ok=True)
    return begin("tests.integration.evidence.keeper", profile, str(seed), stdout=subprocess.PIPE)


def acknowledged(keeper: Life, *, after_s: float) -> list[str]:
    """Waits for the first one, then kills without warning; whole lines only."""
    assert keeper.stdout is not None
    first = keeper.stdout.readline()
    time.sleep(after_s)
    keeper.kill()
    said = (first + keeper.stdout.read()).decode()
    keeper.wait()
    keeper.stdout.close()
    return said[: said.rfind("\n") + 1].split()


def hold(profile: Path, kept: list[str]) -> None:
    evidence = DiskEvidence(profile / "evidence", profile / "spool")
    files = {path.name: digest_of(path) for path in evidence.evidence.rglob("*") if path.is_file()}
    assert [name for name, digest in files.items() if name != digest] == []
    assert set(kept) <= files.keys()
    orphans = files.keys() - set(kept)
    assert len(orphans) <= 1
    # The next start tidies up: what is named stays, what is not is put aside, whole.
    swept = sweep(evidence, lambda asked: asked & set(kept), datetime.now(UTC))
    assert swept.orphans == len(orphans)
    assert {path.name for path in evidence.evidence.rglob("*") if path.is_file()} == set(kept)


@pytest.fixture
def seed() -> int:
    """Another one in each run, and the same again with the run's own seed, which is printed."""
    return random.randrange(10**6)


def killed(folder: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(rounds):
        profile = folder / str(number)
        kept = acknowledged(started(profile, number), after_s=chance.random() * 0.15)
        assert kept
        hold(profile, kept)


def test_no_acknowledged_photo_is_lost_when_killed(tmp_path, seed):
    killed(tmp_path, 10, seed)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_no_acknowledged_photo_is_lost_in_five_hundred_kills(tmp_path, seed):
    killed(tmp_path, 500, seed)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"A disk of two megabytes cannot be mounted here ({mounted.stderr.strip()}), so none was filled.")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room(small_disk, seed):
    keeper = started(small_disk / "profile", seed)
    assert keeper.stdout is not None
    kept: list[str] = []
    while (said := keeper.stdout.readline().decode().strip()) != "full":
        assert said, "it ended before the disk was full"
        kept.append(said)
    keeper.kill()
    after = keeper.stdout.read().decode()  # smaller ones may have found room still
    kept += set(after[: after.rfind("\n") + 1].split()) - {"full"}
    keeper.stdout.close()
    keeper.wait()
    profile = small_disk / "profile"
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert kept
    hold(profile, kept)
    again = started(profile, seed + 1)
    assert acknowledged(again, after_s=0)[0] not in {"", "full"}


def test_a_limit_of_file_size_is_a_full_disk(tmp_path, seed):
    """The system refuses the bytes in the middle of a file; nothing of it stays."""
    code = (
        "import resource, sys; from pathlib import Path; from app.errors import DiskFull\n"
        "from app.store.disk import DiskEvidence\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "folder = Path(sys.argv[1])\n"
        "try: DiskEvidence(folder / 'evidence', folder / 'spool').keep(folder / 'large.png')\n"
        "except DiskFull as full: print(full)"
    )
    noise = Image.frombytes("L", (400, 400), random.Random(seed).randbytes(160_000))
    noise.save(tmp_path / "large.png")
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("The photo was not saved: the disk is full. Nothing was half-written.")
    assert [path for path in (tmp_path / "spool").rglob("*") if path.is_file()] == []
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
