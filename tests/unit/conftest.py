"""A shift played once for all tests that only look at what came of it; a bench of its own for one that works."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made_once
from tests.lane import House


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """The profile of the demo's shift, and what was said of it."""
    return made_once.demo_day(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def _prepared_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    House(folder).prepare().close()
    return folder / "regrade.db"


@pytest.fixture
def house(_prepared_day: Path, tmp_path: Path) -> Iterator[House]:
    """The day's preparations are made once and copied."""
    shutil.copy(_prepared_day, tmp_path / "regrade.db")
    prepared = House(tmp_path)
    yield prepared
    prepared.close()
