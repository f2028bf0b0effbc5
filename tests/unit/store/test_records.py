"""What a bench keeps between two acts, on both databases: state, log, answers given, failures counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from app.domain.bench.actions import Accept, Scan
from app.domain.bench.found import Found
from app.domain.bench.state import Bench
from app.errors import Conflict, StoreError
from app.ports import LogEntry, Remembered
from app.store import models
from app.store.keys import StationIdentity
from app.store.mapping import action_from_text, from_text
from app.store.records import LastState
from app.store.unit_of_work import SqlStore
from tests.records import INSPECTOR, NOW

SIGNED_IN = Bench(operator=INSPECTOR)


def test_a_bench_stands_where_it_was_left(store, database_url):
    with store.unit_of_work() as work:
        assert work.records.bench() == Bench()
        work.records.save_bench(SIGNED_IN)
        work.commit()
    restarted = SqlStore(store.engine, store.station)
    with restarted.unit_of_work() as work:
        assert work.records.bench() == SIGNED_IN


def test_what_was_not_committed_is_forgotten(store):
    with store.unit_of_work() as work:
        work.records.save_bench(SIGNED_IN)
    with store.unit_of_work() as work:
        assert work.records.bench() == Bench()


def test_what_another_process_did_is_seen(store):
    with store.unit_of_work() as work:
        work.records.save_bench(SIGNED_IN)
        work.commit()
    other = SqlStore(store.engine, store.station)
    with other.unit_of_work() as work:
        work.records.save_bench(replace(SIGNED_IN, badge="18"))
        work.commit()
    with store.unit_of_work() as work:
        assert work.records.bench().badge == "18"


def test_a_station_that_is_not_on_record_has_no_bench(store):
    stranger = SqlStore(store.engine, StationIdentity("nobody", "nowhere"))
    with stranger.unit_of_work() as work, pytest.raises(StoreError, match="not on record"):
        work.records.bench()


def test_the_log_keeps_order_and_content(store):
    entries = [
        LogEntry(NOW, None, Scan("RGB:17"), Found(operator=INSPECTOR)),
        LogEntry(NOW, INSPECTOR, Accept(), Found(at=NOW.isoformat(), next_lpn=4)),
    ]
    for entry in entries:
        with store.unit_of_work() as work:
            work.records.log(entry)
            work.commit()
    with store.reading() as connection:
        rows = connection.execute(select(models.BenchLog).order_by(models.BenchLog.seq)).all()
    assert [row.seq for row in rows] == [1, 2]
    assert [(action_from_text(row.action), from_text(Found, row.found)) for row in rows] == [
        (entry.action, entry.found) for entry in entries
    ]
    assert [row.operator for row in rows] == [None, INSPECTOR.user_id]


def test_a_request_is_answered_once(store):
    with store.unit_of_work() as work:
        assert work.records.remembered("a1") is None
        work.records.remember("a1", Remembered("f" * 64, '{"ok":true}'))
        work.commit()
    with store.unit_of_work() as work:
        assert work.records.remembered("a1") == Remembered("f" * 64, '{"ok":true}')
        with pytest.raises(Conflict):
            work.records.remember("a1", Remembered("e" * 64, "{}"))


def test_failures_are_counted_across_restarts(store):
    person = {
        "id": INSPECTOR.user_id,
        "badge": "17",
        "name": "Ines",
        "role": "inspector",
        "pin_hash": "x",
        "created_at": NOW,
    }
    until = NOW + timedelta(seconds=60)
    with store.unit_of_work() as work:
        counted = {"failures": 5, "locked_until": until}
        work.connection.execute(insert(models.User), {**person, "pin_hash": "x", "created_at": NOW, **counted})
        work.commit()
    with store.unit_of_work() as work:
        known = work.records.user("17")
        assert (known.operator, known.failures, known.locked_until) == (INSPECTOR, 5, until)
        assert work.records.user("18") is None


def test_a_bench_read_again_is_the_very_same():
    last = LastState()
    once = last.of('{"badge":"7"}')
    assert last.of('{"badge":"7"}') is once
    assert last.of("{}") == Bench()


def test_a_damaged_state_is_not_taken_for_an_empty_one(store):
    with store.engine.begin() as connection:
        connection.execute(update(models.table(models.Bench)).values(state="{"))
    with store.unit_of_work() as work, pytest.raises(StoreError, match="cannot be read"):
        work.records.bench()
