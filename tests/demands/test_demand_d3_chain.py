"""D3: forged, cut, reordered and rolled-back stores are found. Every single way: tests/integration/evidence."""

import shutil
from pathlib import Path

import pytest

from tests.integration.evidence.day import Day
from tests.integration.evidence.test_tampering import Tamperer, tampered, whole

__all__ = ["whole"]

WAYS = {
    "forged": Tamperer.rewrite_history,
    "with another key": Tamperer.another_key,
    "cut": Tamperer.cut_tail,
    "an entry taken out": Tamperer.remove_entry,
    "an entry put in": Tamperer.insert_entry,
    "reordered": Tamperer.swap_entries,
    "a photo changed": Tamperer.flip_photo,
    "a photo put in": Tamperer.foreign_file,
}


@pytest.mark.parametrize("way", WAYS)
def test_demand_d3_a_store_that_was_altered_is_found(whole: Path, tmp_path: Path, way: str) -> None:
    said, problems = tampered(whole, tmp_path / "copy", WAYS[way], seed=len(way))
    assert problems, said


def test_demand_d3_a_store_that_was_rolled_back_is_found(tmp_path: Path) -> None:
    """An older, whole copy of the database beside the checkpoints that came since."""
    database = tmp_path / "regrade.db"
    day = Day(tmp_path, f"sqlite:///{database}")
    day.engine.dispose()
    shutil.copy(database, tmp_path / "old.db")
    day.inspect("B")
    assert day.verify().problems == ()
    day.engine.dispose()
    for name in ("regrade.db-wal", "regrade.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "old.db", database)
    assert any("rolled back" in problem for problem in day.verify().problems)
    day.engine.dispose()
