"""The log is read as it was written, each station's alone and in order; what was changed in it is named."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.domain.bench.actions import Scan, SignIn, TakePhoto
from app.domain.bench.found import Found
from app.domain.bench.replay import Logged
from app.domain.bench.state import Candidate
from app.ports import LogEntry
from app.store.bench_log import LogHead, entries, log_head, log_problems
from tests.records import INSPECTOR, NOW, PRODUCT, RULES, STATION, photo
from tests.unguarded import drop_guards

DONE = (
    LogEntry(NOW, None, SignIn("17"), Found(at="1", operator=INSPECTOR)),
    LogEntry(NOW, INSPECTOR, Scan("4006381333931"), Found(products=(Candidate(PRODUCT, RULES),), scale=True)),
    LogEntry(NOW, INSPECTOR, TakePhoto("front", "dark"), Found(photo=photo())),
)


def test_entries_come_back_in_order_with_who_acted(store):
    with store.unit_of_work() as work:
        for entry in DONE:
            work.records.log(entry)
        work.commit()
    with store.reading() as connection:
        assert list(entries(connection, STATION.id)) == [
            Logged(entry.action, entry.found, entry.operator.user_id if entry.operator else "") for entry in DONE
        ]
        assert list(entries(connection, "another station")) == []


@pytest.fixture
def logged(store):
    with store.unit_of_work() as work:
        for entry in DONE:
            work.records.log(entry)
        work.commit()
    return store


def found(store, *statements: str, told: LogHead | None = None) -> list[str]:
    with store.engine.begin() as connection:
        head = told or log_head(connection, STATION.id)
        drop_guards(connection, "bench_log")
        for statement in statements:
            connection.execute(text(statement))
        return list(log_problems(connection, {STATION.id: head}))


def test_each_entry_stands_for_those_before_it(logged):
    with logged.reading() as connection:
        head = log_head(connection, STATION.id)
        assert log_head(connection, "another station") == LogHead()
    assert (head.seq, len(head.digest)) == (3, 64)
    assert found(logged) == []


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE bench_log SET action = '{}' WHERE seq = 2", 2),
        ("UPDATE bench_log SET operator = NULL WHERE seq = 3", 3),
        ("UPDATE bench_log SET found = '{}' WHERE seq = 1", 1),
        ("UPDATE bench_log SET digest = '' WHERE seq < 3", 3),
        ("DELETE FROM bench_log WHERE seq = 2", 3),
    ],
)
def test_what_was_changed_is_named(logged, statement, number):
    said = found(logged, statement)
    assert f"Entry {number} of the log of the bench {STATION.id} was changed" in " ".join(said)
    assert said[0].endswith("its digest does not fit its content.")


def test_entries_of_before_there_were_digests_are_no_problem(logged):
    assert found(logged, "UPDATE bench_log SET digest = ''", told=LogHead()) == []


def test_what_the_audit_chain_told_must_be_there(logged):
    (changed,) = found(logged, told=LogHead(3, "ab" * 32))
    assert changed.endswith("is not the one that the audit chain speaks of.")
    (gone,) = found(logged, "DELETE FROM bench_log WHERE seq = 3", told=LogHead(3, "ab" * 32))
    assert gone.endswith("is told in the audit chain, but missing.")
