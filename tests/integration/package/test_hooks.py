"""What runs in the built program before its first line."""

import ctypes.util
import io
import os
import runpy
import sys

import pytest

from resources.packaging.contents import ROOT

HOOKS = ROOT / "resources/packaging/hooks"


@pytest.fixture
def machine(monkeypatch):
    """A machine whose loader knows of no library."""
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"machine:{name}")


def test_zbar_is_the_one_that_came_along(machine, tmp_path, monkeypatch):
    (tmp_path / "libzbar.so.0").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    runpy.run_path(str(HOOKS / "beside_zbar.py"))
    assert ctypes.util.find_library("zbar") == str(tmp_path / "libzbar.so.0")
    assert ctypes.util.find_library("cups") == "machine:cups"


def test_where_none_came_along_the_machines_serves(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    runpy.run_path(str(HOOKS / "beside_zbar.py"))
    assert ctypes.util.find_library("zbar") == "machine:zbar"


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_what_the_program_starts_gets_the_libraries_of_the_machine(before, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/dist/regrade/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_path(str(HOOKS / "machines_own_libraries.py"))
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_program_without_streams_may_write_all_the_same(monkeypatch):
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", kept)
    runpy.run_path(str(HOOKS / "somewhere_to_write.py"))
    made = sys.stdout
    try:
        print("lost")  # noqa: T201
        made.flush()
        assert sys.stderr is kept
    finally:
        made.close()
