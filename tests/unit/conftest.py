"""A bench of its own for each test that asks for a `house`; the day's preparations are made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lane import House


@pytest.fixture(scope="session")
def _prepared_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    House(folder).prepare().close()
    return folder / "regrade.db"


@pytest.fixture
def house(_prepared_day: Path, tmp_path: Path) -> Iterator[House]:
    shutil.copy(_prepared_day, tmp_path / "regrade.db")
    prepared = House(tmp_path)
    yield prepared
    prepared.close()
