"""A store on either database, as `tests.records` describes it."""

from __future__ import annotations

import pytest

from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.backups import small  # noqa: F401 - a fixture
from tests.lane import House
from tests.records import STATION, seed


@pytest.fixture
def store(database_url):
    opened = open_store(database_url, STATION)
    with opened.unit_of_work() as work:
        seed(work.connection)
        work.commit()
    yield opened
    opened.close()


@pytest.fixture
def floor(database_url, tmp_path):
    """A house with catalogue, announcements and people, on either database, to be worked in."""
    house = House(tmp_path, database_url).prepare()
    yield house
    house.close()


@pytest.fixture
def reads(floor):
    return SqlReads(floor.store.reading, STATION.id)
