"""Rows sought by many keys are those that SQLAlchemy would find, on both databases, whatever the number of keys."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from app.store import models
from app.store.mapping import new_key
from app.store.models import table
from app.store.sought import AT_ONCE, SIZES, Sought
from tests.records import NOW

PARCELS = table(models.Parcel)
STANDING = (
    select(PARCELS.c.id, PARCELS.c.key, PARCELS.c.owes_photo, PARCELS.c.opened_at)
    .where(PARCELS.c.state != "withdrawn")
    .order_by(PARCELS.c.key.desc())
    .with_for_update()
)
BY_KEY = Sought(STANDING, PARCELS.c.key)
BY_KEY_AND_UNITS = Sought(STANDING, PARCELS.c.key, PARCELS.c.units)


def parcel(key: str, **changes) -> dict:
    row = {"id": new_key(), "key": key, "tracking": key, "kind": "announced", "station": "bench-01", "opened_at": NOW}
    return row | {"state": "open", "owes_photo": False, "units": 0} | changes


@pytest.mark.parametrize("count", [0, 1, 2, SIZES[1], SIZES[1] + 1, AT_ONCE + 1])
def test_as_many_rows_as_keys_whatever_their_number(store, count):
    rows = [parcel(f"Ü{number:04d}", units=number) for number in range(count)]
    with store.engine.begin() as connection:
        if rows:
            connection.execute(insert(PARCELS), rows)
        connection.execute(insert(PARCELS), [parcel("other"), parcel("Ü0000", state="withdrawn")])
        expected = [{"id": row["id"], "key": row["key"], "owes_photo": False, "opened_at": NOW} for row in rows]
        nowhere = [("no such key",)]
        found = list(BY_KEY.rows(connection, [(row["key"],) for row in rows] * 2 + nowhere))
        assert sorted(found, key=lambda row: row["key"]) == expected
        pairs = {(row["key"], row["units"]) for row in rows} | {("other", 99)}
        assert len(list(BY_KEY_AND_UNITS.rows(connection, pairs))) == count


def test_a_portion_comes_in_the_order_of_its_statement(store):
    with store.engine.begin() as connection:
        connection.execute(insert(PARCELS), [parcel(key) for key in "bca"])
        assert [row["key"] for row in BY_KEY.rows(connection, [("a",), ("c",), ("b",)])] == ["c", "b", "a"]


def test_what_would_have_to_be_converted_is_no_key():
    with pytest.raises(TypeError, match="opened_at"):
        Sought(STANDING, PARCELS.c.key, PARCELS.c.opened_at)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_portion_reads_the_whole_table(store, size):
    with store.engine.begin() as connection:
        compiled = BY_KEY._portions[size]._compile(connection.dialect)
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + compiled.text, (None,) * len(compiled.binds))
        assert "ix_parcels_key" in str(plan.all())
