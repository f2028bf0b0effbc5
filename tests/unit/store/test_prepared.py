"""A prepared statement does what SQLAlchemy would, on both databases, and its errors are ours; lookups use an index."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update

from app.errors import Conflict
from app.store import booking, counters, models, reading, records
from app.store.mapping import new_key
from app.store.prepared import Prepared
from app.store.writing import grades, papers, parcels, stock, units
from tests.records import NOW

LISTINGS = models.table(models.Listing)
ADD = Prepared(insert(LISTINGS))
OF_GRADE = Prepared(
    select(LISTINGS.c.id, LISTINGS.c.params, LISTINGS.c.updated_at).where(LISTINGS.c.grade == bindparam("g"))
)
RENAME = Prepared(update(LISTINGS).where(LISTINGS.c.grade == bindparam("g")).values(channel=bindparam("to")))


def listing(grade: str, **changes) -> dict:
    return {
        "id": new_key(),
        "client": "ACME",
        "sku": "TEA-1",
        "grade": grade,
        "channel": "x",
        "updated_at": NOW,
    } | changes


def test_types_and_defaults_are_those_of_the_table(store):
    row = listing("B")
    with store.engine.begin() as connection:
        ADD.many(connection, [row, listing("C", params={"target": "尺"})])
        assert OF_GRADE.rows(connection, {"g": "B"}) == [(row["id"], {}, NOW)]
        assert OF_GRADE.rows(connection, {"g": "C"})[0][1] == {"target": "尺"}
        assert OF_GRADE.first(connection, {"g": "S"}) is None
        assert OF_GRADE.first(connection, {"g": "B"}).updated_at == NOW
        assert connection.execute(select(LISTINGS.c.id).where(LISTINGS.c.grade == "B")).scalar() == row["id"]


def test_it_says_how_many_rows_it_touched(store):
    with store.engine.begin() as connection:
        assert RENAME.run(connection, {"g": "A", "to": "y"}) == 1
        assert RENAME.run(connection, {"g": "S", "to": "y"}) == 0


def test_its_errors_are_ours_and_what_is_missing_is_a_bug(store):
    with store.engine.connect() as connection:
        with pytest.raises(Conflict):
            ADD.run(connection, listing("A", channel="shop"))
        connection.rollback()
        with pytest.raises(Conflict):
            ADD.run(connection, listing("A", client=None))
        connection.rollback()
        with pytest.raises(KeyError):
            RENAME.run(connection, {"g": "A"})


def test_what_is_not_committed_is_not_there(store):
    with store.engine.connect() as connection:
        ADD.run(connection, listing("B"))
    with store.reading() as connection:
        assert connection.execute(select(LISTINGS.c.grade)).scalars().all() == ["A"]


def prepared():
    for module in (booking, counters, reading, records, grades, papers, parcels, stock, units):
        for name, value in vars(module).items():
            if isinstance(value, Prepared) and not name.startswith(("_WRITE", "_REMEMBER", "_LOCK")):
                yield pytest.param(value, id=f"{module.__name__.rpartition('.')[2]}.{name}")


@pytest.mark.parametrize("statement", list(prepared()))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_statement_of_the_bench_reads_a_whole_table(store, statement):
    with store.engine.begin() as connection:
        compiled = statement._compile(connection.dialect)
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + compiled.text, (None,) * len(compiled.binds))
        assert [row.detail for row in plan if row.detail.startswith("SCAN") and "CONSTANT" not in row.detail] == []
