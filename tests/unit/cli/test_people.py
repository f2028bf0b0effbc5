"""`user add|list|disable`: a PIN comes in unseen and is shown nowhere."""

import pytest

from app.bootstrap import Stations
from app.cli.main import run

ADD = ("user", "add", "--badge", "B-1", "--name", "Ann Lee", "--role", "inspector")


def test_a_person_is_added_listed_and_disabled(regrade):
    added = regrade(*ADD, "--pin-stdin", "--json", stdin="482913\n")
    assert (added.code, added.lines[0]["badge"], added.lines[0]["role"]) == (0, "B-1", "inspector")
    (person,) = regrade("user", "list", "--json").lines
    assert (person["name"], person["disabled"]) == ("Ann Lee", False)
    assert regrade("user", "disable", "B-1").code == 0
    assert regrade("user", "list", "--json").lines[0]["disabled"] is True
    assert regrade("user", "disable", "B-9").code == 1


def test_a_person_has_a_language_where_one_is_given(regrade):
    assert "language" not in regrade(*ADD, "--pin-stdin", "--json", stdin="482913\n").lines[0]
    other = ("user", "add", "--badge", "B-2", "--name", "Li Na", "--role", "supervisor", "--language")
    assert regrade(*other, "zh_CN", "--pin-stdin", "--json", stdin="482913\n").lines[0]["language"] == "zh_CN"
    assert [person["language"] for person in regrade("user", "list", "--json").lines] == ["", "zh_CN"]
    assert regrade(*other, "xx", "--pin-stdin", stdin="482913\n").code == 1


@pytest.mark.parametrize("pin", ["", "12345", "abcdef", "111111"])
def test_a_weak_pin_is_refused_and_not_repeated(regrade, pin, tmp_path):
    done = regrade(*ADD, "--pin-stdin", stdin=pin + "\n")
    assert done.code == 1
    assert "PIN" in done.err
    assert not pin or pin not in done.out + done.err
    assert regrade("user", "list", "--json").lines == []


def test_no_pin_is_in_the_profile(regrade, tmp_path):
    regrade(*ADD, "--pin-stdin", "--log-level", "debug", stdin="482913\n")
    for path in (tmp_path / "profile").rglob("*"):
        assert not path.is_file() or b"482913" not in path.read_bytes()


def test_without_a_terminal_the_pin_comes_from_stdin_or_not_at_all(regrade):
    done = regrade(*ADD)
    assert done.code == 2
    assert "--pin-stdin" in done.err


@pytest.mark.parametrize(("said", "code"), [(("482913", "482913"), 0), (("482913", "482914"), 2)])
def test_at_a_terminal_it_is_asked_for_twice(said, code, monkeypatch, tmp_path, capsys):
    class Terminal:
        def isatty(self):
            return True

    answers = iter(said)
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    monkeypatch.setattr("sys.stdin", Terminal())
    assert run([*ADD, "--profile", str(tmp_path)], Stations()) == code
    assert "4829" not in "".join(capsys.readouterr())
