"""A changed key is told in the chain, takes over whole or not at all, and what the old one signed stays valid."""

import pytest
from sqlalchemy import select

from app.errors import StoreError, UserError
from app.store import durable, key_change
from app.store.checkpoints import Checkpoints
from app.store.key_change import NEXT, change_key, newest_told
from app.store.keys import KEEP_IN_KEYRING, PRIVATE, open_keys, trusted_pems
from app.store.models import Station
from tests.integration.evidence.day import START, Day


@pytest.fixture
def day(tmp_path):
    worked = Day(tmp_path, f"sqlite:///{tmp_path / 'regrade.db'}")
    worked.inspect("B")
    yield worked
    worked.engine.dispose()


class Safe(dict):
    def put(self, name, secret):
        self[name] = secret
        return True

    def drop(self, name):
        self.pop(name, None)


def take_up(day, keys):
    day.keys, day.checkpoints = keys, Checkpoints(keys)
    day.store._note = day.checkpoints.note


def test_it_is_told_and_everything_stays_in_order(day):
    old = day.keys
    take_up(day, change_key(day.engine, old, "stolen", START))
    assert day.keys.public_pem != old.public_pem
    day.inspect("A")
    found = day.verify()
    assert found.problems == ()
    again = open_keys(day.keys.folder, "bench-01")
    assert (again.public_pem, again.former_pems) == (day.keys.public_pem, (old.public_pem,))
    assert trusted_pems(day.keys.folder) == (again.public_pem, old.public_pem)
    with day.engine.connect() as connection:
        assert newest_told(connection, day.station) == again.public_pem.decode()
        assert connection.execute(select(Station.public_key)).scalar_one() == again.public_pem.decode()


def test_as_often_as_one_likes(day):
    pems = [day.keys.public_pem]
    for _ in range(3):
        take_up(day, change_key(day.engine, day.keys, "yearly", START))
        pems.append(day.keys.public_pem)
    assert trusted_pems(day.keys.folder) == tuple(reversed(pems))
    assert day.verify().problems == ()


def test_without_a_reason_nothing_is_changed(day):
    with pytest.raises(UserError, match="Why"):
        change_key(day.engine, day.keys, "  ", START)
    assert trusted_pems(day.keys.folder) == (day.keys.public_pem,)


@pytest.mark.parametrize("step", ["_told", "_file_proof", "move"])
def test_one_that_was_broken_off_is_finished_by_the_next_attempt(day, monkeypatch, step):
    """Before the chain tells it the key is made anew; after that it is the very one."""
    old = day.keys.public_pem

    def broken(*_args):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(durable if step == "move" else key_change, step, broken)
        with pytest.raises(StoreError):
            change_key(day.engine, day.keys, "stolen", START)
    assert open_keys(day.keys.folder, "bench-01").public_pem == old
    told = [problem for problem in day.verify().problems if "broken off" in problem]
    assert len(told) == (0 if step == "_told" else 1)
    take_up(day, change_key(day.engine, day.keys, "stolen", START))
    assert not (day.keys.folder / NEXT).exists()
    assert day.verify().problems == ()
    with day.engine.connect() as connection:
        assert newest_told(connection, day.station) == day.keys.public_pem.decode()


def test_a_key_that_was_exchanged_behind_the_chains_back_is_found(day, tmp_path):
    take_up(day, change_key(day.engine, day.keys, "stolen", START))
    other = open_keys(tmp_path / "other", "bench-01")
    (day.keys.folder / PRIVATE).write_bytes((other.folder / PRIVATE).read_bytes())
    day.keys = open_keys(day.keys.folder, "bench-01")
    assert any("its key was exchanged" in problem for problem in day.verify().problems)


def test_in_the_keyring_the_old_one_is_forgotten(day):
    safe = Safe()
    changed = change_key(day.engine, day.keys, "into the keyring", START, keep=KEEP_IN_KEYRING, safe=safe)
    (first,) = safe
    assert b"PRIVATE" not in (changed.folder / PRIVATE).read_bytes()
    take_up(day, change_key(day.engine, changed, "yearly", START, keep=KEEP_IN_KEYRING, safe=safe))
    assert first not in safe
    assert len(safe) == 1
    assert day.verify().problems == ()
