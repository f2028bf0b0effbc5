"""What the doctor looks at: room, a file that is really on disk, keys that nobody else reads."""

import shutil
from types import SimpleNamespace

import pytest

from app.errors import DiskFull, StoreError
from app.paths import Profile
from app.store import examining


@pytest.fixture
def profile(tmp_path):
    profile = Profile(tmp_path)
    profile.create()
    return profile


def test_a_good_disk_is_told_with_its_figures(profile):
    assert "free" in examining.disk(profile)
    assert list(profile.spool.iterdir()) == []


def test_a_full_disk_is_wrong(profile, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20))
    with pytest.raises(DiskFull, match="free under"):
        examining.disk(profile)


def test_a_folder_that_cannot_be_written_is_wrong(profile):
    profile.spool.rmdir()
    with pytest.raises(StoreError, match="Nothing can be written"):
        examining.disk(profile)


def test_keys_that_others_can_read_are_wrong(profile):
    (profile.keys / "station.key.pem").write_text("key")
    (profile.keys / "station.key.pem").chmod(0o644)
    with pytest.raises(StoreError, match=r"station\.key\.pem") as caught:
        examining.keys(profile)
    assert "chmod" in caught.value.hint
    (profile.keys / "station.key.pem").chmod(0o600)
    assert "owner" in examining.keys(profile)


def test_the_folder_of_the_checkpoints_takes_a_file_or_says_why_not(tmp_path):
    assert str(tmp_path) in examining.checkpoints(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="Nothing can be written"):
        examining.checkpoints(tmp_path / "away")
