"""What vouches for the records, joined: the profile's own key is trusted, and looking makes nothing."""

import pytest

from app import evidence_parts
from app.errors import ConfigError
from app.paths import Profile
from app.store.keys import open_keys
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
    place.create()
    (place.keys / "station.key.pem").write_bytes(b"x")
    with pytest.raises(ConfigError):
        evidence_parts.check_pack(place, made(tmp_path, Key(1)).file, ())
