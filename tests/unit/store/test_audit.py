"""The chain can be recomputed by anyone, and what was rolled back was never in it."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from app.store import audit
from app.store.engine import open_engine
from app.store.migrations import bring_up
from app.store.models import Audit

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'regrade.db'}")
    bring_up(engine)
    yield engine
    engine.dispose()


def append(engine: Engine, station="s1", **payload: object) -> audit.Link:
    with engine.begin() as connection:
        return audit.append(connection, station=station, at=AT, actor="u1", kind="test", payload=payload)


def test_each_entry_stands_on_the_one_before(engine):
    links = [append(engine, n=n) for n in range(3)]
    with engine.connect() as connection:
        rows = connection.execute(select(Audit.__table__).order_by(Audit.seq)).all()
        assert audit.head(connection, "s1") == links[-1]
    assert [(row.seq, row.hash) for row in rows] == [(link.seq, link.hash) for link in links]
    assert [row.prev_hash for row in rows] == [audit.GENESIS, links[0].hash, links[1].hash]


def test_each_station_has_its_own_chain(engine):
    assert [append(engine, station).seq for station in ("s1", "s2", "s1")] == [1, 1, 2]


def test_what_is_rolled_back_was_never_there(engine):
    with engine.connect() as connection, connection.begin() as transaction:
        audit.append(connection, station="s1", at=AT, actor="", kind="x", payload={})
        transaction.rollback()
    assert append(engine).seq == 1


words = st.text(st.characters(exclude_categories=["Cs"]))


@given(actor=words, kind=words, payload=st.dictionaries(words, words | st.integers() | st.none() | st.lists(words)))
def test_anyone_can_recompute_a_hash_from_its_content(actor, kind, payload):
    ours = audit.link_hash(
        station="s1", seq=7, at=AT, actor=actor, kind=kind, payload=audit.canonical(payload), prev="ab"
    )
    content = {
        "station": "s1", "seq": 7, "at": "2026-03-04T05:06:07.000089+00:00",
        "actor": actor, "kind": kind, "payload": payload, "prev": "ab",
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert ours == hashlib.sha256(text.encode()).hexdigest()


def test_a_time_is_one_text_in_every_zone():
    assert audit.instant(AT.astimezone(timezone(timedelta(hours=8)))) == audit.instant(AT)
    with pytest.raises(ValueError, match="without its zone"):
        audit.instant(AT.replace(tzinfo=None))


@pytest.mark.parametrize("value", [float("nan"), AT, {1, 2}, b"x"])
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        audit.canonical({"x": value})
