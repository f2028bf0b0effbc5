"""Which folder is the profile's, what stands in it, and who may read the keys."""

import stat
import sys
from pathlib import Path

import pytest

from app import paths
from app.errors import StoreError
from app.paths import Profile, find_profile, shipped


def test_the_command_line_wins_over_the_environment(tmp_path):
    environment = {"REGRADE_PROFILE": str(tmp_path / "env")}
    assert find_profile(tmp_path / "flag", environment).root == tmp_path / "flag"
    assert find_profile(None, environment).root == tmp_path / "env"


@pytest.mark.parametrize("environment", [{}, {"REGRADE_PROFILE": ""}])
def test_else_it_is_the_platforms_own_place(environment):
    root = find_profile(None, environment).root
    assert root.is_absolute()
    assert "regrade" in root.parts


def test_a_relative_folder_stays_where_it_was_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = find_profile(Path("bench"), {})
    monkeypatch.chdir("/")
    assert found.root == tmp_path / "bench"


def test_a_missing_profile_is_made_and_its_keys_are_closed(tmp_path):
    profile = Profile(tmp_path / "a" / "b")
    profile.create()
    assert {path.name for path in profile.root.iterdir()} == {"evidence", "spool", "keys", "logs"}
    assert stat.S_IMODE(profile.keys.stat().st_mode) == 0o700


def test_open_keys_are_closed_and_nothing_else_is_touched(tmp_path):
    profile = Profile(tmp_path)
    profile.create()
    (profile.evidence / "photo").write_bytes(b"kept")
    profile.keys.chmod(0o755)
    profile.create()
    assert stat.S_IMODE(profile.keys.stat().st_mode) == 0o700
    assert (profile.evidence / "photo").read_bytes() == b"kept"


def test_a_file_in_the_way_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be made or written") as caught:
        Profile(tmp_path / "file").create()
    assert "--profile" in caught.value.hint


def test_names_inside_the_profile_are_those_of_the_contract():
    profile = Profile(Path("/p"))
    assert (profile.config, profile.database) == (Path("/p/config.toml"), Path("/p/regrade.db"))


def test_what_ships_is_found_in_the_checkout_and_in_the_built_program(tmp_path, monkeypatch):
    assert (shipped("app") / "paths.py").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert shipped("resources", "checklists") == tmp_path / "resources" / "checklists"


def test_fonts_are_found_by_their_name_those_that_ship_with_the_program_first(tmp_path, monkeypatch):
    for folder, name in (
        ("ours", "Noto.ttf"),
        ("system", "Noto.ttf"),
        ("system/deep", "Droid.TTF"),
        ("system", "Noto.txt"),
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / name).touch()
    monkeypatch.setattr(paths, "font_folders", lambda: (tmp_path / "ours", tmp_path / "system", tmp_path / "none"))
    assert paths.font_files((".ttf",), lambda stem: stem != "Inter") == {
        "Noto": tmp_path / "ours" / "Noto.ttf",
        "Droid": tmp_path / "system" / "deep" / "Droid.TTF",
    }
    assert paths.font_files((".ttf",), {"Droid"}.__contains__) == {"Droid": tmp_path / "system" / "deep" / "Droid.TTF"}
