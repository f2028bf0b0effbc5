"""Writers of one program wait for one another at a turn of ours, not by asking SQLite again and again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.errors import DatabaseLocked
from app.store.engine import sqlite_library
from app.store.writing_turn import taking_turns


class Place:
    """A file, and connections that share a turn; SQLite itself has no patience with any of them."""

    def __init__(self, file, patience_s=60.0):
        self.file = file
        self.connections = taking_turns(sqlite_library().Connection, patience_s)
        self.turn = self.connections.turn

    def opened(self):
        made = sqlite_library().connect(
            str(self.file), timeout=0, isolation_level=None, check_same_thread=False, factory=self.connections
        )
        made.execute("PRAGMA journal_mode=WAL")
        return made


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "a.db")


def test_who_comes_second_waits_for_its_turn_and_has_it_with_the_end_of_the_first(place):
    first, second = place.opened(), place.opened()
    first.begin_writing()
    begun = threading.Event()

    def begin() -> None:
        begun.set()
        second.begin_writing()

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(begin)
        assert begun.wait(60)
        first.execute("CREATE TABLE pile (n INTEGER)")
        first.commit()
        later.result(60)  # with a patience of nothing SQLite would have refused it at once
    second.execute("INSERT INTO pile VALUES (1)")
    second.commit()
    first.close()
    second.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_however_a_transaction_ends_the_turn_goes_on(place, end):
    first = place.opened()
    first.begin_writing()
    assert place.turn.locked()
    getattr(first, end)()
    assert not place.turn.locked()
    first.close()
    assert not place.turn.locked()


def test_a_commit_that_fails_ends_the_transaction_and_the_turn(place):
    """SQLAlchemy holds it for ended, and would never roll it back."""
    one = place.opened()
    one.execute("PRAGMA foreign_keys=ON")
    one.execute("CREATE TABLE pile (n INTEGER PRIMARY KEY, o INTEGER REFERENCES pile DEFERRABLE INITIALLY DEFERRED)")
    one.begin_writing()
    one.execute("INSERT INTO pile VALUES (1, 2)")
    with pytest.raises(sqlite_library().IntegrityError):
        one.commit()
    assert not place.turn.locked()
    assert not one.in_transaction
    one.close()


def test_a_begin_that_another_program_refuses_passes_the_turn_on(place):
    other = sqlite_library().connect(str(place.file), isolation_level=None)
    mine = place.opened()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite_library().OperationalError, match="locked"):
        mine.begin_writing()
    assert not place.turn.locked()
    other.execute("COMMIT")
    mine.begin_writing()
    mine.rollback()
    mine.close()
    other.close()


def test_a_turn_that_does_not_come_is_a_locked_database(tmp_path):
    place = Place(tmp_path / "a.db", patience_s=0.01)
    first, second = place.opened(), place.opened()
    first.begin_writing()
    with pytest.raises(DatabaseLocked):
        second.begin_writing()
    second.close()  # it never had the turn, and takes it from nobody
    assert place.turn.locked()
    first.close()


def test_who_only_reads_has_no_turn(place):
    one = place.opened()
    one.execute("BEGIN")
    one.execute("SELECT 1").fetchone()
    assert not place.turn.locked()
    one.commit()
    one.close()
