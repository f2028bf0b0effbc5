"""A unit of work is all or nothing, one at a time, and tells where the audit chain ends."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.bench.facts import SignedIn
from app.errors import ProfileTooNew
from app.store import models
from app.store.audit import head
from app.store.keys import StationIdentity
from app.store.mapping import new_key
from app.store.unit_of_work import open_store
from tests.records import INSPECTOR, NOW, STATION


def sign_in(store) -> None:
    with store.unit_of_work() as work:
        work.records.write([SignedIn(INSPECTOR.user_id)], at=NOW, operator=INSPECTOR)
        work.commit()


def entries(store) -> int:
    with store.reading() as connection:
        return len(connection.execute(select(models.Audit.seq)).all())


def test_an_error_within_leaves_nothing(store):
    def fail() -> None:
        with store.unit_of_work() as work:
            work.records.write([SignedIn(INSPECTOR.user_id)], at=NOW, operator=INSPECTOR)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert entries(store) == 0


def test_outside_of_it_there_are_no_records(store):
    work = store.unit_of_work()
    with pytest.raises(RuntimeError, match="within"):
        _ = work.records
    with work:
        work.commit()
        with pytest.raises(RuntimeError, match="within"):
            _ = work.records
    with pytest.raises(RuntimeError, match="within"):
        _ = work.connection


def test_who_only_looks_waits_for_no_writer_and_sees_what_was_committed(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    with store.unit_of_work() as work:
        work.records.save_bench(replace(work.records.bench(), badge="17"))
        with store.looking() as records:
            assert records.bench().badge == ""
        work.commit()
    with store.looking() as records, store.unit_of_work() as work:
        assert records.bench().badge == "17"
        work.records.save_bench(replace(work.records.bench(), badge="18"))
        work.commit()
    with store.looking() as records:
        assert records.bench().badge == "18"
    store.close()


def test_two_threads_at_one_bench_take_turns(store):
    def act() -> None:
        for _ in range(5):
            with store.unit_of_work() as work:
                work.records.save_bench(work.records.bench())
                work.records.write([SignedIn(INSPECTOR.user_id)], at=NOW, operator=INSPECTOR)
                work.commit()

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries(store) == 15


def test_the_end_of_the_chain_is_noted_after_each_commit(store):
    noted = []
    telling = type(store)(store.engine, store.station, lambda seq, digest, _at: noted.append((seq, digest)))
    sign_in(telling)
    with telling.unit_of_work() as work:
        work.commit()
    with telling.unit_of_work() as work:
        work.records.write([SignedIn(INSPECTOR.user_id)], at=NOW, operator=INSPECTOR)
    with store.reading() as connection:
        link = head(connection, STATION.id)
    assert noted == [(link.seq, link.hash)]


@pytest.mark.expects_warning
def test_a_note_that_fails_after_the_commit_takes_nothing_back(store):
    def note(*_: object) -> None:
        raise ValueError("the folder of the checkpoints is gone")

    sign_in(type(store)(store.engine, store.station, note))
    assert entries(store) == 1


def test_a_station_comes_back_under_its_present_name(database_url):
    open_store(database_url, STATION, public_key="PEM").close()
    again = open_store(database_url, StationIdentity(STATION.id, "bench-02"))
    other = open_store(database_url, StationIdentity(new_key(), "bench-03"))
    with again.reading() as connection:
        rows = connection.execute(select(models.Station.name, models.Station.public_key)).all()
        assert sorted(rows) == [("bench-02", "PEM"), ("bench-03", "")]
    again.close()
    other.close()


def test_records_of_a_newer_version_are_not_opened(database_url):
    store = open_store(database_url, STATION)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(ProfileTooNew):
        open_store(database_url, STATION)


def test_reading_sees_one_moment(store):
    with store.reading() as connection:
        before = connection.execute(select(models.Audit.seq)).all()
        sign_in(store)
        assert connection.execute(select(models.Audit.seq)).all() == before
    assert entries(store) == 1
