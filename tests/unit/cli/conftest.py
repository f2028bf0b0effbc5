"""The real commands, in process."""

import io
import json
from types import SimpleNamespace

import pytest

from app.bootstrap import Stations
from app.cli.main import run


@pytest.fixture(autouse=True)
def _no_profile_but_the_tests_own(monkeypatch, tmp_path):
    """A command that names no profile must not find that of whoever runs the tests."""
    monkeypatch.setenv("REGRADE_PROFILE", str(tmp_path / "nobodys"))


@pytest.fixture
def regrade(capsys, monkeypatch, tmp_path):
    """Runs a command on a profile: `.code`, `.out`, `.err`, and `.lines` of JSON."""

    def regrade(*arguments, profile=tmp_path / "profile", stdin=""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments] + ["--profile", str(profile)], Stations())
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        lines = [json.loads(line) for line in out.splitlines()] if "--json" in arguments else []
        return SimpleNamespace(code=code, out=out, err=err, lines=lines)

    return regrade


FOLDER = """[[channel]]
name = "drop"
kind = "csv_drop"
client = "ACME"
[channel.credentials]
folder = "{folder}"
"""


@pytest.fixture
def dropped(tmp_path, regrade):
    """A profile with a shop that takes files; the folder that it takes them from."""
    profile, folder = tmp_path / "profile", tmp_path / "drop"
    profile.mkdir()
    folder.mkdir()
    (profile / "config.toml").write_text(FOLDER.format(folder=folder.as_posix()), "utf-8")
    return folder
