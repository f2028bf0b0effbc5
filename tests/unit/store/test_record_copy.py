"""A copy of the records is the same rows, on both databases, and back."""

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.store.engine import open_engine
from app.store.migrations import REVISIONS
from app.store.models import Base, Bench, Station, table
from app.store.record_copy import copy_in, copy_out, opened
from app.store.unit_of_work import open_store
from tests.records import STATION


def rows(engine):
    with engine.connect() as connection, connection.begin():
        found = {each.name: connection.execute(select(each)).all() for each in Base.metadata.sorted_tables}
    return {name: sorted(map(tuple, rows), key=repr) for name, rows in found.items() if rows}


def test_out_and_in_again(floor, bare_postgres_url, tmp_path):
    engine = floor.store.engine
    before = rows(engine)
    told = []
    copy_out(engine, tmp_path / "copy.db", lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    with opened(tmp_path / "copy.db") as copy:
        assert rows(copy) == before
    copy_in(tmp_path / "copy.db", bare_postgres_url)
    target = open_engine(bare_postgres_url)
    try:
        assert rows(target) == before
        with target.connect() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == REVISIONS[-1]
    finally:
        target.dispose()
    with pytest.raises(UserError, match="not empty"):
        copy_in(tmp_path / "copy.db", bare_postgres_url)


def test_what_is_written_while_it_is_copied_waits_for_nobody_and_is_not_in_it(tmp_path):
    """The bench writes between two slices, and the copy is of the moment at which it began."""
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    wrote: list[bool] = []

    def write(_done, _of):
        if not wrote:
            with store.engine.begin() as connection:
                connection.execute(table(Bench).update().values(version=99))
            wrote.append(True)

    copy_out(store.engine, tmp_path / "copy.db", write)
    store.close()
    assert wrote
    with opened(tmp_path / "copy.db") as copy, copy.connect() as connection, connection.begin():
        assert connection.execute(select(table(Bench).c.version)).scalar_one() == 0
        assert connection.execute(select(table(Station).c.id)).scalar_one() == STATION.id
