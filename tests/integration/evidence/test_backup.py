"""A backup made while the bench writes, put in place elsewhere: nothing acknowledged is missing, and work goes on."""

import shutil
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.store.models import Unit
from app.store.restore import Wanted, restore
from tests.backups import AT, reopened, taken
from tests.integration.evidence.day import Day


@pytest.fixture
def day(database_url, tmp_path):
    day = Day(tmp_path / "profile", database_url)
    yield day
    day.engine.dispose()


def units(day):
    with day.engine.connect() as connection, connection.begin():
        return set(connection.execute(select(Unit.lpn)).scalars())


@contextmanager
def working(day):
    """A bench that finishes units as fast as it can, as long as the block lasts."""
    stop = threading.Event()

    def work():
        while not stop.is_set():
            day.inspect()

    bench = threading.Thread(target=work)
    bench.start()
    try:
        yield
    finally:
        stop.set()
        bench.join()


def under_load(day, folder, times):
    """So many backups while a bench writes; each must hold what was acknowledged before it began."""
    for number in range(times):
        out, place = folder / f"{number}.tar", folder / f"copy-{number}"
        with working(day):
            acknowledged = set(day.units)
            made = taken(day, out)
        put = restore(out, place, AT, Wanted())
        assert (made.problems, put.problems) == ((), ())
        copy = reopened(place)
        assert acknowledged <= units(copy)
        copy.engine.dispose()
        out.unlink()
        shutil.rmtree(place)


def test_a_backup_under_load_lacks_nothing_that_was_acknowledged(day, tmp_path):
    day.inspect("A")
    under_load(day, tmp_path, 2)
    assert day.verify().problems == ()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_backups_under_load(day, tmp_path):
    under_load(day, tmp_path, 100)


def test_the_bench_goes_on_where_it_was_with_a_new_key_and_the_old_one_trusted(day, tmp_path):
    for grade in "ABC":
        day.inspect(grade)
    made = taken(day, tmp_path / "day.tar")
    put = restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted())
    assert put.new_key
    assert (put.station, put.photos, put.problems) == (day.station, made.photos, ())
    copy = reopened(tmp_path / "copy")
    copy.units, copy.parcel, copy.line = list(day.units), day.parcel, day.line
    assert copy.keys.former_pems == (day.keys.public_pem,)
    with copy.store.unit_of_work() as work, day.store.unit_of_work() as before:
        assert work.records.bench() == before.records.bench()
    copy.inspect("A")
    assert copy.verify().problems == ()
    copy.engine.dispose()


def test_a_backup_is_put_on_an_empty_server(postgres_url, bare_postgres_url, tmp_path):
    day = Day(tmp_path / "profile", postgres_url)
    day.inspect("B")
    taken(day, tmp_path / "day.tar")
    day.engine.dispose()
    put = restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted(bare_postgres_url))
    assert put.problems == ()
    assert not (tmp_path / "copy" / "records.db").exists()
    copy = reopened(tmp_path / "copy", bare_postgres_url)
    assert copy.verify().problems == ()
    copy.engine.dispose()
    with pytest.raises(UserError, match="not empty"):
        restore(tmp_path / "day.tar", tmp_path / "other", AT, Wanted(bare_postgres_url))
    assert not (tmp_path / "other").exists()
