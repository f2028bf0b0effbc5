"""A photo is kept as it came and durable, or not kept at all, whatever the disk does."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest
from PIL import Image

from app.domain.evidence import MAX_BYTES
from app.errors import DiskFull, StoreError, UserError
from app.store.disk import DiskEvidence


def picture(colour="red", size=(64, 48), picture_format="JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, picture_format)
    return out.getvalue()


@pytest.fixture
def evidence(tmp_path) -> DiskEvidence:
    return DiskEvidence(tmp_path / "evidence", tmp_path / "spool")


@pytest.fixture
def shot(tmp_path) -> Path:
    (tmp_path / "shot.jpg").write_bytes(picture())
    return tmp_path / "shot.jpg"


def filed(evidence: DiskEvidence) -> list[Path]:
    return [path for path in evidence.evidence.rglob("*") if path.is_file()]


def test_a_photo_lies_under_its_hash_as_it_came(evidence, shot):
    kept = evidence.keep(shot)
    assert kept.sha256 == hashlib.sha256(shot.read_bytes()).hexdigest()
    assert (kept.size, kept.width, kept.height, kept.format) == (shot.stat().st_size, 64, 48, "jpeg")
    assert evidence.path(kept.sha256) == evidence.evidence / kept.sha256[:2] / kept.sha256
    assert evidence.path(kept.sha256).read_bytes() == shot.read_bytes()
    assert stat.S_IMODE(evidence.path(kept.sha256).stat().st_mode) == 0o600
    assert list(evidence.tmp.iterdir()) == []


def test_an_encoded_frame_is_kept_the_same_way(evidence, shot):
    assert evidence.keep_encoded(shot.read_bytes(), 64, 48) == evidence.keep(shot)
    with pytest.raises(UserError, match="megapixels"):
        evidence.keep_encoded(b"x", 10_000, 10_000)


def test_the_order_is_file_rename_folder(evidence, shot, monkeypatch):
    """Synced before the name, the name synced before it is acknowledged, a new folder's own name as well."""
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("sync " + ("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"))
        real_fsync(descriptor)

    def replace(source: Path, target: Path) -> Path:
        steps.append("rename")
        return real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    evidence.keep(shot)
    assert steps == ["sync file", "sync folder", "rename", "sync folder"]
    steps.clear()
    evidence.keep(shot)
    assert steps == ["sync file", "rename", "sync folder"]


def test_the_same_photo_twice_is_one_file(evidence, shot):
    assert evidence.keep(shot) == evidence.keep(shot)
    assert len(filed(evidence)) == 1


@pytest.mark.expects_warning
def test_a_photo_damaged_on_disk_is_mended_and_the_damaged_one_put_aside(evidence, shot, caplog):
    kept = evidence.keep(shot)
    evidence.path(kept.sha256).write_bytes(b"rotten")
    evidence.keep(shot)
    assert evidence.path(kept.sha256).read_bytes() == shot.read_bytes()
    assert [path.read_bytes() for path in evidence.quarantine.iterdir()] == [b"rotten"]
    assert "was damaged on disk" in caplog.text


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "a" * 65])
def test_only_a_digest_becomes_a_path(evidence, name):
    with pytest.raises(ValueError, match="no SHA-256"):
        evidence.path(name)


def test_what_is_no_file_is_refused_at_once(evidence, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path / "none.jpg", tmp_path, tmp_path / "pipe", Path("/dev/zero"), Path("x\0y")):
        with pytest.raises(UserError) as caught:
            evidence.keep(source)
        assert caught.value.hint
    assert filed(evidence) == []


def test_a_file_that_is_too_big_is_refused_while_it_is_read(evidence, tmp_path):
    huge = tmp_path / "huge.jpg"
    huge.write_bytes(picture())
    os.truncate(huge, MAX_BYTES * 40)
    with pytest.raises(UserError, match="more than 25 MB"):
        evidence.keep(huge)
    assert (filed(evidence), list(evidence.tmp.iterdir())) == ([], [])


def test_what_is_no_picture_never_reaches_the_evidence(evidence, tmp_path):
    (tmp_path / "x.jpg").write_bytes(picture()[:-200])
    with pytest.raises(UserError):
        evidence.keep(tmp_path / "x.jpg")
    assert (filed(evidence), list(evidence.tmp.iterdir()), list(evidence.kept.iterdir())) == ([], [], [])


@pytest.mark.parametrize(
    ("number", "error"), [(errno.EIO, StoreError), (errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull)]
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failing_disk_never_acknowledges(evidence, shot, monkeypatch, call, number, error):
    """Each call of the protocol fails in its turn; afterwards the photo is kept as if nothing had been."""
    calls = 0
    place = Path if call == "replace" else os
    real = getattr(place, call)
    for failing in range(1, {"write": 2, "fsync": 4, "replace": 2}[call]):
        calls = 0

        def broken(*args: object, failing: int = failing) -> object:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(number, os.strerror(number))
            return real(*args)

        with monkeypatch.context() as patch:
            patch.setattr(place, call, broken)
            with pytest.raises(error, match="The photo was not saved"):
                evidence.keep(shot)
        assert calls == failing
        assert list(evidence.tmp.iterdir()) == []
    assert evidence.path(evidence.keep(shot).sha256).read_bytes() == shot.read_bytes()


def test_a_source_that_cannot_be_read_through_is_named(evidence, shot, monkeypatch):
    def broken(descriptor: int, size: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    with pytest.raises(StoreError, match="the file that it comes from"):
        evidence.keep(shot)


def test_folders_that_cannot_be_made_are_named(tmp_path):
    (tmp_path / "spool").write_text("a file in the way")
    with pytest.raises(StoreError, match="folders of the evidence"):
        DiskEvidence(tmp_path / "evidence", tmp_path / "spool")
