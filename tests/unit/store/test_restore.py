"""What is put in place is what was backed up; an altered or hostile file leaves nothing behind."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from app.errors import UserError
from app.store.key_history import former_keys
from app.store.keys import open_keys
from app.store.restore import Wanted, restore
from tests.backups import AT, taken

PASSPHRASE = "three kettles on a bench"


def test_the_key_goes_along_only_under_a_passphrase(small, tmp_path):
    taken(small, tmp_path / "keyed.tar", passphrase=PASSPHRASE)
    private = (small.folder / "keys" / "station.key.pem").read_bytes()
    for name in ("day.tar", "keyed.tar"):
        assert private.splitlines()[1] not in (tmp_path / name).read_bytes()
    with pytest.raises(UserError, match="passphrase"):
        restore(tmp_path / "keyed.tar", tmp_path / "copy", AT, Wanted(passphrase=PASSPHRASE + "!"))
    with pytest.raises(UserError, match="does not bring its key"):
        restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted(passphrase=PASSPHRASE))
    assert not (tmp_path / "copy").exists()
    assert not restore(tmp_path / "keyed.tar", tmp_path / "copy", AT, Wanted(passphrase=PASSPHRASE)).new_key
    assert open_keys(tmp_path / "copy" / "keys", "bench-01").public_pem == small.keys.public_pem


def test_only_an_empty_place_is_filled(small, tmp_path):
    with pytest.raises(UserError, match="is not empty"):
        restore(tmp_path / "day.tar", small.folder, AT, Wanted())
    logs = tmp_path / "copy" / "logs"
    logs.mkdir(parents=True)
    (logs / "station.log").write_text("a failed attempt\n")
    restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted())
    assert (logs / "station.log").read_text() == "a failed attempt\n"


def test_only_a_trusted_key_is_taken_where_one_is_named(small, tmp_path):
    other = open_keys(tmp_path / "other", "bench-09").public.public_bytes_raw()
    with pytest.raises(UserError, match="not the one you trust"):
        restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted(trusted=(other,)))
    ours = small.keys.public.public_bytes_raw()
    assert restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted(trusted=(other, ours))).problems == ()


def test_the_proof_of_a_restored_key_cannot_be_claimed_by_another_station(small, tmp_path):
    restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted())
    keys = open_keys(tmp_path / "copy" / "keys", "bench-01")
    (proof,) = (keys.folder / "former").glob("*.json")
    assert former_keys(keys.folder, keys.public_pem, keys.identity.id) == (small.keys.public_pem,)
    assert former_keys(keys.folder, keys.public_pem, "another") == ()
    said = json.loads(proof.read_bytes())
    said["backup"]["head"]["seq"] += 1
    proof.write_text(json.dumps(said))
    assert former_keys(keys.folder, keys.public_pem, keys.identity.id) == ()


def _flipped(data: bytearray) -> bytes:
    data[len(data) // 2] ^= 1
    return bytes(data)


ALTERED = {
    "a byte": _flipped,
    "cut off": lambda data: bytes(data[: len(data) // 2]),
    "its end": lambda data: bytes(data[:-2048]),
    "nothing": lambda _: b"",
    "something behind it": lambda data: bytes(data) + b"more",
    "no tar": lambda _: b"PK\x03\x04" * 4096,
}


def test_an_altered_backup_is_refused(small, tmp_path):
    for how, alter in ALTERED.items():
        (tmp_path / "bad.tar").write_bytes(alter(bytearray((tmp_path / "day.tar").read_bytes())))
        with pytest.raises(UserError):
            restore(tmp_path / "bad.tar", tmp_path / "copy", AT, Wanted())
        assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tar", "day.tar", "profile"], how


def _entry(name, content=b"x", kind=tarfile.REGTYPE, link=""):
    entry = tarfile.TarInfo(name)
    entry.size, entry.type, entry.linkname = len(content), kind, link
    return entry, content


HOSTILE = {
    "out of the folder": _entry("evidence/../../../escaped"),
    "an absolute name": _entry("/escaped"),
    "a link": _entry(f"evidence/aa/{'a' * 64}", b"", tarfile.SYMTYPE, "/etc/passwd"),
    "a hard link": _entry("config.toml", b"", tarfile.LNKTYPE, "../profile/config.toml"),
    "a device": _entry("records.db", b"", tarfile.CHRTYPE),
    "a private key": _entry("keys/station.key.pem"),
    "a folder": _entry("labels/ACME", b"", tarfile.DIRTYPE),
    "a hidden file": _entry("labels/../.bashrc"),
    "twice": _entry("SHA256SUMS"),
    "one more": _entry(f"evidence/aa/{'a' * 64}"),
}


def test_a_hostile_backup_is_refused(small, tmp_path):
    """What was planted stands first; everything else is as the station signed it."""
    for how, (entry, content) in HOSTILE.items():
        with (
            tarfile.open(tmp_path / "day.tar") as sound,
            tarfile.open(tmp_path / "bad.tar", "w", format=tarfile.GNU_FORMAT) as bad,
        ):
            bad.addfile(entry, io.BytesIO(content))
            for each in sound:
                bad.addfile(each, sound.extractfile(each))
        with pytest.raises(UserError, match="cannot be used"):
            restore(tmp_path / "bad.tar", tmp_path / "copy", AT, Wanted())
        assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tar", "day.tar", "profile"], how
    assert not Path("/escaped").exists()


def test_a_size_that_is_none_is_refused_without_taking_memory(small, tmp_path):
    """A header that claims 100 GiB for a small file, and an extended one that would be read whole."""
    for kind in (tarfile.REGTYPE, tarfile.XHDTYPE):
        entry = tarfile.TarInfo(f"evidence/aa/{'a' * 64}")
        entry.size, entry.type = 100 << 30, kind
        (tmp_path / "bad.tar").write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + bytes(4096))
        with pytest.raises(UserError, match="cannot be used"):
            restore(tmp_path / "bad.tar", tmp_path / "copy", AT, Wanted())
