"""What the looks found damaged is told with whose evidence it is; a unit's photos are looked at once more."""

from datetime import UTC, datetime

import pytest

from app.saying import Said
from app.store.audit_files import fault_again
from app.store.damage import damaged
from app.store.scrub import FILE, scrub

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


def told(day, unit=""):
    return damaged(day.engine, day.evidence.evidence, day.folder / "spool", day.station, unit)


@pytest.mark.expects_warning
def test_damaged_photos_are_told_with_their_unit_until_they_are_put_back(small):
    small.inspect("B")
    first, second, *_ = sorted(path for path in small.evidence.evidence.rglob("*") if path.is_file())
    assert told(small) == ()
    sound = first.read_bytes()
    first.write_bytes(sound[:-1] + b"!")
    second.unlink()
    scrub(small.engine, small.evidence, small.station, lambda: NOW)
    found = {one.sha256: one for one in told(small)}
    assert {key: one.why for key, one in found.items()} == {
        first.name: "was changed on disk: its content does not fit its name",
        second.name: "is missing on disk",
    }
    assert all(one.unit and one.shot for one in found.values())
    unit = found[first.name].unit
    assert {one.sha256 for one in told(small, unit)} >= {first.name}
    first.write_bytes(sound)
    assert first.name in {one.sha256 for one in told(small)}  # nobody looked at it again
    assert first.name not in {one.sha256 for one in told(small, unit)}
    assert told(small, "R-999999") == ()


def test_a_list_that_names_what_is_on_no_record_tells_nothing(small):
    file = small.folder / "spool" / FILE
    file.write_text('{"after": "", "began_at": "", "ended_at": "", "looked": 1, "damaged": {"../x": "is missing"}}')
    assert told(small) == ()


def test_a_fault_that_was_kept_as_text_can_be_said_in_another_language():
    kept = fault_again("cannot be read from disk (Input/output error)")
    assert isinstance(kept, Said)
    assert (kept.template, dict(kept.values)) == (
        "cannot be read from disk ({reason})",
        {"reason": "Input/output error"},
    )
    assert fault_again("is missing on disk").template == "is missing on disk"
