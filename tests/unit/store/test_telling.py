"""A transaction beside the bench is durable with its entry in the chain, or there is neither."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from app.store import models
from app.store.keeping import Told
from app.store.telling import Telling
from tests.records import NOW, STATION

CLIENT = {"name": "NEW", "created_at": NOW}


def entries(store):
    with store.reading() as connection:
        return list(connection.execute(select(models.Audit.kind, models.Audit.at).order_by(models.Audit.seq)))


def test_what_was_written_and_told_is_durable_and_noted(store):
    noted = []
    telling = Telling(store.engine, STATION.id, lambda *link: noted.append(link))
    with telling.transaction(NOW) as begun:
        begun.connection.execute(insert(models.Client), CLIENT)
        begun.told.append(Told("something", [{"kind": "x", "id": "1"}], ()))
    assert [tuple(entry) for entry in entries(store)] == [("something", NOW)]
    assert [(seq, at) for seq, _, at in noted] == [(1, NOW)]
    with telling.reading() as connection:
        assert "NEW" in connection.scalars(select(models.Client.name)).all()


def test_what_fails_leaves_nothing(store):
    telling = Telling(store.engine, STATION.id)

    def fail(begun):
        begun.connection.execute(insert(models.Client), CLIENT)
        begun.told.append(Told("something", [], ()))
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError), telling.transaction(NOW) as begun:
        fail(begun)
    assert entries(store) == []
    with telling.reading() as connection:
        assert "NEW" not in connection.scalars(select(models.Client.name)).all()


def test_work_that_the_chain_need_not_know_adds_no_entry(store):
    telling = Telling(store.engine, STATION.id)
    with telling.working() as connection:
        connection.execute(insert(models.Client), CLIENT)
    assert entries(store) == []


@pytest.mark.expects_warning
def test_a_note_that_fails_changes_nothing(store):
    def fails(*_):
        raise OSError("disk")

    with Telling(store.engine, STATION.id, fails).transaction(NOW) as begun:
        begun.told.append(Told("something", [], ()))
    assert len(entries(store)) == 1
