"""A floor with one shop, on SQLite: what these tests try is the work, not the database."""

from __future__ import annotations

import pytest

from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield opened
    opened.close()


@pytest.fixture
def floor(store):
    def made(kind: str, **more) -> ShopFloor:
        return ShopFloor(store, kind, **more).open_parcel()

    return made
