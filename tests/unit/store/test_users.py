"""People on record: found by badge, counted, audited without their hash."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from app.domain.access import Operator, Role
from app.errors import StoreError
from app.ports import UserRecord
from app.services.looking import Person
from app.store import audit, users
from app.store.engine import open_engine
from app.store.keys import StationIdentity
from app.store.migrations import bring_up
from app.store.models import Audit, BenchLog
from app.store.unit_of_work import open_store
from app.store.users import SqlPeople, SqlPeopleWork

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
ANNA = UserRecord(Operator("01890000-0000-7000-8000-000000000001", "B-1", "Anna", Role.INSPECTOR), "$argon2id$hash")


@pytest.fixture
def connection(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'regrade.db'}")
    bring_up(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def people(connection) -> SqlPeople:
    people = SqlPeople(connection, "s1")
    people.add(ANNA, at=AT, actor="m1")
    return people


def test_a_person_is_found_by_badge(people):
    assert people.by_badge("B-1") == ANNA
    assert (people.by_badge("b-1"), people.by_badge("B\0")) == (None, None)


def test_failures_are_kept(people):
    people.count_failure(ANNA.operator.user_id, 5, AT + timedelta(minutes=1))
    kept = people.by_badge("B-1")
    assert (kept.failures, kept.locked_until) == (5, AT + timedelta(minutes=1))


def test_language_and_last_visit_are_kept_and_a_visit_ends_the_count(people, connection):
    key = ANNA.operator.user_id
    people.count_failure(key, 3, AT)
    people.set_language(key, "zh_CN")
    people.see(key, AT)
    kept = people.by_badge("B-1")
    assert (kept.operator.language, kept.last_seen_at, kept.failures, kept.locked_until) == ("zh_CN", AT, 0, None)
    assert connection.execute(select(Audit.kind)).scalars().all() == ["user_added"]


def test_people_are_listed_without_what_proves_who_they_are(people, connection):
    assert users.people(connection) == (Person(ANNA.operator),)
    people.see(ANNA.operator.user_id, AT)
    people.disable(ANNA.operator.user_id, at=AT, actor="m1")
    assert users.people(connection) == (Person(ANNA.operator, disabled=True, last_seen_at=AT),)


def test_the_last_operator_of_a_bench_is_whom_its_log_names_last(people, connection):
    assert users.last_operator(connection, "s1") is None
    acted = {"at": AT, "action": "{}", "found": "{}"}
    for seq, operator in enumerate((ANNA.operator.user_id, None), start=1):
        connection.execute(insert(BenchLog), {"station": "s1", "seq": seq, "operator": operator, **acted})
    assert users.last_operator(connection, "s1") == ANNA.operator
    assert users.last_operator(connection, "s2") is None
    people.disable(ANNA.operator.user_id, at=AT, actor="m1")
    assert users.last_operator(connection, "s1") is None


def test_adding_and_disabling_are_audited_without_the_hash(people, connection):
    people.disable(ANNA.operator.user_id, at=AT, actor="m1")
    assert people.by_badge("B-1").disabled
    rows = connection.execute(select(Audit.kind, Audit.actor, Audit.payload).order_by(Audit.seq)).all()
    assert [(row.kind, row.actor) for row in rows] == [("user_added", "m1"), ("user_disabled", "m1")]
    assert '"name":"Anna"' in rows[0].payload
    assert not any("argon2" in row.payload for row in rows)
    assert f'"pin_sha256":"{audit.digest_of(ANNA.pin_hash)}"' in rows[0].payload


def test_a_badge_is_one_persons(people):
    with pytest.raises(StoreError):
        people.add(ANNA, at=AT, actor="m1")


def test_all_are_listed_by_badge(people):
    other = UserRecord(
        Operator("01890000-0000-7000-8000-000000000002", "A-1", "Ben", Role.MANAGER), "x", disabled=False
    )
    people.add(other, at=AT, actor="")
    assert people.everybody() == (other, ANNA)


def test_a_unit_of_work_over_the_people_notes_the_chain_and_keeps_only_what_is_committed(tmp_path):
    noted: list[tuple[int, str]] = []
    store = open_store(
        f"sqlite:///{tmp_path / 'people.db'}",
        StationIdentity("s1", "bench-01"),
        note=lambda seq, digest, _at: noted.append((seq, digest)),
    )
    with SqlPeopleWork(store) as work:
        work.people.add(ANNA, at=AT, actor="m1")
    with SqlPeopleWork(store) as work:
        assert work.people.everybody() == ()
        work.people.add(ANNA, at=AT, actor="m1")
        work.commit()
    with SqlPeopleWork(store) as work:
        assert work.people.everybody() == (ANNA,)
        work.people.count_failure(ANNA.operator.user_id, 1, None)
        work.commit()
    with pytest.raises(RuntimeError):
        work.people.everybody()
    with store.reading() as connection:
        head = audit.head(connection, "s1")
    assert noted == [(head.seq, head.hash)] == [(1, head.hash)]
    store.close()
