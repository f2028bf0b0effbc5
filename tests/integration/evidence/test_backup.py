"""A backup made while the bench writes, put in place elsewhere: whole, nothing acknowledged missing, and work goes on."""

import hashlib
import io
import json
import subprocess
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import DiskFull, UserError
from app.paths import Profile
from app.store.backup import back_up
from app.store.backup_file import SIGNATURE, STATEMENT, SUMS
from app.store.key_history import former_keys
from app.store.keys import open_keys
from app.store.models import Unit
from app.store.restore import Wanted, restore
from tests.integration.evidence.day import Day

AT = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
PASSPHRASE = "three kettles on a bench"


@pytest.fixture
def day(database_url, tmp_path):
    day = Day(tmp_path / "profile", database_url)
    yield day
    day.engine.dispose()


@pytest.fixture
def small(tmp_path):
    """A day of one unit on SQLite, and its backup."""
    day = Day(tmp_path / "profile", f"sqlite:///{tmp_path / 'profile' / 'regrade.db'}")
    day.inspect("A")
    taken(day, tmp_path / "day.tar")
    yield day
    day.engine.dispose()


def taken(day, out, **how):
    return back_up(day.engine, day.keys, Profile(day.folder), out, AT, note=day.checkpoints.note, **how)


def reopened(folder, url=""):
    again = Day.__new__(Day)
    again.reopen(folder, url or f"sqlite:///{folder / 'regrade.db'}")
    return again


def units(day):
    with day.engine.connect() as connection, connection.begin():
        return set(connection.execute(select(Unit.lpn)).scalars())


def under_load(day, folder, times):
    """So many backups while a bench writes as fast as it can; each must hold what was acknowledged before it began."""
    stop = threading.Event()

    def work():
        while not stop.is_set():
            day.inspect()

    bench = threading.Thread(target=work)
    bench.start()
    try:
        for number in range(times):
            acknowledged = set(day.units)
            made = taken(day, folder / f"{number}.tar")
            put = restore(folder / f"{number}.tar", folder / f"copy-{number}", AT, Wanted())
            assert (made.problems, put.problems) == ((), ())
            copy = reopened(folder / f"copy-{number}")
            assert acknowledged <= units(copy)
            copy.engine.dispose()
            (folder / f"{number}.tar").unlink()
    finally:
        stop.set()
        bench.join()


def test_a_backup_under_load_lacks_nothing_that_was_acknowledged(day, tmp_path):
    day.inspect("A")
    under_load(day, tmp_path, 2)
    assert day.verify().problems == ()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_backups_under_load(day, tmp_path):
    under_load(day, tmp_path, 100)


def test_the_bench_goes_on_where_it_was_with_a_new_key_and_the_old_one_trusted(day, tmp_path):
    for grade in "ABC":
        day.inspect(grade)
    made = taken(day, tmp_path / "day.tar")
    put = restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted())
    assert put.new_key
    assert (put.station, put.photos, put.problems) == (day.station, made.photos, ())
    copy = reopened(tmp_path / "copy")
    copy.units, copy.parcel, copy.line = list(day.units), day.parcel, day.line
    assert copy.keys.former_pems == (day.keys.public_pem,)
    with copy.store.unit_of_work() as work, day.store.unit_of_work() as before:
        assert work.records.bench() == before.records.bench()
    copy.inspect("A")
    assert copy.verify().problems == ()
    copy.engine.dispose()


def test_a_backup_is_put_on_an_empty_server(postgres_url, bare_postgres_url, tmp_path):
    day = Day(tmp_path / "profile", postgres_url)
    day.inspect("B")
    taken(day, tmp_path / "day.tar")
    day.engine.dispose()
    put = restore(tmp_path / "day.tar", tmp_path / "copy", AT, Wanted(bare_postgres_url))
    assert put.problems == ()
    assert not (tmp_path / "copy" / "records.db").exists()
    copy = reopened(tmp_path / "copy", bare_postgres_url)
    assert copy.verify().problems == ()
    copy.engine.dispose()
    with pytest.raises(UserError, match="not empty"):
        restore(tmp_path / "day.tar", tmp_path / "other", AT, Wanted(bare_postgres_url))
    assert not (tmp_path / "other").exists()


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
