"""What is deleted is on record first, stays verifiable, and is only what nothing keeps; on both databases."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, text, update

from app.domain.claim_facts import ClaimClosed, ClaimOpened
from app.domain.retention import Purpose, Rule
from app.errors import BenchError
from app.store.audit_files import named_photos
from app.store.models import Photo, Unit, table
from app.store.packing import SqlPacks
from app.store.retention import SqlRetention
from app.store.retention_file import RetentionPolicy
from app.store.scrub import scrub
from app.store.sweep import sweep
from app.store.unit_history import history
from tests.integration.evidence.day import BEN, START, Day

LATER = START + timedelta(days=800)
RULES = tuple(Rule(purpose, 365) for purpose in Purpose)


@pytest.fixture
def day(database_url, tmp_path):
    """R-000001 was scrapped, R-000002 is for sale."""
    day = Day(tmp_path / "profile", database_url)
    day.inspect("S")
    day.inspect("A")
    sweep(day.evidence, partial(named_photos, day.engine), START)
    yield day
    day.engine.dispose()


def retention(day, rules=RULES, holds=()):
    policy = RetentionPolicy(tuple(rules), frozenset(holds))
    return SqlRetention(day.engine, day.evidence, day.station, policy, day.checkpoints.note)


def photos_of(day, lpn):
    with day.engine.connect() as connection, connection.begin():
        return set(connection.execute(select(Photo.sha256).where(Photo.unit == lpn)).scalars())


def test_a_look_changes_nothing_and_says_what_keeps_the_rest(day):
    due = retention(day).due(LATER)
    assert {photo.sha256 for photo in due.photos} == photos_of(day, "R-000001")
    assert due.photos[0].units == ("R-000001",)
    assert due.kept == {"its unit is in the building": len(photos_of(day, "R-000002"))}
    assert all(day.evidence.holds(photo.sha256) for photo in due.photos)
    assert day.verify().problems == ()


def test_what_is_deleted_is_told_by_chain_pack_and_unit_and_missed_by_nobody(day):
    gone = retention(day).delete(BEN, "their time is over", LATER)
    deleted = photos_of(day, "R-000001")
    assert {photo.sha256 for photo in gone.photos} == deleted
    assert not any(day.evidence.holds(sha256) for sha256 in deleted)
    assert all(day.evidence.holds(sha256) for sha256 in photos_of(day, "R-000002"))
    assert day.verify().problems == ()
    assert scrub(day.engine, day.evidence, day.station, lambda: LATER).damaged == ()
    with day.store.reading() as connection:
        record = history(connection, "R-000001")
    assert record is not None
    shown = record["photos"]
    assert {photo["deleted_at"] for photo in shown if photo["sha256"] in deleted} == {LATER}
    facts = SqlPacks(day.store.reading, day.station).facts(["R-000001"])
    assert facts is not None
    assert not deleted & {one.sha256 for one in facts.media}
    assert any(photo.get("deleted_at") for photo in facts.units[0]["photos"])
    assert retention(day).delete(BEN, "again", LATER).photos == ()


def test_a_deletion_that_nobody_told_is_found(day):
    (photo,) = retention(day).due(LATER).photos[:1]
    day.evidence.path(photo.sha256).unlink()
    assert any("is missing on disk" in problem for problem in day.verify().problems)


def test_the_record_of_a_deletion_cannot_be_altered(day):
    retention(day).delete(BEN, "their time is over", LATER)
    for statement in ("UPDATE evidence_deletions SET reason = 'x'", "DELETE FROM evidence_deletions"):
        with pytest.raises(BenchError), day.engine.begin() as connection:
            connection.execute(text(statement))


def test_holds_certificates_and_open_work_keep_it(day):
    assert retention(day, holds=["R-000001"]).due(LATER).photos == ()
    assert retention(day, holds=["1001"]).due(LATER).photos == ()
    assert retention(day).due(START + timedelta(days=300)).photos == ()
    assert retention(day, [*RULES, Rule(Purpose.CERTIFICATE, None, "ACME")]).due(LATER).photos == ()
    with day.engine.begin() as connection:
        connection.execute(update(table(Unit)).where(Unit.lpn == "R-000001").values(held=True))
    assert retention(day).due(LATER).kept["its unit has open work"]


def test_an_open_claim_keeps_it_until_it_is_closed(day):
    opened = ClaimOpened("CLM-000001", "tiktok_appeal", 1, ("wrong_item",), "ACME", "tiktok", "1001", "", ("R-000001",))

    def write(fact):
        with day.store.unit_of_work() as work:
            work.records.write((fact,), at=START, operator=BEN)
            work.commit()

    write(opened)
    assert retention(day).due(LATER).photos == ()
    assert retention(day).due(LATER).kept["a claim about its unit is open"] == len(photos_of(day, "R-000001"))
    assert retention(day).delete(BEN, "their time is over", LATER).photos == ()
    write(ClaimClosed("CLM-000001", "R-000001", "paid"))
    assert {photo.sha256 for photo in retention(day).due(LATER).photos} == photos_of(day, "R-000001")


def test_a_crash_between_the_record_and_the_file_leaves_what_the_next_call_removes(day, monkeypatch):
    broken = retention(day)
    monkeypatch.setattr(broken, "_remove", lambda _: None)
    left = broken.delete(BEN, "their time is over", LATER).photos
    assert all(day.evidence.holds(photo.sha256) for photo in left)
    assert day.verify().problems == ()
    retention(day).delete(BEN, "again", LATER)
    assert not any(day.evidence.holds(photo.sha256) for photo in left)


def test_a_photo_that_is_being_filed_anew_stays(day):
    (photo,) = retention(day).due(LATER).photos[:1]
    (day.evidence.kept / f"{photo.sha256}.1").touch()
    assert photo not in retention(day).delete(BEN, "their time is over", LATER).photos
    assert day.evidence.holds(photo.sha256)
