"""What goes into a backup, what does not, and where it may lie."""

import hashlib
import json
import subprocess

import pytest

from app.errors import DiskFull, UserError
from app.store.backup_file import SIGNATURE, STATEMENT, SUMS
from app.store.restore import Wanted, restore
from tests.backups import AT, taken


def test_anyone_can_check_a_backup_without_this_program(small, tmp_path):
    folder = tmp_path / "looked"
    folder.mkdir()
    subprocess.run(["tar", "xf", tmp_path / "day.tar", "-C", folder], check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=folder, check=True)
    said = json.loads((folder / STATEMENT).read_bytes())
    assert said["files"] == hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    check = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "keys/station.pub.pem", "-rawin", "-in"]
    subprocess.run([*check, STATEMENT, "-sigfile", SIGNATURE], cwd=folder, check=True, capture_output=True)


def test_no_password_of_the_database_goes_along(small, tmp_path):
    secret = 'url = "postgresql://bench:open-sesame@10.0.0.1/records"'
    (small.folder / "config.toml").write_text(f'[station]\nname = "bench-07"\n[database]\n{secret}\n')
    taken(small, tmp_path / "set.tar")
    assert b"open-sesame" not in (tmp_path / "set.tar").read_bytes()
    restore(tmp_path / "set.tar", tmp_path / "copy", AT, Wanted())
    assert 'name = "bench-07"' in (tmp_path / "copy" / "config.toml").read_text()


def test_a_missing_and_a_damaged_photo_are_told(small, tmp_path):
    small.inspect("B")
    first, second = sorted(path for path in small.evidence.evidence.rglob("*") if path.is_file())[:2]
    first.unlink()
    second.write_bytes(b"not the photo")
    made = taken(small, tmp_path / "hurt.tar")
    assert [("missing" in one, "changed on disk" in one) for one in made.problems] == [(True, False), (False, True)]
    put = restore(tmp_path / "hurt.tar", tmp_path / "copy", AT, Wanted())
    assert len(put.problems) == 2


def test_a_backup_takes_no_other_files_place_and_lies_outside_of_the_profile(small, tmp_path):
    before = (tmp_path / "day.tar").read_bytes()
    for out, why in (
        (tmp_path / "day.tar", "there already"),
        (small.folder / "evidence" / "day.tar", "within the profile"),
        (tmp_path / "nowhere" / "day.tar", "There is no folder"),
    ):
        with pytest.raises(UserError, match=why):
            taken(small, out)
    assert (tmp_path / "day.tar").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.tar", "profile"]


def test_no_room_is_said_before_anything_is_written(small, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(DiskFull, match="needs"):
        taken(small, tmp_path / "more.tar")
    with pytest.raises(DiskFull, match="takes"):
        restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.tar", "profile"]
