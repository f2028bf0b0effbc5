"""Progress is shown of what takes its time, and only then."""

import io

import pytest

from app.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("app.cli.progress.time.monotonic", lambda: now[0])
    return now


def test_a_short_job_says_nothing(clock, capsys):
    with Progress("returns.csv") as told:
        clock[0] += 0.9
        told(1000, 1000)
    assert capsys.readouterr() == ("", "")


def test_a_long_one_says_a_line_now_and_then(clock, capsys):
    with Progress("returns.csv") as told:
        for _ in range(25):
            clock[0] += 1
            told(1000, 100_000)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["regrade: returns.csv: 1,000 of 100,000 rows"] * 2


def test_a_person_sees_a_bar(clock, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with Progress("[red]returns") as told:
        clock[0] += 2
        told(1000, 2000)
        told(2000, 2000)
    assert "[red]returns" in terminal.getvalue()
