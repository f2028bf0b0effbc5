"""The evidence folder is compared with the photo rows, and each difference is named."""

import os

import pytest

from app.store.audit_files import file_problems, named_photos
from tests.integration.evidence.day import Day


@pytest.fixture
def day(tmp_path):
    day = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    day.inspect("A")
    yield day
    day.engine.dispose()


def problems(day: Day) -> list[str]:
    return list(file_problems(day.engine, day.evidence, day.keys.identity.id))


def only(day: Day):
    (path,) = (path for path in day.evidence.evidence.rglob("*") if path.is_file())
    return path


def test_photos_that_are_there_and_whole_are_no_problem(day):
    assert problems(day) == []


@pytest.mark.parametrize("changed", ["gone", "cut", "linked"])
def test_what_became_of_a_photo_is_named(day, changed):
    path = only(day)
    if changed == "gone":
        path.unlink()
        words = "is missing on disk."
    elif changed == "cut":
        os.truncate(path, 10)
        words = "was changed on disk: its content does not fit its name."
    else:
        path.rename(day.folder / "elsewhere")
        path.symlink_to(day.folder / "elsewhere")
        words = "is only a link to another file."
    assert problems(day) == [f"Photo {path.name} {words}"]


@pytest.mark.parametrize("place", ["note.txt", "ab/note.txt", "ab/" + "ab" * 32, "zz/x", "ab"])
def test_a_foreign_file_is_named(day, place):
    path = day.evidence.evidence / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    shown = "zz" if place == "zz/x" else place
    assert problems(day) == [f"The file {shown} lies in the evidence, but no record names it."]


def test_a_photo_without_its_row_is_no_alarm_while_its_marker_stands(day):
    sha256 = day.photo()
    assert problems(day) == []
    for marker in day.evidence.kept.glob(f"{sha256}.*"):
        marker.unlink()
    assert len(problems(day)) == 1


def test_which_photos_a_row_names(day):
    sha256 = only(day).name
    assert named_photos(day.engine, {sha256, "0" * 64}) == {sha256}
