"""Which photos of a folder are offered: whole ones, the newest first, never what is no evidence."""

import os

import pytest

from app.domain.evidence import MAX_BYTES
from app.errors import Offline, StoreError
from app.services.photo_folder import MOST, SETTLED_S, fetch, look_into

NOW = 1_700_000_000.0


def put(folder, name, age=60.0, content=b"x"):
    file = folder / name
    file.write_bytes(content)
    os.utime(file, (NOW - age, NOW - age))
    return file


def test_the_newest_come_first_and_only_pictures(tmp_path):
    old, new = put(tmp_path, "IMG_1.JPG", 500), put(tmp_path, "IMG_2.jpeg", 50)
    for name in ("notes.txt", ".hidden.jpg", "film.mp4"):
        put(tmp_path, name)
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "link.jpg").symlink_to(old)
    assert [one.file for one in look_into(tmp_path, NOW).photos] == [new, old]


def test_what_is_still_on_its_way_waits_and_a_phone_whose_clock_is_ahead_does_not(tmp_path):
    put(tmp_path, "coming.jpg", SETTLED_S / 2)
    put(tmp_path, "empty.jpg", content=b"")
    ahead = put(tmp_path, "ahead.jpg", -3600)
    assert [one.file for one in look_into(tmp_path, NOW).photos] == [ahead]


def test_photos_that_are_not_taken_are_counted(tmp_path):
    put(tmp_path, "IMG_1.HEIC")
    looked = look_into(tmp_path, NOW)
    assert (looked.photos, looked.untaken) == ((), 1)


def test_a_folder_of_years_gives_its_newest(tmp_path):
    for number in range(MOST + 5):
        put(tmp_path, f"{number}.jpg", 1000 - number)
    photos = look_into(tmp_path, NOW).photos
    assert len(photos) == MOST
    assert photos[0].file.name == f"{MOST + 4}.jpg"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Offline, match="nowhere"):
        look_into(tmp_path / "nowhere", NOW)


def test_what_is_chosen_is_copied_whole_and_of_what_is_too_large_only_so_much_as_shows_it(tmp_path):
    drafts = tmp_path / "spool" / "tmp"
    copy = fetch(put(tmp_path, "IMG_1.jpg", content=b"photo"), drafts)
    assert copy.parent == drafts
    assert copy.read_bytes() == b"photo"
    with put(tmp_path, "film.jpg").open("r+b") as file:
        file.truncate(MAX_BYTES * 2)
    assert fetch(tmp_path / "film.jpg", drafts).stat().st_size == MAX_BYTES + 1


def test_one_that_is_gone_and_a_disk_that_is_no_folder_are_told_apart(tmp_path):
    photo = put(tmp_path, "IMG_1.jpg")
    with pytest.raises(Offline, match=r"IMG_2\.jpg cannot be read"):
        fetch(tmp_path / "IMG_2.jpg", tmp_path)
    with pytest.raises(StoreError, match="cannot be written"):
        fetch(photo, photo)
