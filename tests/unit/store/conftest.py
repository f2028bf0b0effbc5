"""A store on either database, as `tests.records` describes it."""

from __future__ import annotations

import pytest

from app.store.unit_of_work import open_store
from tests.records import STATION, seed


@pytest.fixture
def store(database_url):
    opened = open_store(database_url, STATION)
    with opened.unit_of_work() as work:
        seed(work.connection)
        work.commit()
    yield opened
    opened.close()
