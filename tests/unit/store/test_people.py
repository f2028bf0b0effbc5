"""A transaction over the people: durable when committed, else never there; the chain's end is noted."""

from datetime import UTC, datetime

import pytest

from app.domain.access import Operator, Role
from app.ports import UserRecord
from app.store.keys import StationIdentity
from app.store.people import SqlPeopleWork
from app.store.unit_of_work import open_store

STATION = "01a200ce-0000-7000-8000-000000000001"
ANN = UserRecord(Operator("01a200ce-0000-7000-8000-000000000002", "B-1", "Ann", Role.INSPECTOR), "hash")
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def store(database_url):
    store = open_store(database_url, StationIdentity(STATION, "bench-01"))
    yield store
    store.close()


def test_what_is_committed_stays_and_is_noted(store):
    noted = []
    with SqlPeopleWork(store.engine, STATION, lambda seq, digest, _: noted.append((seq, len(digest)))) as work:
        work.people.add(ANN, at=NOW, actor="")
        work.commit()
    with SqlPeopleWork(store.engine, STATION) as work:
        assert [user.operator for user in work.people.everybody()] == [ANN.operator]
    assert noted == [(1, 64)]


def test_what_is_not_committed_was_never_there(store):
    with SqlPeopleWork(store.engine, STATION) as work:
        work.people.add(ANN, at=NOW, actor="")
    with SqlPeopleWork(store.engine, STATION) as work:
        assert work.people.everybody() == ()


def test_outside_the_transaction_nobody_is_there(store):
    work = SqlPeopleWork(store.engine, STATION)
    with pytest.raises(RuntimeError):
        _ = work.people
