"""What packs are made of, out of real records of a worked day."""

import hashlib

import pytest
from sqlalchemy import text

from app.errors import StoreError
from app.services.packing import entry_content
from app.store.packing import SqlPacks
from tests.integration.evidence.day import Day
from tests.unguarded import drop_guards


@pytest.fixture
def day(tmp_path):
    worked = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    for grade in "AS":
        worked.inspect(grade)
    yield worked
    worked.engine.dispose()


@pytest.fixture
def packs(day):
    return SqlPacks(day.store.reading, day.station)


def test_a_unit_with_its_photos_certificates_and_entries(day, packs):
    facts = packs.facts(["R-000002"])
    (unit,) = facts.units
    assert (unit["unit"], unit["grade"]) == ("R-000002", "S")
    assert [answer["question"] for answer in unit["answers"]] == ["sealed", "powers_on"]
    assert "audit" not in unit
    assert all(day.evidence.path(one.sha256).stat().st_size == one.size for one in facts.media)
    assert {one.told["shot"] for one in facts.media} >= {"front"}
    assert all(one.told["operator"] == "B-1" and one.told["station"] == day.station for one in facts.media)
    assert [row["unit"] for row in facts.certificates] == ["R-000002"]
    assert facts.stations == {day.station: "bench-01"}
    assert {who["badge"] for who in facts.people.values()} == {"B-1"}


def test_the_entries_are_about_these_units_and_their_parcel_and_fit_their_hashes(day, packs):
    facts = packs.facts(["R-000001"])
    subjects = {entry["payload"]["subject"] for entry in facts.audit}
    assert subjects == {"R-000001", day.parcel}
    assert [entry["seq"] for entry in facts.audit] == sorted(entry["seq"] for entry in facts.audit)
    for entry in facts.audit:
        assert hashlib.sha256(entry_content(entry).encode()).hexdigest() == entry["hash"]
    assert facts.head[0] > max(entry["seq"] for entry in facts.audit)


def test_a_case_by_order_and_by_tracking_number(day, packs):
    assert packs.named_by("1001", "") == ("R-000001", "R-000002")
    assert packs.named_by("t1", "") == ("R-000001", "R-000002")
    assert packs.named_by("1001", "BETA") == ()
    assert packs.named_by("nobody's", "") == ()


def test_a_unit_that_is_not_on_record(packs):
    assert packs.facts(["R-000001", "R-000009"]) is None


def test_an_entry_that_was_altered_is_never_packed(day, packs):
    with day.engine.begin() as connection:
        drop_guards(connection, "audit")
        connection.execute(text("UPDATE audit SET actor = 'somebody' WHERE subject = 'R-000001' AND kind <> ''"))
    with pytest.raises(StoreError, match="was altered"):
        packs.facts(["R-000001"])
    assert packs.facts(["R-000002"]) is not None
