"""A look through the evidence finds what is damaged or missing, goes on where it was, and forgets what was mended."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import StoreError
from app.store import scrub as scrubbing
from app.store.audit_files import photo_fault
from app.store.scrub import FILE, due, scrub, standing

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


@pytest.fixture
def day(small):
    for grade in "BCS":
        small.inspect(grade)
    return small


def look(day, **how):
    return scrub(day.engine, day.evidence, day.station, lambda: NOW, **how)


def photos(day):
    return sorted(path for path in day.evidence.evidence.rglob("*") if path.is_file())


def test_what_is_whole_is_found_whole(day):
    found = look(day)
    assert (found.looked, found.of, found.whole, found.damaged) == (len(photos(day)), len(photos(day)), True, ())
    assert "sound" in standing(day.folder / "spool", NOW, 30)


@pytest.mark.expects_warning
def test_a_damaged_and_a_missing_photo_are_told_until_they_are_put_back(day):
    first, second = photos(day)[:2]
    sound = first.read_bytes(), second.read_bytes()
    first.write_bytes(sound[0][:-1] + b"!")
    second.unlink()
    found = look(day)
    assert [("changed on disk" in one, "is missing" in one) for one in found.damaged] == [(True, False), (False, True)]
    with pytest.raises(StoreError, match="2 photos are not sound"):
        standing(day.folder / "spool", NOW, 30)
    first.write_bytes(sound[0])
    second.write_bytes(sound[1])
    assert look(day).damaged == ()
    assert "sound" in standing(day.folder / "spool", NOW, 30)


def test_it_goes_on_where_it_was_stopped(day, monkeypatch):
    seen = []

    def looked_at(path):
        seen.append(path)
        return photo_fault(path)

    monkeypatch.setattr(scrubbing, "photo_fault", looked_at)
    stopped = look(day, rest=lambda _: len(seen) < 2)
    assert (stopped.whole, stopped.looked) == (False, 2)
    assert due(day.evidence, NOW, 30)
    assert look(day).whole
    assert seen == photos(day)


def test_a_round_is_due_again_after_half_the_time(day):
    assert due(day.evidence, NOW, 30)
    look(day)
    assert not due(day.evidence, NOW + timedelta(days=14), 30)
    assert due(day.evidence, NOW + timedelta(days=16), 30)
    with pytest.raises(StoreError, match="last looked through on 2026-03-06"):
        standing(day.folder / "spool", NOW + timedelta(days=31), 30)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"damaged": 1}'])
def test_a_lost_or_damaged_note_means_to_begin_anew(day, content):
    (day.folder / "spool" / FILE).write_bytes(content)
    assert standing(day.folder / "spool", NOW, 30) == "not looked through yet"
    assert look(day).whole
