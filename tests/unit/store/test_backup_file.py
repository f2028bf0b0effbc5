"""What goes in comes out; no name but ours, no tar but the strictest."""

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.store.backup_file import LONGEST_NAME, BackupWriter, fits, listed, unpack

PHOTO = "ab" + "0" * 62


def written(**files):
    out = io.BytesIO()
    writer = BackupWriter(out)
    for name, content in files.items():
        writer.add(name, content)
    writer.end()
    return out.getvalue(), writer


def test_what_was_written_is_unpacked_byte_for_byte(tmp_path):
    files = {"records.db": b"r" * 1500, f"evidence/ab/{PHOTO}": b"", "labels/ACME 安/unit.yaml": b"x" * 512}
    data, writer = written(**files)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        assert tar.getnames() == list(files)
    found = unpack(io.BytesIO(data), len(data), tmp_path)
    assert found == writer.sums == listed(writer.listing())
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_a_file_of_the_disk_is_told_as_it_is_copied(tmp_path):
    (tmp_path / "photo").write_bytes(b"p" * 3_000_000)
    told: list[int] = []
    BackupWriter(io.BytesIO(), told.append).add_file("records.db", tmp_path / "photo")
    assert sum(told) == 3_000_000
    with pytest.raises(FileNotFoundError):
        BackupWriter(io.BytesIO()).add_file("records.db", tmp_path / "none")


@pytest.mark.parametrize(
    "name",
    [
        "../x", "/x", "keys/station.key.pem", "evidence/ab/..", "labels/a/b/c", "labels/../config.toml", "labels/a/.b",
        "labels/a/b.", "labels/C:/b", "labels/a\\b/c", f"evidence/ab/{PHOTO}\n", "config.toml ", "",
        "labels/a/" + "b" * 95,
    ],
)  # fmt: skip
def test_a_foreign_name_does_not_belong(name):
    assert not fits(name)
    with pytest.raises(ValueError, match="does not belong"):
        BackupWriter(io.BytesIO()).add(name, b"")


@settings(max_examples=40)
@given(st.text(max_size=130))
def test_no_name_that_fits_leaves_its_folder(name):
    for each in (name, f"labels/{name}", f"labels/a/{name}", f"evidence/{name}"):
        if fits(each):
            assert ".." not in each.split("/")
            assert not each.startswith("/")
            assert len(each.encode()) <= LONGEST_NAME


@given(st.binary(max_size=2048))
def test_no_bytes_end_in_anything_but_words(tmp_path_factory, data):
    with pytest.raises(UserError):
        unpack(io.BytesIO(data), len(data), tmp_path_factory.mktemp("bad"))


@pytest.mark.parametrize("listing", [b"abc\n", b"0" * 64 + b" x\n", (b"0" * 64 + b"  x\n") * 2])
def test_a_listing_that_cannot_be_read_is_refused(listing):
    with pytest.raises(UserError):
        listed(listing)
