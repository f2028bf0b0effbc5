"""`play` and `demo` as commands: where the script comes from, what is printed, and the exit value."""

import io
import json
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli import main
from app.errors import StoreError
from tests.lane import PIN, UPS


class OneBench:
    """Stations that open one bench, again and again."""

    def __init__(self, bench=None, error: Exception | None = None, *, display: bool = False) -> None:
        self.bench, self.error, self.display = bench, error, display
        self.tried: Path | None = None
        self.opened = self.closed = 0

    @contextmanager
    def open(self, profile, database, log_level):
        self.opened += 1
        if self.error is not None:
            raise self.error
        printing = SimpleNamespace(news=list)
        yield SimpleNamespace(bench=self.bench, printing=printing, settle=lambda _: True)
        self.closed += 1

    def pictures(self):
        raise AssertionError("a shift asks the bench to read its pictures")

    def labels(self, profile):
        raise AssertionError("a shift prints through the bench")

    def market(self, kind, port, faults, seed, ready, events_to=""):
        raise AssertionError("a shift needs no marketplace")

    def examine(self, profile, database):
        return iter(())

    def window(self, profile, database, log_level):
        return 0

    def check_pack(self, profile, file, keys):
        raise AssertionError("a shift checks no packs")

    def restore(self, profile, database, asked):
        raise AssertionError("a shift restores nothing")

    def can_show(self):
        return self.display

    def try_out(self, profile, log_level):
        self.tried = profile
        return 0

    def demo(self, out):
        return {"actions": 3, "left in": str(out), "people": {"Li Na": "badge LN-07, PIN 1"}}


SIGN_IN = {"do": "sign_in", "badge": "LN-07", "pin": PIN}


@pytest.fixture
def script(tmp_path):
    def written(*actions):
        file = tmp_path / "shift.jsonl"
        file.write_text("".join(json.dumps(action) + "\n" for action in actions))
        return str(file)

    return written


def test_a_script_without_a_refusal_ends_with_0(house, script, capsys):
    stations = OneBench(house.lane())
    assert main.run(["play", script(SIGN_IN, {"do": "scan", "code": UPS})], stations) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["step"] for answer in answers] == ["idle", "item"]
    assert stations.closed == 1


def test_a_refusal_ends_with_1_and_stops_nothing(house, script, capsys):
    lines = [{"do": "accept"}, SIGN_IN, {"do": "scan", "code": UPS}]
    assert main.run(["play", script(*lines), "--json"], OneBench(house.lane())) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["ok"] for line in out.splitlines()] == [False, True, True]
    assert err == ""


@pytest.mark.parametrize("arguments", [["play"], ["play", "-"]])
def test_standard_input_for_a_dash_or_nothing(house, arguments, capsys, monkeypatch):
    typed = io.BytesIO(json.dumps(SIGN_IN).encode() + b'\n\n{"do": "state"}')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed))
    assert main.run(arguments, OneBench(house.lane())) == 0
    assert [json.loads(line)["seq"] for line in capsys.readouterr().out.splitlines()] == [1, 2]


@pytest.mark.parametrize("missing", ["no-such-script.jsonl", "."])
def test_a_script_that_cannot_be_opened_is_wrong_usage_and_opens_no_station(missing, tmp_path, capsys):
    stations = OneBench()
    assert main.run(["play", str(tmp_path / missing)], stations) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be opened" in err
    assert stations.opened == 0


def test_a_station_that_cannot_be_opened_is_3(script, capsys):
    assert main.run(["play", script(SIGN_IN)], OneBench(error=StoreError("It is down.", "Wait."))) == 3
    assert capsys.readouterr().out == ""


def test_the_demo_says_what_came_out(tmp_path, capsys):
    assert main.run(["demo", "--out", str(tmp_path), "--json"], OneBench()) == 0
    assert json.loads(capsys.readouterr().out)["left in"] == str(tmp_path)


def test_the_demo_must_know_where(capsys):
    assert main.run(["demo"], OneBench()) == 2
    assert "--out" in capsys.readouterr().err


def test_trying_opens_the_window_over_a_profile_of_its_own(tmp_path):
    stations = OneBench(display=True)
    assert main.run(["try", "--out", str(tmp_path)], stations) == 0
    assert stations.tried == tmp_path / "station"


def test_trying_without_a_display_plays_the_demo_and_says_so(tmp_path, capsys):
    stations = OneBench()
    assert main.run(["try", "--out", str(tmp_path), "--json"], stations) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["left in"] == str(tmp_path)
    assert "no display" in told.err
    assert stations.tried is None
