"""Options before and after the verb, and what becomes of whatever is raised."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.errors import ConfigError, ProfileTooNew, StoreError, UserError


class Refusing:
    """Stations that raise what a test wants raised."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error or AssertionError("nothing was to be opened")
        self.asked: Any = None

    def open(self, profile, database, log_level):
        self.asked = (profile and str(profile), database, log_level)
        raise self.error

    def pictures(self):
        raise self.error

    def labels(self, profile):
        raise self.error

    def market(self, kind, port, faults, seed, ready, events_to=""):
        raise self.error

    def examine(self, profile, database):
        raise self.error
        yield

    def window(self, profile, database, log_level):
        self.asked = (profile and str(profile), database, log_level)
        raise self.error

    def check_pack(self, profile, file, keys):
        raise self.error

    def restore(self, profile, database, asked):
        raise self.error

    def can_show(self):
        return True

    def try_out(self, profile, log_level):
        raise self.error

    def demo(self, out):
        raise self.error


@pytest.mark.parametrize(
    ("given", "hoisted"),
    [
        (["stock", "--profile", "p", "--json"], ["--profile", "p", "--json", "stock"]),
        (["--json", "stock", "--profile=p"], ["--json", "--profile=p", "stock"]),
        (["stock", "--sku", "A", "--database", "u"], ["--database", "u", "stock", "--sku", "A"]),
        (["identify", "--json", "--", "--json"], ["--json", "identify", "--", "--json"]),
        (["stock", "--profile"], ["stock", "--profile"]),
        (["play", "-", "--log-level=debug"], ["--log-level=debug", "play", "-"]),
    ],
)
def test_common_options_may_stand_anywhere(given, hoisted):
    assert main.hoist(given) == hoisted


@given(st.lists(st.sampled_from(["stock", "--sku", "a", "--json", "--profile", "--database=x", "--", "-"])))
def test_hoisting_loses_nothing(arguments):
    assert sorted(main.hoist(arguments)) == sorted(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["stock", "--profile", "p", "--database", "u"], ["--profile", "p", "stock", "--database=u"]],
)
def test_the_station_is_asked_for_with_the_options(arguments):
    stations = Refusing(UserError("No.", "Never."))
    assert main.run(arguments, stations) == 1
    assert stations.asked == ("p", "u", None)


def test_without_a_verb_the_window_opens():
    stations = Refusing(StoreError("There is no display.", "Go to the desk."))
    assert main.run(["--profile", "p", "--database", "u"], stations) == 3
    assert stations.asked == ("p", "u", None)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("It was refused.", "Do this."), 1),
        (ConfigError("It is wrong.", "Do that.", line=3), 2),
        (StoreError("It is down.", "Wait."), 3),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_is_raised_becomes_words_and_a_code(error, code, capsys):
    assert main.run(["stock", "--json"], Refusing(error)) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("regrade: ")
    assert "Traceback" not in err


def log_of(profile):
    return "".join(path.read_text() for path in profile.glob("logs/*.log"))


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_what_is_said_of_a_failure_stands_in_the_profiles_log(place, tmp_path, monkeypatch, capsys):
    (tmp_path / "logs").mkdir()
    arguments = ["import", "products", "no-such-file.csv", "--log-level", "error"]
    if place == "environment":
        monkeypatch.setenv("REGRADE_PROFILE", str(tmp_path))
    else:
        named = ["--profile", str(tmp_path)]
        arguments = [*named, *arguments] if place == "before" else [*arguments, *named]
    assert main.run(arguments, Refusing()) == 2
    said = capsys.readouterr().err.removeprefix("regrade: ")
    assert "no-such-file.csv" in said
    assert log_of(tmp_path).endswith(f"ERROR app.cli: {said}")


def test_a_profile_that_is_not_there_is_not_made_for_its_log(tmp_path):
    assert main.run(["stock", "--colour", f"--profile={tmp_path / 'none'}"], Refusing()) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_profile_of_a_newer_version_is_not_written_to(tmp_path):
    (tmp_path / "logs").mkdir()
    assert main.run(["stock", "--profile", str(tmp_path)], Refusing(ProfileTooNew("It is newer."))) == 3
    assert log_of(tmp_path) == ""


@pytest.mark.expects_warning
def test_a_fault_of_ours_is_logged_in_one_line_with_an_apology(capsys):
    assert main.run(["stock"], Refusing(ZeroDivisionError("oh\nno"))) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "Sorry" in err
    assert "test_main.py" in err
    assert "ZeroDivisionError: oh�no" in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [["decode"], ["synchronise"], ["stock", "--colour"], ["import"], ["unit"], ["user"],
     ["user", "add"], ["audit"], ["--log-level", "loud", "stock"], ["stock", "--profile"], ["import", "sales", "x.csv"],
     ["import", "products", "no-such-file.csv"], ["play", "no-such-script.jsonl"]],
)  # fmt: skip
def test_wrong_usage_is_2_with_words(arguments, capsys):
    assert main.run(arguments, Refusing(AssertionError())) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("regrade: ")
    assert len(err) > 20


def test_help_is_in_plain_words(capsys):
    assert main.run(["--help"], Refusing()) == 0
    out, _ = capsys.readouterr()
    for verb in ("play", "import", "stock", "ledger", "outbox", "unit", "certificate", "user", "audit", "doctor"):
        assert f"  {verb} " in out
