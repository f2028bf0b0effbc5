"""The station's identity and key are made once, for their owner alone, and never replaced."""

import stat
import uuid
from multiprocessing.pool import ThreadPool

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.errors import ConfigError, StoreError
from app.store.keys import IDENTITY, PRIVATE, PUBLIC, entry_of, make_private, open_keys, trusted_pems


def test_made_at_first_use_and_the_same_ever_after(tmp_path):
    first = open_keys(tmp_path / "keys", "bench-01")
    again = open_keys(tmp_path / "keys", "bench-02")
    assert (first.new, again.new) == (True, False)
    assert uuid.UUID(first.identity.id).version == 7
    assert (again.identity.id, again.identity.name) == (first.identity.id, "bench-02")
    assert again.public_pem == first.public_pem == (tmp_path / "keys" / PUBLIC).read_bytes()
    first.public.verify(again.sign(b"content"), b"content")


def test_the_key_is_its_owners_alone(tmp_path):
    (tmp_path / "keys").mkdir(mode=0o755)
    keys = open_keys(tmp_path / "keys", "bench-01")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / PRIVATE).stat().st_mode) == 0o600
    assert "rivate" not in repr(keys)


def test_of_many_that_start_at_once_all_have_the_same(tmp_path):
    with ThreadPool(8) as pool:
        all_keys = pool.map(lambda _: open_keys(tmp_path / "keys", "bench-01"), range(16))
    assert len({(keys.identity.id, keys.public_pem) for keys in all_keys}) == 1
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == sorted([IDENTITY, PRIVATE, PUBLIC])


@pytest.mark.parametrize("name", [PRIVATE, IDENTITY])
def test_a_damaged_one_is_refused_and_left_alone(tmp_path, name):
    open_keys(tmp_path, "bench-01")
    (tmp_path / name).write_bytes(b"rotten")
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        open_keys(tmp_path, "bench-01")
    assert "backup" in caught.value.hint
    assert (tmp_path / name).read_bytes() == b"rotten"


def test_a_public_half_that_does_not_fit_is_put_right(tmp_path):
    keys = open_keys(tmp_path, "bench-01")
    (tmp_path / PUBLIC).write_bytes(b"somebody else's")
    open_keys(tmp_path, "bench-01")
    assert load_pem_public_key((tmp_path / PUBLIC).read_bytes()) == keys.public


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "keys").write_text("a file in the way")
    with pytest.raises(StoreError, match="key was not saved"):
        open_keys(tmp_path / "keys", "bench-01")


class Safe(dict):
    """A keyring; `put` may fail."""

    takes = True

    def put(self, name, secret):
        if self.takes:
            self[name] = secret
        return self.takes

    def drop(self, name):
        self.pop(name, None)


@pytest.mark.parametrize("keep", ["auto", "keyring"])
def test_where_there_is_a_keyring_the_key_lies_in_it_and_a_reference_in_the_folder(tmp_path, keep):
    safe = Safe()
    keys = open_keys(tmp_path, "bench-01", keep, safe)
    assert b"PRIVATE" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "PRIVATE" in "".join(safe.values())
    for later in ("auto", "file"):
        assert open_keys(tmp_path, "bench-01", later, safe).public_pem == keys.public_pem
    assert trusted_pems(tmp_path, safe) == (keys.public_pem,)


def test_a_keyring_that_takes_nothing(tmp_path):
    safe = Safe()
    safe.takes = False
    assert open_keys(tmp_path / "a", "bench-01", "auto", safe).new
    assert b"PRIVATE" in (tmp_path / "a" / PRIVATE).read_bytes()
    with pytest.raises(ConfigError, match="no keyring"):
        open_keys(tmp_path / "b", "bench-01", "keyring", safe)
    assert not (tmp_path / "b" / PRIVATE).exists()


def test_a_keyring_that_is_locked_is_said_and_the_key_is_not_made_anew(tmp_path):
    safe = Safe()
    open_keys(tmp_path, "bench-01", "auto", safe)
    before = (tmp_path / PRIVATE).read_bytes()
    for look in (lambda: open_keys(tmp_path, "bench-01", "auto", Safe()), lambda: trusted_pems(tmp_path, Safe())):
        with pytest.raises(ConfigError, match="does not give it"):
            look()
    assert (tmp_path / PRIVATE).read_bytes() == before


def test_of_two_that_start_at_once_the_second_ones_entry_is_dropped(tmp_path):
    safe = Safe()
    make_private(tmp_path / PRIVATE, "auto", safe)
    make_private(tmp_path / PRIVATE, "auto", safe)
    assert list(safe) == [entry_of(tmp_path / PRIVATE)]


def test_where_no_station_is_no_key_is_trusted(tmp_path):
    assert trusted_pems(tmp_path / "nowhere") == ()
    assert not (tmp_path / "nowhere").exists()
