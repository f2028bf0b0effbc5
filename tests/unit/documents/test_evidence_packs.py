"""A pack is there whole or not at all; its pictures are what is on record."""

import hashlib
import json
import os
import zipfile

import pytest

from app.documents.evidence_packs import write_pack
from app.domain.canonical import canonical
from app.errors import DiskFull, StoreError
from app.services.packing import PackEntry
from tests.packs import Key, files_of, made


@pytest.fixture
def key() -> Key:
    return Key()


def quiet(_done, _of):
    return None


def test_it_holds_what_the_contract_names_and_says_it_of_each(tmp_path, key):
    packed = made(tmp_path, key)
    files = files_of(packed.file)
    manifest = json.loads(files["manifest.json"])
    assert files["manifest.json"] == canonical(manifest).encode()
    assert {one["name"] for one in manifest["files"]} == set(files) - {"manifest.json", "manifest.sig", "SHA256SUMS"}
    for one in manifest["files"]:
        assert one["sha256"] == hashlib.sha256(files[one["name"]]).hexdigest()
        assert one["size"] == len(files[one["name"]])
        assert {"time", "operator", "station"} <= one.keys()
    summed = {line.split("  ", 1)[1]: line[:64] for line in files["SHA256SUMS"].decode().splitlines()}
    assert summed.keys() == files.keys() - {"manifest.sig", "SHA256SUMS"}
    assert (manifest["unit"], manifest["grade"]) == ("R-000001", "A")
    assert manifest["answers"]
    assert manifest["reasons"]
    assert manifest["audit"]
    assert packed.sha256 == hashlib.sha256(packed.file.read_bytes()).hexdigest()
    assert (packed.files, packed.bytes) == (len(files), packed.file.stat().st_size)


def test_the_same_pack_has_the_same_bytes(tmp_path, key):
    assert made(tmp_path, key).sha256 == made(tmp_path, key).sha256


def test_entries_lie_as_they_are_with_one_time_and_plain_rights(tmp_path, key):
    with zipfile.ZipFile(made(tmp_path, key).file) as archive:
        for info in archive.infolist():
            assert info.compress_type == zipfile.ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644


@pytest.mark.parametrize("fault", ["changed", "gone", "link"])
def test_a_picture_that_is_not_what_is_on_record_ends_the_pack_and_leaves_what_was_there(tmp_path, key, fault):
    content = b"a picture"
    source = tmp_path / "picture"
    source.write_bytes(content)
    entry = PackEntry("photos/0001.jpg", source, hashlib.sha256(content).hexdigest())
    if fault == "changed":
        source.write_bytes(b"b picture")
    else:
        source.rename(tmp_path / "elsewhere")
    if fault == "link":
        source.symlink_to(tmp_path / "elsewhere")
    out = tmp_path / "out"
    out.mkdir()
    (out / "pack.zip").write_bytes(b"the one before")
    with pytest.raises(StoreError, match="cannot be packed"):
        write_pack(out / "pack.zip", {}, [entry], key, quiet)
    assert [(one.name, one.read_bytes()) for one in out.iterdir()] == [("pack.zip", b"the one before")]


def test_a_disk_that_fills_leaves_nothing(tmp_path, key, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_pack(tmp_path / "pack.zip", {}, [PackEntry("README.txt", b"x")], key, quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path, key):
    with pytest.raises(StoreError, match="cannot be written"):
        write_pack(tmp_path / "no" / "pack.zip", {}, [PackEntry("README.txt", b"x")], key, quiet)


def test_a_foreign_name_is_never_written(tmp_path, key):
    with pytest.raises(ValueError, match="no name"):
        write_pack(tmp_path / "pack.zip", {}, [PackEntry("../x", b"x")], key, quiet)
    assert list(tmp_path.iterdir()) == []


def test_it_says_how_far_it_is(tmp_path, key):
    told: list[tuple[int, int]] = []
    entries = [PackEntry("README.txt", b"x"), PackEntry("station.pub.pem", b"y")]
    write_pack(tmp_path / "pack.zip", {}, entries, key, lambda *how: told.append(how))
    assert told == [(0, 2), (1, 2), (2, 2)]
