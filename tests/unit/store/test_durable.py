"""The steps of durable writing, each with its failure."""

import errno
import os
import stat
from multiprocessing.pool import ThreadPool

import pytest

from app.errors import DiskFull, StoreError, UserError
from app.store import durable


@pytest.mark.parametrize("number", sorted(durable.FULL))
def test_a_full_disk_is_named(number):
    with (
        pytest.raises(DiskFull, match="The photo was not saved: the disk is full") as caught,
        durable.disk_errors("The photo was not saved"),
    ):
        raise OSError(number, "whatever")
    assert "Free some space" in caught.value.hint


def test_another_fault_says_what_the_system_said():
    with pytest.raises(StoreError, match="Input/output error") as caught, durable.disk_errors("The key was not saved"):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    assert caught.value.code == "disk_failed"


def test_our_own_errors_pass():
    with pytest.raises(UserError, match="too big"), durable.disk_errors("x"):
        raise UserError("too big")


def test_all_is_written_where_the_system_takes_little(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data[:3])))
    descriptor = durable.create(tmp_path / "x")
    durable.write_all(descriptor, b"0123456789")
    os.close(descriptor)
    assert (tmp_path / "x").read_bytes() == b"0123456789"


def test_a_new_file_is_its_owners_and_never_an_old_one(tmp_path):
    os.close(durable.create(tmp_path / "x"))
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        durable.create(tmp_path / "x")


def test_a_move_takes_the_place_of_what_was_there(tmp_path):
    (tmp_path / "a").write_text("new")
    (tmp_path / "b").write_text("old")
    durable.move(tmp_path / "a", tmp_path / "b")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("b", "new")]


def test_of_many_that_create_once_the_first_wins(tmp_path):
    with ThreadPool(8) as pool:
        won = pool.map(lambda n: durable.create_once(tmp_path / "key", b"%d" % n * 1000), range(16))
    assert won.count(True) == 1
    assert (tmp_path / "key").read_bytes() == b"%d" % won.index(True) * 1000
    assert [p.name for p in tmp_path.iterdir()] == ["key"]


def test_what_failed_while_creating_once_leaves_nothing(tmp_path, monkeypatch):
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable.create_once(tmp_path / "key", b"x")
    assert list(tmp_path.iterdir()) == []
