"""The program's own entrance."""

import runpy
import sys

import pytest

from app.__main__ import main


def test_the_result_is_the_exit_code(capsys):
    assert main(["identify", "4006381333931", "--json"]) == 0
    assert '"gtin"' in capsys.readouterr().out


def test_python_m_app_is_the_same(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["regrade", "nonsense"])
    monkeypatch.delitem(sys.modules, "app.__main__", raising=False)
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("app", run_name="__main__")
    assert caught.value.code == 2
    assert "nonsense" in capsys.readouterr().err
