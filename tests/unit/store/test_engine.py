"""Every connection is durable and strict, and what fails is said in our own words."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text

from app.errors import ConfigError, Conflict, DatabaseLocked, DatabaseUnreachable, DiskFull, StoreError
from app.store import engine as opening
from app.store.engine import READING, open_engine, translated, wal_is_safe


@pytest.fixture
def engine(database_url):
    opened = open_engine(database_url)
    with opened.begin() as connection:
        connection.execute(text("CREATE TABLE pile (id INTEGER PRIMARY KEY, n INTEGER NOT NULL CHECK (n >= 0))"))
        connection.execute(text("INSERT INTO pile VALUES (1, 0)"))
    yield opened
    opened.dispose()


def test_every_connection_gets_its_pragmas(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    held = [engine.connect() for _ in range(6)]
    for connection in held:
        for pragma, value in wanted.items():
            assert connection.connection.cursor().execute("PRAGMA " + pragma).fetchone()[0] == value
        connection.close()
    engine.dispose()


def test_the_library_at_hand_is_safe_in_wal():
    assert wal_is_safe(opening.sqlite_library().sqlite_version_info)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True),
    ],
)  # fmt: skip
def test_which_versions_have_the_wal_reset_bug_fixed(version, safe):
    assert wal_is_safe(version) is safe


def test_an_unfixed_library_never_runs_in_wal(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "wal_is_safe", lambda _version: False)
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    engine.dispose()


def test_no_update_is_lost_between_threads(engine):
    def add(_: int) -> None:
        with engine.begin() as connection:
            n = connection.execute(text(asked)).scalar()
            connection.execute(text("UPDATE pile SET n = :n"), {"n": n + 1})

    asked = "SELECT n FROM pile FOR UPDATE" if engine.dialect.name == "postgresql" else "SELECT n FROM pile"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(40)))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM pile")).scalar() == 40


def test_a_reader_waits_for_nobody(engine):
    with engine.begin() as writer:
        writer.execute(text("UPDATE pile SET n = 7"))
        with engine.connect().execution_options(**READING) as reader, reader.begin():
            assert reader.execute(text("SELECT n FROM pile")).scalar() == 0


def test_a_database_held_by_another_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LOCK_TIMEOUT_S", 0)
    monkeypatch.setattr(opening, "_BUSY_TIMEOUT", "PRAGMA busy_timeout=20")
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin(), pytest.raises(DatabaseLocked, match="locked"), engine.begin():
        pass
    engine.dispose()


def test_what_contradicts_the_records_is_a_conflict(engine):
    for wrong in ("INSERT INTO pile VALUES (1, 2)", "UPDATE pile SET n = -1"):
        with pytest.raises(Conflict) as caught, engine.begin() as connection:
            connection.execute(text(wrong))
        said = str(caught.value).lower()
        assert "first" in said
        assert not [word for word in ("constraint", "pile", "unique", "check", "relation", "duplicate") if word in said]


def test_a_statement_of_ours_that_is_wrong_stays_a_bug(engine):
    with pytest.raises(Exception, match="nowhere") as caught, engine.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(caught.value, StoreError)


def test_a_server_that_is_away_and_a_folder_that_is_not_there(tmp_path):
    for url in ("postgresql+psycopg://x:y@127.0.0.1:1/none", f"sqlite:///{tmp_path}/none/a.db"):
        engine = open_engine(url)
        with pytest.raises(DatabaseUnreachable), engine.connect():
            pass
        engine.dispose()


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "a.db"
    file.write_bytes(b"this is a letter to the seller\n" * 50)
    before = file.read_bytes()
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseUnreachable, match="not a database"), engine.connect():
        pass
    engine.dispose()
    assert file.read_bytes() == before


@pytest.mark.parametrize("url", ["nonsense", "mysql://somewhere/db", ""])
def test_an_address_that_we_do_not_know_is_a_setting_to_correct(url):
    with pytest.raises(ConfigError, match=r"database|mysql"):
        open_engine(url)


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (sqlite3.OperationalError("database is locked"), DatabaseLocked),
        (sqlite3.OperationalError("database or disk is full"), DiskFull),
        (sqlite3.OperationalError("disk I/O error"), StoreError),
        (sqlite3.OperationalError("attempt to write a readonly database"), StoreError),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreError),
        (psycopg.errors.DeadlockDetected(), Conflict),
        (psycopg.errors.SerializationFailure(), Conflict),
        (psycopg.errors.LockNotAvailable(), DatabaseLocked),
        (psycopg.errors.DiskFull(), DiskFull),
        (psycopg.OperationalError("server closed the connection"), DatabaseUnreachable),
        (psycopg.errors.AdminShutdown(), DatabaseUnreachable),
    ],
)
def test_each_fault_of_the_environment_has_its_name(error, ours):
    assert type(translated(error)) is ours


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError("no such table: x"), psycopg.errors.UndefinedTable(), ValueError("full")]
)
def test_a_bug_keeps_its_own(error):
    assert translated(error) is None


def test_a_connection_belongs_to_the_thread_that_took_it_out(engine):
    seen: list[int] = []

    def look() -> None:
        with engine.connect() as connection:
            seen.append(connection.execute(text("SELECT n FROM pile")).scalar())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [0]


def test_a_connection_that_the_server_has_ended_is_replaced_before_anybody_notices(postgres_url):
    engine = open_engine(postgres_url)
    for _ in range(2):
        with engine.begin() as connection:
            mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as server:
            server.execute("SELECT pg_terminate_backend(%s)", [mine])
    engine.dispose()


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_is_removed_or_replaced_under_the_program_takes_nothing_more(tmp_path, replaced):
    file = tmp_path / "a.db"
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE pile (n INTEGER)"))
    aside = file.rename(tmp_path / "aside.db")
    if replaced:
        file.write_bytes(aside.read_bytes())
    with pytest.raises(StoreError, match="removed or replaced"), engine.begin():
        pass
    file.unlink(missing_ok=True)
    aside.rename(file)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO pile VALUES (1)"))
    engine.dispose()
