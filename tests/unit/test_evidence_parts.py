"""What vouches for the records, joined: the profile's own key is trusted, and looking makes nothing."""

from datetime import UTC, datetime

import pytest

from app import evidence_parts
from app.config import AuditSettings
from app.errors import ConfigError
from app.paths import Profile
from app.store.keys import open_keys
from app.store.off_bench import off_bench_lines
from tests.packs import Key, made


def test_the_profiles_own_key_is_trusted(tmp_path):
    place = Profile(tmp_path / "profile")
    place.create()
    keys = open_keys(place.keys, "bench-01")
    key = Key(1)
    file = made(tmp_path, key).file
    assert not evidence_parts.check_pack(place, file, ()).ok
    (tmp_path / "key.pem").write_bytes(key.public_pem)
    assert evidence_parts.check_pack(place, file, [tmp_path / "key.pem"]).ok
    key.sign, key.public_pem = keys.sign, keys.public_pem  # type: ignore[method-assign]
    assert evidence_parts.check_pack(place, made(tmp_path, key).file, ()).ok


def test_a_profile_that_is_not_there_is_not_made(tmp_path):
    place = Profile(tmp_path / "profile")
    assert not evidence_parts.check_pack(place, made(tmp_path, Key(1)).file, ()).ok
    assert not place.root.exists()


def test_a_damaged_key_is_said(tmp_path):
    place = Profile(tmp_path / "profile")
    open_keys(place.keys, "bench-01")
    (place.keys / "station.key.pem").write_bytes(b"x")
    with pytest.raises(ConfigError):
        evidence_parts.check_pack(place, made(tmp_path, Key(1)).file, ())


def test_checkpoints_go_off_the_bench_where_a_folder_is_set(tmp_path):
    keys = open_keys(tmp_path / "keys", "bench-01")
    (tmp_path / "share").mkdir()
    for folder in ("", str(tmp_path / "share")):
        off = evidence_parts.OffBench(AuditSettings(checkpoints=folder))
        off.note_of(keys)(1, "1" * 64, datetime(2026, 3, 4, tzinfo=UTC))
        off.close()
    ((_, line),) = off_bench_lines(tmp_path / "share", keys.identity.id)
    assert b'"seq":1' in line
