"""Nobody stands between an import and Python once the bridge is there; whatever else does is left alone."""

import builtins
import subprocess
import sys

from app.background import plain_imports

LOADED = """
import linecache
import PySide6.QtCore
import builtins
between = builtins.__import__ is builtins.__feature_import__
import app.background.bridge
import colorsys
print(between, builtins.__import__ is builtins.__orig_import__, colorsys.__file__ in linecache.cache)
"""


def test_with_the_bridge_imports_are_pythons_own_and_no_source_is_read():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "False"]


def test_who_else_stands_there_stays(monkeypatch):
    def other(*arguments):
        return plain(*arguments)

    plain = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", other)
    plain_imports.give_back()
    assert builtins.__import__ is other


def test_what_stood_between_is_gone(monkeypatch):
    between, plain = object(), object()
    monkeypatch.setattr(builtins, "__orig_import__", plain, raising=False)
    monkeypatch.setattr(builtins, "__feature_import__", between, raising=False)
    with monkeypatch.context() as while_it_stands:
        while_it_stands.setattr(builtins, "__import__", between)
        plain_imports.give_back()
        given = builtins.__import__
    assert given is plain
