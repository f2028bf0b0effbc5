"""A batch sends its rows parents first, and each unit's changes in one UPDATE."""

from __future__ import annotations

from sqlalchemy import select

from app.store import models
from app.store.audit_recorded import UNIT_STANDS
from app.store.writing.batch import Batch
from tests.records import INSPECTOR, NOW, STATION, open_parcel, open_unit


def test_changes_of_a_unit_are_one_version(store):
    open_unit(store, open_parcel(store))
    with store.engine.begin() as connection:
        batch = Batch(connection, STATION, NOW, INSPECTOR)
        batch.change_unit("R-000001", grams=5)
        batch.change_unit("R-000001", grams=7, flags=["weight_off"])
        before = connection.execute(select(models.Unit.version)).scalar()
        batch.flush()
        row = connection.execute(select(models.Unit)).one()
        assert (row.grams, row.flags, row.version) == (7, ["weight_off"], before + 1)


def test_parents_go_first(store):
    parcel = open_parcel(store)
    open_unit(store, parcel)
    with store.engine.begin() as connection:
        batch = Batch(connection, STATION, NOW, None)
        batch.insert(models.Draft, {"unit": "R-000002", "draft": "{}", "station": STATION.id, "at": NOW})
        unit = dict(connection.execute(select(models.Unit)).one()._mapping)
        batch.insert(models.Unit, unit | {"lpn": "R-000002"})
        batch.flush()
        assert connection.execute(select(models.Draft.unit)).scalar() == "R-000002"


def test_it_says_who_acts(store):
    with store.engine.begin() as connection:
        assert Batch(connection, STATION, NOW, None).by is None
        batch = Batch(connection, STATION, NOW, INSPECTOR)
    assert batch.by == INSPECTOR.user_id
    batch.tell("unit", "R-1", kind_of="x", key="y")
    assert batch.told == [{"kind": "unit", "id": "R-1", "kind_of": "x", "key": "y"}]


def test_how_a_unit_stands_is_told_whole_with_its_version(store):
    open_unit(store, open_parcel(store))
    with store.engine.begin() as connection:
        batch = Batch(connection, STATION, NOW, INSPECTOR)
        batch.change_unit("R-000001", serial="SN-1")
        batch.flush()
        row = connection.execute(select(models.Unit)).one()
    stands = {name: getattr(row, name) for name in UNIT_STANDS}
    assert batch.told == [{"kind": "stands", "id": "R-000001", "version": row.version, **stands}]
    assert (stands["serial"], stands["account"]) == ("SN-1", "pending")


def test_a_weight_alone_makes_no_entry(store):
    open_unit(store, open_parcel(store))
    with store.engine.begin() as connection:
        batch = Batch(connection, STATION, NOW, INSPECTOR)
        batch.change_unit("R-000001", grams=5)
        batch.flush()
    assert batch.told == []
