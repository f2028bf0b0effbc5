"""The start-up sweep puts aside what a crash left behind, and touches no working bench's photo."""

import io
import os
import subprocess
import sys
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.store.disk import DiskEvidence
from app.store.sweep import Swept, sweep

NOW = datetime.now(UTC)


@pytest.fixture
def evidence(tmp_path) -> DiskEvidence:
    return DiskEvidence(tmp_path / "evidence", tmp_path / "spool")


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def kept(evidence: DiskEvidence, colour: str, owner: int | None = None) -> str:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(out, "PNG")
    sha256 = evidence.keep_encoded(out.getvalue(), 32, 32, "png").sha256
    if owner is not None:
        (evidence.kept / f"{sha256}.{os.getpid()}").rename(evidence.kept / f"{sha256}.{owner}")
    return sha256


def nothing_named(asked: AbstractSet[str]) -> AbstractSet[str]:
    return frozenset()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_photo_on_record_stays_and_loses_its_marker(evidence):
    sha256 = kept(evidence, "red")
    assert sweep(evidence, lambda asked: asked, NOW) == Swept(0, 0)
    assert evidence.path(sha256).exists()
    assert names(evidence.kept) == []


def test_an_orphan_of_an_ended_process_is_put_aside_whole(evidence, gone):
    sha256 = kept(evidence, "red", gone)
    content = evidence.path(sha256).read_bytes()
    assert sweep(evidence, nothing_named, NOW) == Swept(0, 1)
    assert not evidence.path(sha256).exists()
    assert (evidence.quarantine / sha256).read_bytes() == content
    assert names(evidence.kept) == []


def test_a_photo_that_a_running_bench_is_about_to_record_is_left_alone(evidence, gone):
    sha256 = kept(evidence, "red", gone)
    kept(evidence, "red")
    assert sweep(evidence, nothing_named, NOW) == Swept(0, 0)
    assert evidence.path(sha256).exists()
    assert sweep(evidence, nothing_named, NOW + timedelta(hours=25)) == Swept(0, 1)


@pytest.mark.parametrize("late", ["marker", "row"])
def test_a_photo_filed_again_during_the_sweep_stays(evidence, gone, late):
    sha256 = kept(evidence, "red", gone)
    asked_before: list[AbstractSet[str]] = []

    def named(asked: AbstractSet[str]) -> AbstractSet[str]:
        if not asked_before and late == "marker":
            kept(evidence, "red")
        asked_before.append(asked)
        return asked if late == "row" and len(asked_before) > 1 else frozenset()

    assert sweep(evidence, named, NOW) == Swept(0, 0)
    assert evidence.path(sha256).exists()


def test_a_photo_that_only_a_held_act_names_stays_with_its_marker(evidence, gone):
    held, orphan = kept(evidence, "blue", gone), kept(evidence, "red", gone)
    assert sweep(evidence, lambda _: set(), NOW + timedelta(days=40), lambda asked: asked & {held}) == Swept(0, 1)
    assert evidence.path(held).exists()
    assert [name.split(".")[0] for name in names(evidence.kept)] == [held]
    assert names(evidence.quarantine) == [orphan]
    assert sweep(evidence, lambda asked: asked & {held}, NOW, lambda asked: asked) == Swept(0, 0)
    assert names(evidence.kept) == [], "a row names it now"


def test_drafts_go_after_a_day_and_foreign_files_are_not_ours_to_move(evidence):
    (evidence.tmp / "young").touch()
    (evidence.tmp / "old").touch()
    (evidence.evidence / "foreign").touch()
    yesterday = (NOW - timedelta(hours=25)).timestamp()
    os.utime(evidence.tmp / "old", (yesterday, yesterday))
    assert sweep(evidence, nothing_named, NOW) == Swept(1, 0)
    assert names(evidence.tmp) == ["young"]
    assert names(evidence.evidence) == ["foreign"]


def test_many_are_asked_for_in_batches(evidence, gone):
    for number in range(1201):
        (evidence.kept / f"{number:064x}.{gone}").touch()
    asked_for: list[int] = []

    def named(asked: AbstractSet[str]) -> AbstractSet[str]:
        asked_for.append(len(asked))
        return asked

    sweep(evidence, named, NOW)
    assert asked_for == [500, 500, 201]
    assert names(evidence.kept) == []
