"""Who asks for the same name waits until the one before has ended, and then sees what it did."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from app.errors import DatabaseLocked
from app.store import named_lock
from app.store.unit_of_work import open_store
from tests.records import STATION

KNOWN = text("SELECT value FROM counters WHERE name = 'tried'")


def test_of_two_that_find_nothing_only_the_first_does(database_url):
    store = open_store(database_url, STATION)
    asked = threading.Event()

    def second() -> int | None:
        asked.set()
        with store.engine.begin() as connection:
            named_lock.hold(connection, "what no row stands for")
            found: int | None = connection.execute(KNOWN).scalar()
            return found

    with ThreadPoolExecutor(1) as pool:
        with store.engine.begin() as connection:
            named_lock.hold(connection, "what no row stands for")
            assert connection.execute(KNOWN).scalar() is None
            later = pool.submit(second)
            assert asked.wait(60)
            connection.execute(text("INSERT INTO counters (name, value) VALUES ('tried', 7)"))
        assert later.result(60) == 7
    store.close()


def test_another_name_is_not_waited_for(database_url):
    store = open_store(database_url, STATION)
    if store.engine.dialect.name == "postgresql":
        with store.engine.begin() as one, store.engine.begin() as other:
            named_lock.hold(one, "a")
            named_lock.hold(other, "b")
    else:  # there is one writer, and the name says nothing
        with store.engine.begin() as one:
            named_lock.hold(one, "a")
            named_lock.hold(one, "b")
    store.close()


def test_who_shares_a_name_waits_only_for_one_who_holds_it(database_url):
    store = open_store(database_url, STATION)
    if store.engine.dialect.name == "postgresql":
        with store.engine.begin() as one, store.engine.begin() as other:
            named_lock.share(one, "a")
            named_lock.share(other, "a")
        with store.engine.begin() as one, store.engine.begin() as other:
            assert named_lock.hold_all(one, ["b", "a"])
            other.execute(text("SET LOCAL lock_timeout = 1"))
            with pytest.raises(DatabaseLocked):
                named_lock.share(other, "b")
    else:
        with store.engine.begin() as one:
            named_lock.share(one, "a")
            assert not named_lock.hold_all(one, ["a", "b"])
    store.close()
