"""A shift played once for all tests that only look at what came of it; a bench of its own for one that works."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs
from app.bootstrap import Stations
from app.demo import play_demo
from app.demo.catalogue import demo_folder
from tests.lane import House


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """The profile of the demo's shift."""
    out = tmp_path_factory.mktemp("demo")
    try:
        told = play_demo(Stations().open, demo_folder(), out, in_window=False)
    finally:
        logs.shut_down()
    return out / "profile", told


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
