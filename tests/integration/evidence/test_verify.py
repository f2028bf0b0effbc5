"""What is whole is found whole, on both databases, also while others write; memory does not grow with the records."""

import threading
import tracemalloc

import pytest
from sqlalchemy import text

from app.store.audit import GENESIS
from app.store.audit_verify import Read, record_problems
from tests.integration.evidence.day import Day
from tests.unguarded import drop_guards


@pytest.fixture
def day(database_url, tmp_path):
    day = Day(tmp_path / "profile", database_url)
    yield day
    day.engine.dispose()


def test_a_whole_day_is_found_whole(day):
    for grade in "ABCSA":
        day.inspect(grade)
    found = day.verify()
    assert found.problems == ()
    assert (found.entries, found.photos, found.ok) == (19, 6, True)
    assert len(found.head) == 64
    assert found.head != GENESIS


def test_a_new_profile_is_whole(day):
    assert day.verify().ok


def test_a_photo_that_is_being_filed_is_no_alarm(day):
    day.inspect("A")
    day.photo()
    assert day.verify().problems == ()


def test_every_stations_chain_is_verified(day, database_url, tmp_path):
    other = Day.__new__(Day)
    other.reopen(tmp_path / "other", database_url)
    with other.engine.begin() as connection:
        other.append(connection, "opened", [])
    day.inspect("A")
    found = day.verify()
    assert (found.entries, found.problems) == (8, ())
    other.engine.dispose()


ALTERED = {
    "a PIN exchanged": ("UPDATE users SET pin_hash = 'mine' WHERE badge = 'B-2'", "its pin_sha256 is"),
    "another serial": ("UPDATE units SET serial = 'SN-9' WHERE lpn = 'R-000001'", "its serial is 'SN-9' in the"),
    "no longer held": ("UPDATE units SET held = NOT held WHERE lpn = 'R-000001'", "its held is True in the records"),
    "another client": ("UPDATE units SET sku = 'SKU-2' WHERE lpn = 'R-000001'", "its sku is 'SKU-2' in the records"),
    "fewer announced": (
        "UPDATE return_lines SET quantity = 1 WHERE sku = 'SKU-2'",
        "its announced is 1 in the records",
    ),
    "a line gone": ("DELETE FROM return_lines WHERE sku = 'SKU-2'", "told in the audit chain, but missing"),
    "another shop": (
        "UPDATE outbox SET listing = (SELECT id FROM listings WHERE channel = 'outlet')",
        "its listing is",
    ),
    "said to be confirmed": ("UPDATE outbox SET state = 'confirmed'", "Confirmed message"),
    "a route's money": ("UPDATE dispositions SET net = '99.00'", "its net is '99.00' in the records"),
    "a label no longer void": (
        "UPDATE labels SET state = 'verified' WHERE state = 'void'",
        "its state is 'verified' in the records, but 'void'",
    ),
    "a draft gone": ("DELETE FROM drafts", "told in the audit chain, but missing"),
    "a counter set back": ("UPDATE counters SET value = 3 WHERE name = 'lpn'", "The counter lpn stands at 3, but 6 is"),
    "certificates again": (
        "UPDATE counters SET value = 1 WHERE name LIKE 'certificate%'",
        "certificate:destruction stands at 1",
    ),
    "a gap in the log": ("DELETE FROM bench_log WHERE seq = 2", "has 18 entries, from 1 to 19, but 19 acts"),
    "the log cut": ("DELETE FROM bench_log WHERE seq > 18", "has 18 entries, from 1 to 18, but 19 acts"),
}
"""What somebody with all rights alters, and how it is named."""


TRIGGERS = {
    "sqlite": ("DROP TRIGGER ledger_refuses_delete", "DROP TRIGGER photos_refuses_update"),
    "postgresql": ("DROP TRIGGER ledger_refuses_delete ON ledger", "ALTER TABLE photos DISABLE TRIGGER ALL"),
}
PAYLOAD = {
    "sqlite": "DROP TRIGGER certificates_refuses_update; UPDATE certificates SET payload = '{}'",
    "postgresql": "ALTER TABLE certificates DISABLE TRIGGER ALL; UPDATE certificates SET payload = '{}'",
}
"""Something has to go first, for somebody to alter what a certificate says."""
GUARD_GONE = ("The trigger that refuses DELETE on ledger is gone", "The trigger that refuses UPDATE on photos")


def test_each_alteration_is_found_on_both_databases(day):
    """One after the other in one transaction, each undone before the next."""
    for grade in "ABCSAB":
        day.inspect(grade)
    kind = day.engine.dialect.name
    guards = {statement: (statement, words) for statement, words in zip(TRIGGERS[kind], GUARD_GONE, strict=True)}
    guards["a certificate's content"] = (PAYLOAD[kind], "its payload is {} in the records")
    missed = []
    with day.engine.connect() as connection, connection.begin():
        assert list(record_problems(connection, Read())) == []
        for name, (statement, words) in (ALTERED | guards).items():
            with connection.begin_nested() as savepoint:
                drop_guards(connection, "bench_log", "dispositions")
                for one in statement.split("; "):
                    connection.execute(text(one))
                found = list(record_problems(connection, Read()))
                savepoint.rollback()
            if not any(words in problem for problem in found):
                missed.append((name, found[:3]))
        assert list(record_problems(connection, Read())) == []
    assert missed == []


def test_verified_while_others_write(day):
    """No false alarm in any round, though grades are committed and photos filed the whole time."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.is_set():
                day.inspect()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        rounds = [day.verify().problems for _ in range(6)]
    finally:
        stop.set()
        worker.join()
    assert failed == []
    assert rounds == [()] * 6
    assert day.verify().entries > 6


def test_memory_stays_bounded(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")

    def peak() -> int:
        tracemalloc.start()
        assert day.verify().ok
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    for _ in range(20):
        day.inspect("A")
    peak()
    few = peak()
    for _ in range(200):
        day.inspect("B")
    assert peak() - few < 8_000_000  # rows are fetched 2000 at a time
    day.engine.dispose()
