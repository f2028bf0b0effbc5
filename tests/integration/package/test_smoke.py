"""The smoke test itself: a program that does not do what it should is found out, in words."""

import shutil
from pathlib import Path

import pytest

from app.devices.drawing.sights import EMPTY
from resources.packaging import __main__ as command
from resources.packaging import smoke
from resources.packaging.building import size_of, telling
from resources.packaging.contents import FONTS, CannotBuild
from resources.packaging.fence import Fence
from resources.packaging.smoke import Built, Failed


@pytest.fixture
def built(tmp_path):
    """A stand-in for the built program; `says` gives it its text."""
    return Built(tmp_path / "regrade", tmp_path, Fence(tmp_path))


def says(built: Built, script: str) -> None:
    built.program.write_text(f"#!/bin/sh\n{script}\n")
    built.program.chmod(0o755)


def test_a_command_that_fails_is_told_with_its_words(built):
    says(built, "echo out; echo why >&2; exit 3")
    with pytest.raises(Failed, match=r"(?s)`regrade doctor --json` ended with 3: out.*why"):
        built.run("doctor", "--json")


def test_it_knows_nothing_of_this_machine_but_its_own_profile(built):
    says(built, "env | cut -d= -f1 | sort | tr '\\n' ' '; pwd")
    *names, place = built.run().split()
    assert {"HOME", "PATH", "REGRADE_PROFILE"} <= set(names) <= {"HOME", "PATH", "REGRADE_PROFILE", "PWD", "SHLVL", "_"}
    assert Path(place) == built.place


@pytest.mark.parametrize(
    ("step", "script", "words"),
    [
        (smoke.says_help, "echo play import user", "does not name decode, audit, doctor, demo"),
        (smoke.verifies, """echo '{"ok": true, "entries": 3, "photos": 0}'""", "not in order"),
        (smoke.verifies, """echo '{"ok": false, "entries": 3, "photos": 1}'""", "not in order"),
        (
            smoke.asks_a_server,
            """echo '{"name": "database", "ok": false, "found": "No module"}'; exit 1""",
            "No module",
        ),
        (smoke.asks_a_server, """echo '{"name": "database", "ok": true, "found": "reached"}'""", "ended with 0"),
        (
            smoke.finds_everything,
            """echo '{"modules": 9, "files": 9, "failed": {"app.ui.work.page": "No module"}}'""",
            r"1 did not come along whole: app\.ui\.work\.page: No module",
        ),
        (smoke.finds_everything, """echo '{"modules": 9, "files": 0, "failed": {}}'""", "list .* is empty"),
        (smoke.finds_everything, "echo Usage: regrade", "did not look through"),
        (smoke.migrates, "exit 0", "stand at 0001"),
    ],
)
def test_what_did_not_come_along_is_found_out(built, step, script, words):
    says(built, script)
    with pytest.raises(Failed, match=words):
        step(built)


def test_a_code_that_is_not_read_and_an_engine_that_is_not_there(built):
    (built.place / "photos").mkdir()
    says(built, """echo '{"codes": [], "ms": 1}'""")
    with pytest.raises(Failed, match="was not read"):
        smoke.reads_a_code(built)
    says(built, f"""echo '{{"codes": [{{"text": "{smoke.TRACKING}"}}], "ms": 1}}'; echo "{smoke.NO_ZBAR}" >&2""")
    with pytest.raises(Failed, match="zbar"):
        smoke.reads_a_code(built)


def test_a_program_that_goes_away_in_the_middle_is_told(built):
    says(built, "read line; exit 0")
    with built.begin("play") as process:
        with pytest.raises(Failed, match="without an answer to state"):
            smoke.PipedHands(process, built.place).do({"do": "state"}, EMPTY)
        process.communicate()


def test_what_never_comes_ends(built):
    with pytest.raises(Failed, match="It did not come within 0 s"):
        smoke.wait_until(lambda: False, "It did not come", seconds=0, pause=0)


def test_the_folder_is_copied_and_a_home_is_empty(tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/regrade").touch()
    (tmp_path / "place").mkdir()
    there = smoke.settle(tmp_path / "dist", tmp_path / "place")
    assert there.program.exists()
    assert there.program.is_relative_to(tmp_path / "place")
    assert list(there.fence.home.iterdir()) == []


def test_a_file_that_tells_where_it_was_made_is_named(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"\0made in /home/me/regrade\0")
    (tmp_path / "b.bin").write_bytes(b"made elsewhere")
    (tmp_path / "c.bin").symlink_to("a.bin")
    assert telling(tmp_path, ["/home/me"]) == ["a.bin"]
    assert size_of(tmp_path) == 26 + 14 + len("a.bin")


def test_what_cannot_be_built_ends_with_1_and_words(tmp_path, monkeypatch, capsys):
    def no_fonts(_into: Path, _work: Path) -> Path:
        raise CannotBuild(f"Fonts are missing. Install {next(iter(FONTS.values()))}.")

    monkeypatch.setattr(command, "build", no_fonts)
    assert command.main(["--into", str(tmp_path), "--work", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "make package: Fonts are missing. Install fonts-inter.\n"


def test_a_built_program_that_fails_ends_with_1_and_words(tmp_path, monkeypatch, capsys):
    def one_that_fails(into: Path, _work: Path) -> Path:
        (into / "regrade").mkdir()
        shutil.copy("/bin/false", into / "regrade/regrade")
        return into / "regrade"

    monkeypatch.setattr(command, "build", one_that_fails)
    monkeypatch.setattr(command, "write_licences", lambda _folder, _binaries: 1)
    assert command.main(["--into", str(tmp_path), "--work", str(tmp_path)]) == 1
    assert "make package: `regrade --help` ended with 1" in capsys.readouterr().err
